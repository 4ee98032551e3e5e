package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code format}, where it is asserted (JSON Schema Validation 2020-12, 7; OpenAPI Format
 * Registry).
 */
final class Format implements Keyword {

  /** What a format asks of a number. */
  @FunctionalInterface
  private interface NumberCheck {
    boolean test(JsonTape tape, int node);
  }

  private static final Map<String, Predicate<CharSequence>> TEXTS =
      Map.ofEntries(
          Map.entry("date-time", DateTimeFormats::isDateTime),
          Map.entry("date", DateTimeFormats::isDate),
          Map.entry("time", DateTimeFormats::isTime),
          Map.entry("duration", DateTimeFormats::isDuration),
          Map.entry("email", MailFormats::isEmail),
          Map.entry("idn-email", MailFormats::isInternationalEmail),
          Map.entry("hostname", HostFormats::isHostname),
          Map.entry("idn-hostname", DomainName::isValid),
          Map.entry("ipv4", HostFormats::isIpv4),
          Map.entry("ipv6", HostFormats::isIpv6),
          Map.entry("uri", UriFormats::isUri),
          Map.entry("uri-reference", UriFormats::isUriReference),
          Map.entry("iri", UriFormats::isIri),
          Map.entry("iri-reference", UriFormats::isIriReference),
          Map.entry("uri-template", UriTemplateFormat::isTemplate),
          Map.entry("uuid", TextFormats::isUuid),
          Map.entry("json-pointer", TextFormats::isJsonPointer),
          Map.entry("relative-json-pointer", TextFormats::isRelativeJsonPointer),
          Map.entry("regex", EcmaPattern::isPattern),
          Map.entry("byte", TextFormats::isBase64),
          Map.entry("decimal", TextFormats::isDecimal));

  private static final Map<String, NumberCheck> NUMBERS =
      Map.of(
          "int32",
          (tape, node) -> fits(tape, node, Integer.MIN_VALUE, Integer.MAX_VALUE),
          "int64",
          (tape, node) -> fits(tape, node, Long.MIN_VALUE, Long.MAX_VALUE),
          "float",
          (tape, node) -> Float.isFinite(tape.decimal(node).floatValue()),
          "double",
          (tape, node) -> Double.isFinite(tape.decimal(node).doubleValue()));

  private static final Set<String> ANNOTATIONS = Set.of("binary", "password");

  private final String name;
  private final @Nullable Predicate<CharSequence> text;
  private final @Nullable NumberCheck number;

  static @Nullable Keyword compile(SchemaSite site) {
    String name = site.findText("format").orElse(null);
    boolean asserted = site.linker().assertFormats() || site.inForce(Vocabulary.FORMAT_ASSERTION);
    if (name == null || !asserted) {
      return null;
    }
    Predicate<CharSequence> text = TEXTS.get(name);
    NumberCheck number = NUMBERS.get(name);
    if (text != null || number != null) {
      return new Format(name, text, number);
    }
    if (!ANNOTATIONS.contains(name)) {
      site.note(
          Oddity.UNKNOWN_FORMAT,
          "format",
          "the format %s is not known here and checks nothing; add a pattern or maxLength"
              .formatted(name));
    }
    return null;
  }

  private static boolean fits(JsonTape tape, int node, long min, long max) {
    return tape.fitsLong(node) && tape.longValue(node) >= min && tape.longValue(node) <= max;
  }

  private Format(
      String name, @Nullable Predicate<CharSequence> text, @Nullable NumberCheck number) {
    this.name = name;
    this.text = text;
    this.number = number;
  }

  @Override
  public boolean check(Evaluation ev, int node) {
    boolean fits =
        text != null ? text.test(ev.text(node)) : number == null || number.test(ev.tape, node);
    return fits || ev.refuse(this);
  }

  @Override
  public int types() {
    return text != null ? Types.STRING : Types.NUMBER;
  }

  @Override
  public String rule() {
    return "format";
  }

  @Override
  public String expected() {
    return name;
  }
}
