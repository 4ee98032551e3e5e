package io.hauberk.contract;

import io.hauberk.request.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A request head made by hand. */
record TestHead(String method, String target, List<Map.Entry<String, String>> lines)
    implements RequestHead {

  static TestHead of(String method, String target) {
    return new TestHead(method, target, List.of());
  }

  TestHead with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(lines);
    more.add(Map.entry(name, value));
    return new TestHead(method, target, more);
  }

  @Override
  public List<String> headers(String name) {
    return lines.stream()
        .filter(line -> line.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public String peerAddress() {
    return "192.0.2.1";
  }
}
