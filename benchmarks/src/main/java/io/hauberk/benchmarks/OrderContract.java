package io.hauberk.benchmarks;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.contract.ParsedTarget;
import io.hauberk.contract.RequestTarget;
import io.hauberk.contract.Route;
import io.hauberk.json.Json;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** The contract around the order, as it is or with its operation many times over. */
final class OrderContract {
  private static final String PATH = "/orders/{id}";

  static byte[] document() throws IOException {
    return Files.readAllBytes(Corpora.require("order/orders.openapi.json"));
  }

  /** Where the operation with this number is served. */
  static String path(int number) {
    return "/shop" + number + "/orders";
  }

  /** The contract with nothing but the operation, this many times on as many paths. */
  static byte[] withOperations(int count) throws IOException {
    JsonObject root = (JsonObject) Json.parse(document(), JsonLimits.DOCUMENT);
    JsonObject template =
        root.find("paths", JsonObject.class)
            .flatMap(all -> all.find(PATH, JsonObject.class))
            .orElseThrow();
    JsonObject post = template.find("post", JsonObject.class).orElseThrow();
    Map<String, JsonValue> paths = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Map<String, JsonValue> operation = new LinkedHashMap<>(post.members());
      operation.put("operationId", new JsonString("putOrder" + i));
      paths.put(path(i) + "/{id}", JsonObject.of(Map.of("post", JsonObject.of(operation))));
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(root.members());
    members.put("paths", JsonObject.of(paths));
    return Json.write(JsonObject.of(members)).getBytes(StandardCharsets.UTF_8);
  }

  static Contract read(byte[] document) {
    return Contract.read("orders.openapi.json", document, ContractOptions.DEFAULT);
  }

  /** The whole decision: target, route, parameters, body. */
  static boolean admits(Contract contract, OrderRequest head, byte[] body) {
    ParsedTarget parsed = RequestTarget.parse(head.target(), contract.targetLimits());
    return parsed instanceof RequestTarget target
        && contract.route(head.method(), target) instanceof Route.Found found
        && found.operation().checkHead(head, target, found).isAdmitted()
        && found.operation().checkBody(head, body, body.length).isAdmitted();
  }

  private OrderContract() {}
}
