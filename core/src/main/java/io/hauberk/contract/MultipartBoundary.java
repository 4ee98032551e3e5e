package io.hauberk.contract;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The boundary that a Content-Type field names (RFC 2046, 5.1.1). */
final class MultipartBoundary {
  private static final int LONGEST = 70;
  private static final String MARKS = "'()+_,-./:=? ";

  /**
   * Finds the boundary in a field that was read as this media type.
   *
   * @return null if there is none, if it breaks its grammar, or if two readers could find two: an
   *     escape in it, or anything after it, be it an empty parameter
   */
  static @Nullable String find(MediaType type, String field) {
    String boundary = type.parameters().get("boundary");
    return boundary == null
            || field.indexOf('\\') >= 0
            || !isLast(type)
            || Headers.trim(field).endsWith(";")
            || !isBoundary(boundary)
        ? null
        : boundary;
  }

  /** Some readers take all that follows {@code boundary=} for the boundary. */
  private static boolean isLast(MediaType type) {
    String last = "";
    for (String name : type.parameters().keySet()) {
      last = name;
    }
    return last.equals("boundary") && hasOnlyKnown(type);
  }

  /** Further parameters of the types that have any: a charset, and those of multipart/related. */
  private static boolean hasOnlyKnown(MediaType type) {
    for (String name : type.parameters().keySet()) {
      boolean known =
          switch (name.toLowerCase(Locale.ROOT)) {
            case "boundary", "charset" -> true;
            case "type", "start", "start-info" -> type.subtype().equals("related");
            default -> false;
          };
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBoundary(String text) {
    if (text.isEmpty() || text.length() > LONGEST || text.endsWith(" ")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!alphanumeric && MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private MultipartBoundary() {}
}
