package io.hauberk.cli;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The name of a document as the URI reference that SARIF asks for (SARIF 2.1.0, 3.4.3): a relative
 * path stays one, an absolute path becomes a {@code file} URI (RFC 8089), and what is a URI already
 * stays as it is. Octets that a URI cannot show are percent-encoded (RFC 3986, 2.1).
 */
final class ArtifactUri {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String IN_PATHS = "-._~!$&'()*+,;=:@/"; // RFC 3986, 3.3: pchar and "/"

  /**
   * The URI reference of a document.
   *
   * @param document a path as it was typed, or the URI of a document that has one
   * @param separator what stands between the names of a path here: a backslash is a part of a name
   *     on other systems than Windows
   */
  static String of(String document, char separator) {
    if (document.contains("://")) {
      return encode(document, IN_PATHS + "%?#[]");
    }
    boolean windows = separator == '\\';
    String path = windows ? document.replace('\\', '/') : document;
    if (windows && path.startsWith("//")) {
      return "file:" + encode(path, IN_PATHS); // \\server\share: RFC 8089, appendix E.3.1
    }
    if (windows && path.matches("[A-Za-z]:/.*")) {
      return "file:///" + encode(path, IN_PATHS); // RFC 8089, appendix E.2
    }
    if (path.startsWith("/")) {
      return "file://" + encode(path, IN_PATHS);
    }
    int colon = path.indexOf(':');
    boolean likeScheme = colon >= 0 && path.lastIndexOf('/', colon) < 0;
    return (likeScheme ? "./" : "") + encode(path, IN_PATHS); // RFC 3986, 4.2
  }

  private static String encode(String text, String plain) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean isPlain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || plain.indexOf(c) >= 0;
      if (isPlain) {
        out.append(c);
      } else {
        out.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return out.toString();
  }

  private ArtifactUri() {}
}
