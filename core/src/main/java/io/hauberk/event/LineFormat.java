package io.hauberk.event;

import java.util.LinkedHashMap;
import java.util.Map;

/** How an event is written as one line of JSON. */
public enum LineFormat {
  /** The names of the Elastic Common Schema, kept flat: {@code "event.action":"authz_fail"}. */
  ECS {
    @Override
    Map<String, Object> fields(SecurityEvent event) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("@timestamp", event.at().toString());
      fields.putAll(EventFields.of(event));
      fields.put("message", event.kind().sentence());
      return fields;
    }
  },

  /**
   * The classes of the Open Cybersecurity Schema Framework 1.8: API Activity, Authentication,
   * Detection Finding and Application Lifecycle; what they have no place for is under {@code
   * unmapped}, by its name in the Elastic Common Schema.
   *
   * @see <a href="https://schema.ocsf.io/1.8.0/">OCSF 1.8.0</a>
   */
  OCSF {
    @Override
    Map<String, Object> fields(SecurityEvent event) {
      return OcsfFields.of(event);
    }
  };

  /** The members of the line, in order: texts, numbers, booleans, lists and maps of these. */
  abstract Map<String, Object> fields(SecurityEvent event);

  /** The line, without its end. */
  String line(SecurityEvent event) {
    StringBuilder line = new StringBuilder(1024);
    JsonText.write(line, fields(event));
    return line.toString();
  }
}
