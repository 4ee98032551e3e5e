package io.hauberk.schema;

import java.util.Map;
import java.util.Optional;

/**
 * The vocabularies of keywords that are known here (JSON Schema 2020-12, 8.1; OpenAPI 3.1,
 * 4.8.24.3).
 */
enum Vocabulary {
  CORE,
  APPLICATOR,
  UNEVALUATED,
  VALIDATION,
  META_DATA,
  FORMAT,
  FORMAT_ASSERTION,
  CONTENT,
  OPENAPI_BASE;

  private static final String PREFIX = "https://json-schema.org/draft/2020-12/vocab/";
  private static final Map<String, Vocabulary> BY_URI =
      Map.ofEntries(
          Map.entry(PREFIX + "core", CORE),
          Map.entry(PREFIX + "applicator", APPLICATOR),
          Map.entry(PREFIX + "unevaluated", UNEVALUATED),
          Map.entry(PREFIX + "validation", VALIDATION),
          Map.entry(PREFIX + "meta-data", META_DATA),
          Map.entry(PREFIX + "format-annotation", FORMAT),
          Map.entry(PREFIX + "format-assertion", FORMAT_ASSERTION),
          Map.entry(PREFIX + "content", CONTENT));

  static Optional<Vocabulary> of(String uri) {
    if (uri.matches("https://spec\\.openapis\\.org/oas/3\\.[12]/vocab/.+")) {
      return Optional.of(OPENAPI_BASE);
    }
    return Optional.ofNullable(BY_URI.get(uri));
  }
}
