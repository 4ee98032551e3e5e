package io.hauberk.spring;

import io.hauberk.FrameworkRoute;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * The routes of functional endpoints, as far as their predicates tell a path.
 *
 * <p>Alternatives are taken together: {@code GET("/a").or(POST("/b"))} is read as both methods on
 * both paths.
 */
final class FunctionalRoutes implements RouterFunctions.Visitor {
  private final List<FrameworkRoute> routes;
  private final Deque<Told> nested = new ArrayDeque<>();

  FunctionalRoutes(String prefix, List<FrameworkRoute> routes) {
    this.routes = routes;
    Told root = new Told();
    root.paths.add(prefix);
    nested.push(root);
  }

  @Override
  public void startNested(RequestPredicate predicate) {
    nested.push(below(predicate));
  }

  @Override
  public void endNested(RequestPredicate predicate) {
    nested.pop();
  }

  @Override
  public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
    Told told = below(predicate);
    for (String path : told.paths) {
      if (told.methods.isEmpty()) {
        routes.add(new FrameworkRoute("*", path));
      }
      told.methods.forEach(method -> routes.add(new FrameworkRoute(method, path)));
    }
  }

  private Told below(RequestPredicate predicate) {
    Told own = new Told();
    predicate.accept(own);
    Told outer = nested.element();
    Told whole = new Told();
    for (String path : outer.paths) {
      if (own.paths.isEmpty()) {
        whole.paths.add(path);
      }
      own.paths.forEach(more -> whole.paths.add(path + more));
    }
    whole.methods.addAll(own.methods.isEmpty() ? outer.methods : own.methods);
    return whole;
  }

  @Override
  public void resources(Function<ServerRequest, Optional<Resource>> lookup) {
    // files are not operations
  }

  @Override
  public void attributes(Map<String, Object> attributes) {
    // tell nothing of the path
  }

  @Override
  public void unknown(RouterFunction<?> function) {
    // tells nothing
  }

  /** What a predicate tells of paths and methods. */
  private static final class Told implements RequestPredicates.Visitor {
    private final Set<String> paths = new LinkedHashSet<>();
    private final Set<String> methods = new LinkedHashSet<>();
    private int negations;

    @Override
    public void method(Set<HttpMethod> named) {
      if (negations == 0) {
        named.forEach(method -> methods.add(method.name()));
      }
    }

    @Override
    public void path(String pattern) {
      if (negations == 0) {
        paths.add(pattern);
      }
    }

    @Override
    public void startNegate() {
      negations++;
    }

    @Override
    public void endNegate() {
      negations--;
    }

    @Override
    @SuppressWarnings("removal") // still to be implemented until Spring removes it
    public void pathExtension(String extension) {}

    @Override
    public void header(String name, String value) {}

    @Override
    public void param(String name, String value) {}

    @Override
    public void version(String version) {}

    @Override
    public void startAnd() {}

    @Override
    public void and() {}

    @Override
    public void endAnd() {}

    @Override
    public void startOr() {}

    @Override
    public void or() {}

    @Override
    public void endOr() {}

    @Override
    public void unknown(RequestPredicate predicate) {}
  }
}
