package io.hauberk.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The formats that are known here: those of JSON Schema (Validation 2020-12, 7.3) and those of the
 * OpenAPI Format Registry.
 */
final class Formats {
  private static final Map<String, FormatCheck> CHECKS = new HashMap<>();

  /** Formats that tell what a text is for, and that any text fits. */
  private static final Set<String> ANNOTATIONS = Set.of("binary", "commonmark", "html", "password");

  static {
    text("date-time", DateTimeFormats::isDateTime);
    text("date-time-local", DateTimeFormats::isLocalDateTime);
    text("date", DateTimeFormats::isDate);
    text("time", DateTimeFormats::isTime);
    text("time-local", DateTimeFormats::isLocalTime);
    text("duration", DateTimeFormats::isDuration);
    text("http-date", HttpDateFormat::isDate);
    text("email", MailFormats::isEmail);
    text("idn-email", MailFormats::isInternationalEmail);
    text("hostname", HostFormats::isHostname);
    text("idn-hostname", DomainName::isValid);
    text("ipv4", HostFormats::isIpv4);
    text("ipv6", HostFormats::isIpv6);
    text("ipv4-cidr", HostFormats::isIpv4Range);
    text("ipv6-cidr", HostFormats::isIpv6Range);
    text("uri", UriFormats::isUri);
    text("uri-reference", UriFormats::isUriReference);
    text("iri", UriFormats::isIri);
    text("iri-reference", UriFormats::isIriReference);
    text("uri-template", UriTemplateFormat::isTemplate);
    text("uuid", TextFormats::isUuid);
    text("json-pointer", TextFormats::isJsonPointer);
    text("relative-json-pointer", TextFormats::isRelativeJsonPointer);
    text("regex", EcmaPattern::isPattern);
    text("byte", Base64Formats::isBase64);
    text("base64url", Base64Formats::isBase64Url);
    text("char", TextFormats::isCharacter);
    text("language", TextFormats::isLanguage);
    text("media-range", FieldFormats::isMediaRange);
    text("sf-binary", FieldFormats::isBinary);
    text("sf-boolean", FieldFormats::isBoolean);
    text("sf-string", FieldFormats::isString);
    text("sf-token", FieldFormats::isToken);

    integer("int8", Byte.MIN_VALUE, Byte.MAX_VALUE);
    integer("int16", Short.MIN_VALUE, Short.MAX_VALUE);
    integer("int32", Integer.MIN_VALUE, Integer.MAX_VALUE);
    integer("uint8", 0, 0xFF);
    integer("uint16", 0, 0xFFFF);
    integer("uint32", 0, 0xFFFF_FFFFL);
    integer("double-int", -(1L << 53) + 1, (1L << 53) - 1);
    integer("sf-integer", -999_999_999_999_999L, 999_999_999_999_999L);
    both("int64", NumberFormats::isInt64, (tape, node) -> tape.fitsLong(node));
    both("uint64", NumberFormats::isUint64, NumberFormats::isUint64);
    both("unixtime", NumberFormats::isInt64, (tape, node) -> tape.fitsLong(node));
    both("decimal", NumberFormats::isDecimal, (tape, node) -> true);
    both("decimal128", NumberFormats::isDecimal128, NumberFormats::isDecimal128);
    number("float", NumberFormats::isFloat);
    number("double", NumberFormats::isDouble);
    number("sf-decimal", NumberFormats::isFieldDecimal);
  }

  /** What a format asks for, or null if it is not known or asks for nothing. */
  static @Nullable FormatCheck find(String name) {
    return CHECKS.get(name);
  }

  /** Whether a format is known, and asks for nothing. */
  static boolean isAnnotation(String name) {
    return ANNOTATIONS.contains(name);
  }

  private static void text(String name, Predicate<CharSequence> check) {
    CHECKS.put(name, FormatCheck.ofText(check));
  }

  private static void number(String name, FormatCheck.NumberCheck check) {
    CHECKS.put(name, FormatCheck.ofNumber(check));
  }

  private static void integer(String name, long min, long max) {
    number(
        name,
        (tape, node) ->
            tape.fitsLong(node) && tape.longValue(node) >= min && tape.longValue(node) <= max);
  }

  private static void both(
      String name, Predicate<CharSequence> text, FormatCheck.NumberCheck number) {
    CHECKS.put(name, FormatCheck.ofBoth(text, number));
  }

  private Formats() {}
}
