package io.hauberk.spring;

import io.hauberk.event.SecretMeters;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.secret.EnvironmentSecrets;
import io.hauberk.secret.SecretState;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** The mounted secrets of {@code hauberk.secrets}, in applications of every kind. */
@AutoConfiguration(
    before = {HauberkAutoConfiguration.class, SslAutoConfiguration.class},
    after = HauberkOutboundAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "hauberk.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HauberkProperties.class)
@Import(SecurityEventsConfiguration.class)
public final class HauberkSecretsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  MountedSecrets hauberkMountedSecrets(
      HauberkProperties properties, ObjectProvider<Upkeep> upkeep, ConfigurableEnvironment env) {
    MountedSecrets secrets =
        new MountedSecrets(properties.secrets(), () -> upkeep.getObject().secrets());
    PropertySource<?> source = env.getPropertySources().get(SecretPropertySource.NAME);
    if (source instanceof SecretPropertySource ours) {
      ours.follow(secrets);
    }
    return secrets;
  }

  /** Each pair is an SSL bundle of its name, updated at each rotation. */
  @Bean
  SslBundleRegistrar hauberkSslBundles(ObjectProvider<MountedSecrets> mounted) {
    return registry ->
        mounted.getObject().allTls().forEach((name, tls) -> register(name, tls, registry));
  }

  private static void register(String name, MountedSecrets.Tls tls, SslBundleRegistry registry) {
    registry.registerBundle(name, new MountedSslBundle(tls));
    tls.identity().onRotation(pair -> registry.updateBundle(name, new MountedSslBundle(tls)));
    if (tls.authorities() != null) {
      tls.authorities()
          .onRotation(bundle -> registry.updateBundle(name, new MountedSslBundle(tls)));
    }
  }

  /** Says which environment variables look like secrets, by their names. */
  @Bean
  SmartInitializingSingleton hauberkEnvironmentWarnings(
      HauberkProperties properties, SecurityEvents events, ConfigurableEnvironment environment) {
    return () -> {
      if (properties.secrets().environmentWarnings()) {
        for (String name : namesOfSecrets(environment.getSystemEnvironment())) {
          events.emit(SecurityEvent.of(Kind.SECRET_IN_ENVIRONMENT).detail(Detail.SECRET, name));
        }
      }
    };
  }

  static List<String> namesOfSecrets(Map<String, Object> environment) {
    Map<String, String> variables = new HashMap<>();
    environment.forEach((name, value) -> variables.put(name, String.valueOf(value)));
    return EnvironmentSecrets.names(variables);
  }

  /** No endpoint shows a mounted text, whatever it is told to show. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SanitizingFunction.class)
  static class Sanitizing {

    @Bean
    SanitizingFunction hauberkSecretsAreMasked(ObjectProvider<MountedSecrets> secrets) {
      return data ->
          data.getValue() != null && secrets.getObject().reveals(String.valueOf(data.getValue()))
              ? data.withSanitizedValue()
              : data;
    }
  }

  /** The age of mounted secrets, where the application has a registry. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static class Meters {

    @Bean
    MeterBinder hauberkSecretMeters(ObjectProvider<MountedSecrets> secrets) {
      return registry -> {
        SecretMeters meters = new SecretMeters(registry, Clock.systemUTC());
        for (Supplier<SecretState> state : secrets.getObject().states()) {
          meters.show(
              state.get().name(),
              () -> state.get().born(),
              () -> Optional.ofNullable(state.get().expires()));
        }
      };
    }
  }
}
