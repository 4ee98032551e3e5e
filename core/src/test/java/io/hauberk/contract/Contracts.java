package io.hauberk.contract;

import io.hauberk.request.Decision;
import java.nio.charset.StandardCharsets;

/** Contracts made by hand, and requests on them. */
final class Contracts {
  private static final String HEAD =
      """
      openapi: 3.1.0
      info: {title: orders, version: "7"}
      """;

  /** An OpenAPI 3.1 document with these further fields. */
  static Contract of(String fields) {
    return read(HEAD + fields);
  }

  static Contract read(String document) {
    return read(document, ContractOptions.DEFAULT);
  }

  static Contract read(String document, ContractOptions options) {
    return Contract.read("test.yaml", document.getBytes(StandardCharsets.UTF_8), options);
  }

  static RequestTarget target(Contract contract, String raw) {
    if (RequestTarget.parse(raw, contract.targetLimits()) instanceof RequestTarget target) {
      return target;
    }
    throw new AssertionError("the target was refused: " + raw);
  }

  static Route route(Contract contract, String method, String raw) {
    return contract.route(method, target(contract, raw));
  }

  static Route.Found found(Contract contract, String method, String raw) {
    if (route(contract, method, raw) instanceof Route.Found found) {
      return found;
    }
    throw new AssertionError("no operation for " + method + " " + raw);
  }

  /** What the operation says to a request head. */
  static Decision check(Contract contract, TestHead head) {
    RequestTarget target = target(contract, head.target());
    Route.Found found = found(contract, head.method(), head.target());
    return found.operation().checkHead(head, target, found);
  }

  /** What the operation says to a body. */
  static Decision checkBody(Contract contract, TestHead head, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return found(contract, head.method(), head.target())
        .operation()
        .checkBody(head, bytes, bytes.length);
  }

  private Contracts() {}
}
