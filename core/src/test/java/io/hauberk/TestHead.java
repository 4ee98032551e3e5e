package io.hauberk;

import io.hauberk.request.RequestHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request head made by hand. */
public final class TestHead implements RequestHead {
  private final String method;
  private final String target;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, RuntimeException> failures = new HashMap<>();
  private String peer = "192.0.2.1";

  public static TestHead get(String target) {
    return new TestHead("GET", target);
  }

  public static TestHead of(String method, String target) {
    return new TestHead(method, target);
  }

  private TestHead(String method, String target) {
    this.method = method.toUpperCase(Locale.ROOT);
    this.target = target;
    with("Host", "api.example");
  }

  public TestHead with(String name, String value) {
    headers.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    return this;
  }

  public TestHead bearer(String token) {
    return with("Authorization", "Bearer " + token);
  }

  public TestHead from(String address) {
    peer = address;
    return this;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String target() {
    return target;
  }

  /** Makes the look at this field fail: what an adapter must never do. */
  public TestHead failingOn(String name, RuntimeException failure) {
    failures.put(name, failure);
    return this;
  }

  @Override
  public List<String> headers(String name) {
    RuntimeException failure = failures.get(name);
    if (failure != null) {
      throw failure;
    }
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public String peerAddress() {
    return peer;
  }
}
