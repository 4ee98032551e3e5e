package io.hauberk;

/**
 * Paths for operators, such as a management interface: not in the contract, and only for callers
 * with one scope.
 *
 * @param basePath the path at and below which the rule holds
 * @param guard the rule
 */
record OperatorPaths(String basePath, FrontDoor.OperationGuard guard) {

  boolean matches(String path) {
    return path.equals(basePath)
        || (path.startsWith(basePath) && path.charAt(basePath.length()) == '/');
  }
}
