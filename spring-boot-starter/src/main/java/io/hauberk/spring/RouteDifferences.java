package io.hauberk.spring;

import io.hauberk.RouteComparison;
import java.util.Optional;

/** Knows how the contract and the framework's routes differ. Can be linked without Spring MVC. */
interface RouteDifferences {

  /** What differs; empty before the application is ready. */
  Optional<RouteComparison> comparison();
}
