package io.hauberk.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Has the applications of Spring Boot tests trust the {@link LocalIssuer}. */
final class LocalTrust implements ContextCustomizerFactory {

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> test, List<ContextConfigurationAttributes> attributes) {
    boolean local =
        TestContextAnnotationUtils.hasAnnotation(test, BootstrapWith.class) // as each Boot test has
            && !TestContextAnnotationUtils.hasAnnotation(test, TrustConfiguredIssuers.class);
    return local ? new Customizer() : null;
  }

  /** All are equal, so that contexts are shared between tests. */
  private record Customizer() implements ContextCustomizer {

    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      if (context instanceof BeanDefinitionRegistry registry) {
        new AnnotatedBeanDefinitionReader(registry).register(LocalTrustConfiguration.class);
      }
    }
  }
}
