package io.hauberk.contract;

import io.hauberk.request.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A response head made by hand. */
record TestResponse(int status, List<Map.Entry<String, String>> lines, boolean hasContent)
    implements ResponseHead {

  /** A response with content of this media type. */
  static TestResponse of(int status, String contentType) {
    return new TestResponse(status, List.of(Map.entry("Content-Type", contentType)), true);
  }

  static TestResponse empty(int status) {
    return new TestResponse(status, List.of(), false);
  }

  TestResponse with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(lines);
    more.add(Map.entry(name, value));
    return new TestResponse(status, more, hasContent);
  }

  @Override
  public List<String> headers(String name) {
    return lines.stream()
        .filter(line -> line.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }
}
