package io.hauberk.benchmarks;

import io.hauberk.request.RequestHead;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The head of a request that puts an order. */
record OrderRequest(String target, Map<String, List<String>> fields) implements RequestHead {
  static final String QUERY = "?dryRun=true&limit=20";
  static final String ID = "0b9f3a52-6d1c-4f1e-8a77-5c2d9e4b1a60";
  static final String REQUEST_ID = "00c0ffee00c0ffee";

  static OrderRequest to(String path, int length) {
    return new OrderRequest(
        path + "/" + ID + QUERY,
        Map.of(
            "content-type", List.of("application/json"),
            "content-length", List.of(Integer.toString(length)),
            "x-request-id", List.of(REQUEST_ID)));
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public List<String> headers(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  @Override
  public String peerAddress() {
    return "192.0.2.1";
  }
}
