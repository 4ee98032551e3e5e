package io.hauberk.schema;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The formats that are known here: those of JSON Schema (Validation 2020-12, 7.3) and those of the
 * OpenAPI Format Registry.
 */
final class Formats {
  /** Formats that tell what a text is for, and that any text fits. */
  private static final Set<String> ANNOTATIONS = Set.of("binary", "commonmark", "html", "password");

  /** What a format asks for, or null if it is not known or asks for nothing. */
  static @Nullable FormatCheck find(String name) {
    return switch (name) {
      case "date-time" -> FormatCheck.ofText(DateTimeFormats::isDateTime);
      case "date-time-local" -> FormatCheck.ofText(DateTimeFormats::isLocalDateTime);
      case "date" -> FormatCheck.ofText(DateTimeFormats::isDate);
      case "time" -> FormatCheck.ofText(DateTimeFormats::isTime);
      case "time-local" -> FormatCheck.ofText(DateTimeFormats::isLocalTime);
      case "duration" -> FormatCheck.ofText(DateTimeFormats::isDuration);
      case "http-date" -> FormatCheck.ofText(HttpDateFormat::isDate);
      case "email" -> FormatCheck.ofText(MailFormats::isEmail);
      case "idn-email" -> FormatCheck.ofText(MailFormats::isInternationalEmail);
      case "hostname" -> FormatCheck.ofText(HostFormats::isHostname);
      case "idn-hostname" -> FormatCheck.ofText(DomainName::isValid);
      case "ipv4" -> FormatCheck.ofText(HostFormats::isIpv4);
      case "ipv6" -> FormatCheck.ofText(HostFormats::isIpv6);
      case "ipv4-cidr" -> FormatCheck.ofText(HostFormats::isIpv4Range);
      case "ipv6-cidr" -> FormatCheck.ofText(HostFormats::isIpv6Range);
      case "uri" -> FormatCheck.ofText(UriFormats::isUri);
      case "uri-reference" -> FormatCheck.ofText(UriFormats::isUriReference);
      case "iri" -> FormatCheck.ofText(UriFormats::isIri);
      case "iri-reference" -> FormatCheck.ofText(UriFormats::isIriReference);
      case "uri-template" -> FormatCheck.ofText(UriTemplateFormat::isTemplate);
      case "uuid" -> FormatCheck.ofText(TextFormats::isUuid);
      case "json-pointer" -> FormatCheck.ofText(TextFormats::isJsonPointer);
      case "relative-json-pointer" -> FormatCheck.ofText(TextFormats::isRelativeJsonPointer);
      case "regex" -> FormatCheck.ofText(EcmaPattern::isPattern);
      case "byte" -> FormatCheck.ofText(Base64Formats::isBase64);
      case "base64url" -> FormatCheck.ofText(Base64Formats::isBase64Url);
      case "char" -> FormatCheck.ofText(TextFormats::isCharacter);
      case "language" -> FormatCheck.ofText(TextFormats::isLanguage);
      case "media-range" -> FormatCheck.ofText(FieldFormats::isMediaRange);
      case "sf-binary" -> FormatCheck.ofText(FieldFormats::isBinary);
      case "sf-boolean" -> FormatCheck.ofText(FieldFormats::isBoolean);
      case "sf-string" -> FormatCheck.ofText(FieldFormats::isString);
      case "sf-token" -> FormatCheck.ofText(FieldFormats::isToken);
      case "int8" -> integer(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case "int16" -> integer(Short.MIN_VALUE, Short.MAX_VALUE);
      case "int32" -> integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "uint8" -> integer(0, 0xFF);
      case "uint16" -> integer(0, 0xFFFF);
      case "uint32" -> integer(0, 0xFFFF_FFFFL);
      case "double-int" -> integer(-(1L << 53) + 1, (1L << 53) - 1);
      case "sf-integer" -> integer(-999_999_999_999_999L, 999_999_999_999_999L);
      case "int64" ->
          FormatCheck.ofBoth(NumberFormats::isInt64, (tape, node) -> tape.fitsLong(node));
      case "uint64" -> FormatCheck.ofBoth(NumberFormats::isUint64, NumberFormats::isUint64);
      case "unixtime" ->
          FormatCheck.ofBoth(NumberFormats::isInt64, (tape, node) -> tape.fitsLong(node));
      case "decimal" -> FormatCheck.ofBoth(NumberFormats::isDecimal, (tape, node) -> true);
      case "decimal128" ->
          FormatCheck.ofBoth(NumberFormats::isDecimal128, NumberFormats::isDecimal128);
      case "float" -> FormatCheck.ofNumber(NumberFormats::isFloat);
      case "double" -> FormatCheck.ofNumber(NumberFormats::isDouble);
      case "sf-decimal" -> FormatCheck.ofNumber(NumberFormats::isFieldDecimal);
      default -> null;
    };
  }

  /** Whether a format is known, and asks for nothing. */
  static boolean isAnnotation(String name) {
    return ANNOTATIONS.contains(name);
  }

  private static FormatCheck integer(long min, long max) {
    return FormatCheck.ofNumber(
        (tape, node) ->
            tape.fitsLong(node) && tape.longValue(node) >= min && tape.longValue(node) <= max);
  }

  private Formats() {}
}
