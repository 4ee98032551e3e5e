package io.hauberk.spring;

import static java.util.Objects.requireNonNull;

import io.hauberk.Hauberk;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Spring MVC: the handler must be the admitted operation's, and the caller is an argument. */
@AutoConfiguration(after = HauberkAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, WebMvcConfigurer.class, DispatcherServletPath.class})
@ConditionalOnBean(Hauberk.class)
public final class HauberkWebMvcAutoConfiguration {

  /**
   * As a bean of this type it is applied by every handler mapping, those of the actuator and of
   * static resources too, and before all other interceptors.
   */
  @Bean
  MappedInterceptor hauberkHandlerCheck() {
    return new MappedInterceptor((String[]) null, new HandlerCheck());
  }

  /**
   * Puts our argument resolver first: Spring MVC's own, which would come before any that is added
   * in the usual way, takes every {@link java.security.Principal} for itself, and under Spring
   * Security finds another one.
   */
  @Bean
  static BeanPostProcessor hauberkCallerArgument() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
          List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>();
          resolvers.add(new CallerArgumentResolver());
          resolvers.addAll(requireNonNull(adapter.getArgumentResolvers()));
          adapter.setArgumentResolvers(resolvers);
        }
        return bean;
      }
    };
  }

  @Bean
  @ConditionalOnMissingBean
  RouteReport hauberkRouteReport(
      Hauberk hauberk, WebApplicationContext context, ObjectProvider<DispatcherServletPath> path) {
    return new RouteReport(hauberk, context, path.getIfAvailable(() -> () -> ""));
  }
}
