package io.hauberk.contract;

/** What becomes of a request that has a property which the contract calls {@code readOnly}. */
public enum ReadOnlyProperties {
  /**
   * It is refused: such a property "SHOULD NOT be sent as part of the request" (OpenAPI 3.0.3,
   * 4.7.24.2), and a service that takes it lets its caller set what only the service may set
   * (API3:2023). The default.
   */
  REFUSE,
  /**
   * It is taken, for clients that send back what they read. The service itself must then leave the
   * property alone. As in every request, it may be missing even if it is required.
   */
  ACCEPT
}
