package io.hauberk.contract;

import io.hauberk.request.RequestHead;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one part.
 *
 * @param fields by name as written, each name once whatever its case
 * @param name the name of the form field; empty outside {@code multipart/form-data}
 * @param fileName the file name; null if none is given
 * @param type the media type; null if none is given
 */
record PartHead(
    Map<String, String> fields, String name, @Nullable String fileName, @Nullable MediaType type) {

  PartHead {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The part's fields where a request's are asked for. */
  RequestHead asRequest() {
    return new RequestHead() {
      @Override
      public String method() {
        return "";
      }

      @Override
      public String target() {
        return "";
      }

      @Override
      public List<String> headers(String field) {
        return fields.entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(field))
            .map(Map.Entry::getValue)
            .toList();
      }

      @Override
      public String peerAddress() {
        return "";
      }
    };
  }
}
