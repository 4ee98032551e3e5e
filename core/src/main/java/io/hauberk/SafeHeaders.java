package io.hauberk;

import io.hauberk.request.RequestHead;
import io.hauberk.request.ResponseHead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Response headers as OWASP advises for APIs: what is set where the service sets none, and what is
 * left out.
 *
 * @see <a
 *     href="https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers">OWASP
 *     REST Security Cheat Sheet, Security Headers</a>
 * @see <a href="https://owasp.org/www-project-secure-headers/">OWASP Secure Headers Project</a>,
 *     "headers to remove"
 */
final class SafeHeaders {

  /** Whoever sets one of these has decided about caches. */
  private static final List<String> ABOUT_CACHES = List.of("Cache-Control", "Expires", "Pragma");

  private static final Set<String> TELLTALE =
      Set.of(
          "server",
          "x-powered-by",
          "powered-by",
          "x-powered-cms",
          "x-server-powered-by",
          "x-generator",
          "x-generated-by",
          "x-framework",
          "x-aspnet-version",
          "x-aspnetmvc-version",
          "x-php-version",
          "x-runtime",
          "x-application-context");

  private final boolean enabled;
  private final String transportSecurity;

  SafeHeaders(ResponseOptions options) {
    this.enabled = options.safeHeaders();
    long seconds = options.transportSecurity().toSeconds();
    this.transportSecurity = seconds == 0 ? "" : "max-age=" + seconds;
  }

  /** Whether a field of this name tells what the service is made of, and is left out. */
  boolean withholds(String name) {
    return enabled && TELLTALE.contains(name.toLowerCase(Locale.ROOT));
  }

  /** For an answer of our own. */
  Map<String, String> all(RequestHead request) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (enabled) {
      fields.put("Cache-Control", "no-store");
      fields.put("X-Content-Type-Options", "nosniff");
      fields.put("X-Frame-Options", "DENY");
      fields.put("Content-Security-Policy", "frame-ancestors 'none'");
    }
    putTransportSecurity(request, fields);
    return fields;
  }

  /** What the service has left open. */
  Map<String, String> missing(RequestHead request, ResponseHead head) {
    Map<String, String> fields = all(request);
    fields.keySet().removeIf(name -> !head.headers(name).isEmpty());
    // a 304 takes what was stored along with it (RFC 9111, 4.3.4)
    if (head.status() == 304
        || ABOUT_CACHES.stream().anyMatch(name -> !head.headers(name).isEmpty())) {
      fields.remove("Cache-Control");
    }
    return fields;
  }

  /** Only over TLS (RFC 6797, 7.2). */
  private void putTransportSecurity(RequestHead request, Map<String, String> fields) {
    if (!transportSecurity.isEmpty() && request.isSecure()) {
      fields.put("Strict-Transport-Security", transportSecurity);
    }
  }
}
