package io.hauberk.schema;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code contentEncoding} (JSON Schema Validation 2020-12, 8.3): an annotation there, and checked
 * where formats are, because OpenAPI 3.1 writes it where 3.0 had {@code format: byte}. What the
 * text encodes is not looked at.
 */
final class ContentEncoding extends Keyword {
  private static final Map<String, Predicate<CharSequence>> CHECKS =
      Map.of(
          "base64", Base64Formats::isBase64,
          "base64url", Base64Formats::isBase64Url,
          "base32", Base64Formats::isBase32,
          "base16", Base64Formats::isBase16);

  /** Encodings that any text may be in (RFC 2045, 6). */
  private static final Set<String> ANYTHING = Set.of("7bit", "8bit", "binary", "quoted-printable");

  private final String name;
  private final Predicate<CharSequence> check;

  static @Nullable Keyword compile(SchemaSite site) {
    boolean asserted =
        site.linker().assertFormats() && site.linker().dialect() != Dialect.OPENAPI_3_0;
    String name = site.findText("contentEncoding").orElse(null);
    if (name == null || !asserted) {
      return null;
    }
    Predicate<CharSequence> check = CHECKS.get(name);
    if (check == null && !ANYTHING.contains(name)) {
      site.note(
          Oddity.UNKNOWN_FORMAT,
          "contentEncoding",
          "the encoding %s is not known here and checks nothing".formatted(name));
    }
    return check == null ? null : new ContentEncoding(name, check);
  }

  private ContentEncoding(String name, Predicate<CharSequence> check) {
    this.name = name;
    this.check = check;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    return check.test(ev.text(node)) || ev.refuse(this);
  }

  @Override
  int types() {
    return Types.STRING;
  }

  @Override
  String rule() {
    return "contentEncoding";
  }

  @Override
  String expected() {
    return name;
  }
}
