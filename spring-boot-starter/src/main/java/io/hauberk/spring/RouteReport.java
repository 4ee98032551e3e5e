package io.hauberk.spring;

import io.hauberk.FrameworkRoute;
import io.hauberk.Hauberk;
import io.hauberk.RouteComparison;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ApplicationListener;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Holds the contract against the routes of Spring MVC as soon as the application is ready. */
final class RouteReport implements ApplicationListener<ApplicationReadyEvent>, RouteDifferences {
  private final Hauberk hauberk;
  private final WebApplicationContext context;
  private final DispatcherServletPath path;
  private volatile @Nullable RouteComparison comparison;

  RouteReport(Hauberk hauberk, WebApplicationContext context, DispatcherServletPath path) {
    this.hauberk = hauberk;
    this.context = context;
    this.path = path;
  }

  @Override
  public Optional<RouteComparison> comparison() {
    return Optional.ofNullable(comparison);
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (event.getApplicationContext() == context) {
      comparison = hauberk.compareRoutes(routes());
    }
  }

  private List<FrameworkRoute> routes() {
    List<FrameworkRoute> routes = new ArrayList<>();
    String prefix = prefix();
    for (RequestMappingHandlerMapping mapping :
        context.getBeansOfType(RequestMappingHandlerMapping.class).values()) {
      mapping
          .getHandlerMethods()
          .forEach(
              (info, method) -> {
                if (!isErrorController(method)) {
                  add(prefix, info, routes);
                }
              });
    }
    for (RouterFunction<?> function : context.getBeansOfType(RouterFunction.class).values()) {
      function.accept(new FunctionalRoutes(prefix, routes));
    }
    return routes;
  }

  private String prefix() {
    ServletContext servlets = context.getServletContext();
    return (servlets == null ? "" : servlets.getContextPath()) + path.getPrefix();
  }

  /** Reached by the container's error dispatch only. */
  private static boolean isErrorController(HandlerMethod method) {
    return ErrorController.class.isAssignableFrom(method.getBeanType());
  }

  private static void add(String prefix, RequestMappingInfo info, List<FrameworkRoute> routes) {
    for (String pattern : info.getPatternValues()) {
      if (info.getMethodsCondition().getMethods().isEmpty()) {
        routes.add(new FrameworkRoute("*", prefix + pattern));
      }
      info.getMethodsCondition()
          .getMethods()
          .forEach(method -> routes.add(new FrameworkRoute(method.name(), prefix + pattern)));
    }
  }
}
