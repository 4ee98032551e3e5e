package io.hauberk.request;

import static java.util.Objects.requireNonNull;

/**
 * One operation of the contract, as limits, events and metrics name it.
 *
 * @param id the contract's {@code operationId}, or method and template where it has none
 * @param method the HTTP method in upper case
 * @param template the path template with its base path, for example {@code /shop/orders/{id}}
 */
public record Operation(String id, String method, String template) {

  /** Checks that no part is absent. */
  public Operation {
    requireNonNull(id, "id");
    requireNonNull(method, "method");
    requireNonNull(template, "template");
  }

  /** Names an operation that has no {@code operationId} by its method and template. */
  public static Operation unnamed(String method, String template) {
    return new Operation(method + " " + template, method, template);
  }
}
