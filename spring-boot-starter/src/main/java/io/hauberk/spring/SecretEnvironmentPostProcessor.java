package io.hauberk.spring;

import io.hauberk.spring.HauberkProperties.TextSecret;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Lets {@code ${hauberk.secret.NAME}} stand for the texts of {@code hauberk.secrets.text}. */
final class SecretEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Map<String, TextSecret> texts =
        Binder.get(environment)
            .bind("hauberk.secrets.text", Bindable.mapOf(String.class, TextSecret.class))
            .orElse(Map.of());
    if (!texts.isEmpty()) {
      environment.getPropertySources().addLast(new SecretPropertySource(texts));
    }
  }

  /** After the configuration files were read. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
