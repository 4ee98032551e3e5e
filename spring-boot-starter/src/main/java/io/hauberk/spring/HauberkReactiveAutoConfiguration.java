package io.hauberk.spring;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Refuses to start a reactive application, which would look protected and not be. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "hauberk.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class HauberkReactiveAutoConfiguration {

  @Bean
  SmartInitializingSingleton hauberkReactiveRefusal() {
    return () -> {
      throw new SetupException(
          "This is a reactive web application; this starter protects servlet applications only.",
          "Use spring-boot-starter-webmvc, or set hauberk.enabled to false and protect the service"
              + " by other means.");
    };
  }
}
