package io.hauberk.spring;

import io.hauberk.event.EventSink;
import io.hauberk.event.SecurityEvents;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where security events go: for all auto-configurations that tell some. */
@Configuration(proxyBeanMethods = false)
final class SecurityEventsConfiguration {

  @Bean
  @ConditionalOnMissingBean
  SecurityEvents hauberkSecurityEvents(
      HauberkProperties properties,
      ObjectProvider<EventSink> sinks,
      ConfigurableListableBeanFactory beans) {
    HauberkProperties.Events set = properties.events();
    SecurityEvents.Builder events =
        SetupException.from(
            "hauberk.events",
            () ->
                SecurityEvents.builder()
                    .foldWindow(set.foldWindow())
                    .queueCapacity(set.queueCapacity())
                    .closeTimeout(set.closeTimeout()));
    events.sink(EventSinks.of(set));
    Path pseudonymKey = set.pseudonymKeyFile();
    if (pseudonymKey != null) {
      EventSinks.keyed(
          "hauberk.events.pseudonym-key-file", () -> events.pseudonymKeyFile(pseudonymKey));
    }
    sinks.orderedStream().forEach(events::sink);
    return OwnThreads.begun(beans.getBeanClassLoader(), events::build);
  }
}
