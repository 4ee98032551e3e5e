package io.hauberk.identity;

import io.hauberk.request.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code X-Forwarded-Client-Cert} as Envoy writes it: {@code key=value} pairs with semicolons
 * between them, one such element for each proxy, with commas between these. Only a field of one
 * element is taken.
 *
 * <p>Envoy does not quote the names that stand in a certificate, and so a caller can have any text
 * of his choice in the field, if a proxy takes his certificate without judging its names: another
 * element, too, which would be the last one. In the one element that is taken no key that matters
 * can stand twice, and {@code Hash}, which Envoy always writes and writes first, must agree with
 * the certificate.
 *
 * <p>The field is read from the left and as a whole: a caller may send one with an open quote, to
 * which a proxy then adds its own element. Such a field is malformed, for the closing quote is
 * never followed by a separator.
 *
 * @see <a
 *     href="https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers#x-forwarded-client-cert">Envoy:
 *     x-forwarded-client-cert</a>
 */
final class XfccField {
  private static final int SHA_256_DIGITS = 64;

  private final String field;
  private int at;

  /** The certificate that the field tells of. */
  static Outcome<ShownCertificate> read(List<String> lines) {
    if (lines.isEmpty()) {
      return Outcome.found(ShownCertificate.NONE);
    }
    Map<String, String> only = lines.size() == 1 ? new XfccField(lines.get(0)).only() : null;
    ShownCertificate shown = only == null ? null : shown(only);
    return shown == null ? Outcome.refused(Reason.CERTIFICATE_MALFORMED) : Outcome.found(shown);
  }

  private XfccField(String field) {
    this.field = field;
  }

  /** The pairs of the one element, keys in lower case; null if the field is anything else. */
  private @Nullable Map<String, String> only() {
    skipBlanks();
    Map<String, String> element = element();
    return at == field.length() ? element : null;
  }

  private @Nullable Map<String, String> element() {
    Map<String, String> pairs = new HashMap<>();
    do {
      int equals = field.indexOf('=', at);
      if (equals < 0) {
        return null;
      }
      String key = field.substring(at, equals).toLowerCase(Locale.ROOT);
      at = equals + 1;
      String value = at < field.length() && field.charAt(at) == '"' ? quoted() : plain();
      boolean isKey = key.matches("[a-z][a-z0-9_-]{0,31}");
      boolean isRepeated = pairs.put(key, value == null ? "" : value) != null;
      if (value == null || !isKey || (isRepeated && !isName(key))) {
        return null;
      }
      skipBlanks();
    } while (skip(';'));
    return pairs;
  }

  /** What may stand several times, and is not believed: the certificate itself says it. */
  private static boolean isName(String key) {
    return key.equals("uri") || key.equals("dns") || key.equals("by");
  }

  private String plain() {
    int from = at;
    while (at < field.length() && ",;\"".indexOf(field.charAt(at)) < 0) {
      at++;
    }
    return field.substring(from, at);
  }

  private @Nullable String quoted() {
    StringBuilder text = new StringBuilder();
    for (at++; at < field.length(); at++) {
      char c = field.charAt(at);
      if (c == '"') {
        at++;
        return text.toString();
      }
      if (c == '\\' && ++at == field.length()) {
        return null;
      }
      text.append(field.charAt(at));
    }
    return null;
  }

  private boolean skip(char c) {
    if (at < field.length() && field.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < field.length() && (field.charAt(at) == ' ' || field.charAt(at) == '\t')) {
      at++;
    }
  }

  /** What the pairs tell of; null if they contradict each other, or a part of them is malformed. */
  private static @Nullable ShownCertificate shown(Map<String, String> pairs) {
    String hash = pairs.get("hash");
    String thumbprint = hash == null ? null : thumbprint(hash);
    List<X509Certificate> chain = chain(pairs.get("cert"), pairs.get("chain"));
    if (chain == null || (hash != null && thumbprint == null)) {
      return null;
    }
    if (chain.isEmpty()) {
      return thumbprint == null ? ShownCertificate.NONE : ShownCertificate.ofThumbprint(thumbprint);
    }
    return Certificates.thumbprint(chain.get(0)).equals(thumbprint)
        ? ShownCertificate.of(chain)
        : null;
  }

  private static @Nullable String thumbprint(String hash) {
    try {
      return hash.length() == SHA_256_DIGITS
          ? Certificates.thumbprint(HexFormat.of().parseHex(hash))
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** {@code Chain} holds the certificate itself, too, as its first one. */
  private static @Nullable List<X509Certificate> chain(
      @Nullable String certificate, @Nullable String chain) {
    List<X509Certificate> own = certificate == null ? List.of() : certificates(certificate);
    List<X509Certificate> all = chain == null ? own : certificates(chain);
    if (own == null || all == null || (certificate != null && own.size() != 1)) {
      return null;
    }
    return own.isEmpty() || own.get(0).equals(all.get(0)) ? all : null;
  }

  private static @Nullable List<X509Certificate> certificates(String urlEncodedPem) {
    String pem = decode(urlEncodedPem);
    return pem == null ? null : Certificates.ofPem(pem);
  }

  /** RFC 3986, 2.1; a plus sign is one, as Base64 has it. */
  private static @Nullable String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        octets.write(c);
      } else if (i + 2 < text.length()
          && HexFormat.isHexDigit(text.charAt(i + 1))
          && HexFormat.isHexDigit(text.charAt(i + 2))) {
        octets.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        return null;
      }
    }
    return octets.toString(StandardCharsets.ISO_8859_1);
  }
}
