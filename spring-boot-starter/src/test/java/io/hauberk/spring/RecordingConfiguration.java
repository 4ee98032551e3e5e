package io.hauberk.spring;

import io.hauberk.event.SecurityEvents;
import java.time.Clock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Events without a queue, so that a test finds them as soon as the answer is there. */
@TestConfiguration(proxyBeanMethods = false)
public class RecordingConfiguration {

  @Bean
  RecordedEvents recordedEvents() {
    return new RecordedEvents();
  }

  @Bean
  SecurityEvents directEvents(RecordedEvents sink) {
    return SecurityEvents.direct(sink, Clock.systemUTC());
  }
}
