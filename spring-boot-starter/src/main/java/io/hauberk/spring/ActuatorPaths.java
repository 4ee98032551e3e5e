package io.hauberk.spring;

import io.hauberk.HauberkBuilder;
import java.util.List;
import java.util.Map;

/** Tells the front door where the actuator is: probes are open, the rest is for operators. */
final class ActuatorPaths {
  private static final String HEALTH = "health";
  private static final List<String> PROBES = List.of("/liveness", "/readiness");
  private static final List<String> ADDITIONAL_PROBES = List.of("/livez", "/readyz");

  private final HauberkProperties properties;
  private final String basePath;
  private final Map<String, String> pathMapping;

  /**
   * @param basePath {@code management.endpoints.web.base-path}
   * @param pathMapping {@code management.endpoints.web.path-mapping}
   */
  ActuatorPaths(HauberkProperties properties, String basePath, Map<String, String> pathMapping) {
    this.properties = properties;
    this.basePath = basePath.equals("/") ? "" : basePath;
    this.pathMapping = Map.copyOf(pathMapping);
  }

  /**
   * @param prefix what stands before the base path: the context path and the dispatcher servlet's
   * @param additionalPaths whether the probes are at {@code /livez} and {@code /readyz} too
   */
  void apply(String prefix, boolean additionalPaths, HauberkBuilder builder) {
    String health = pathMapping.getOrDefault(HEALTH, HEALTH);
    String healthPath = prefix + basePath + (health.startsWith("/") ? health : "/" + health);
    builder.openPath(healthPath);
    PROBES.forEach(probe -> builder.openPath(healthPath + probe));
    if (additionalPaths) {
      ADDITIONAL_PROBES.forEach(probe -> builder.openPath(prefix + probe));
    }
    String scope = properties.operatorScope();
    if (scope != null) {
      if ((prefix + basePath).isEmpty()) {
        throw new SetupException(
            "hauberk.operator-scope guards the actuator by its base path, and"
                + " management.endpoints.web.base-path is the root of the service.",
            "Set management.endpoints.web.base-path to a path such as /actuator, or give the"
                + " actuator a port of its own with management.server.port.");
      }
      builder.operator(
          prefix + basePath, scope, properties.operatorProfiles().toArray(String[]::new));
    }
  }
}
