package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** The meters of a configured service tell how it stands with keys and credentials. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandingMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WebApplicationContextRunner service =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  HauberkAutoConfiguration.class, HauberkOutboundAutoConfiguration.class));

  @TempDir Path mount;

  private double value(String meter, String tag, String name) {
    return registry.get(meter).tag(tag, name).gauge().value();
  }

  @Test
  void keys_and_a_credential_that_are_in_force() throws Exception {
    Path token = Files.writeString(mount.resolve("token"), "a.b.c");
    service
        .withPropertyValues(KeyFile.trust(KeyFile.in(mount)))
        .withPropertyValues(
            "hauberk.outbound.stock.destinations=https://stock.example",
            "hauberk.outbound.stock.token-file=" + token)
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              context.getBean("hauberkStandingMeters", MeterBinder.class).bindTo(registry);
              assertEquals(1, value("hauberk.keys.usable", "profile", "main"));
              assertEquals(0, value("hauberk.keys.troubled", "profile", "main"));
              assertEquals(1, value("hauberk.credential.usable", "credential", "stock"));
              assertEquals(0, value("hauberk.credential.troubled", "credential", "stock"));
            });
  }
}
