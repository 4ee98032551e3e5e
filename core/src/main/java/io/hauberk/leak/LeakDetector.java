package io.hauberk.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds in the body of an error what tells of the service's inside. Immutable. */
public final class LeakDetector {
  /** How many octets of a body are looked at, from the first: 64 KiB. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final Needle[] NONE = {};

  private final Needle[][] byFirst;
  private final int longest;

  /**
   * A detector.
   *
   * @param internalHosts ends of host names that must not be told, in any case, besides those that
   *     are internal everywhere
   */
  public LeakDetector(Set<String> internalHosts) {
    List<Needle> needles = new ArrayList<>();
    needles.addAll(StackTraces.needles());
    needles.addAll(Sql.needles());
    needles.addAll(Hosts.needles(internalHosts));
    needles.addAll(Paths.needles());
    needles.addAll(ClassNames.needles());
    this.byFirst = byFirst(needles);
    this.longest = needles.stream().mapToInt(needle -> needle.text().length()).max().orElse(0);
  }

  private static Needle[][] byFirst(List<Needle> needles) {
    List<List<Needle>> lists = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      lists.add(new ArrayList<>());
    }
    for (Needle needle : needles) {
      char first = needle.text().charAt(0);
      lists.get(first).add(needle);
      char other =
          Character.isUpperCase(first)
              ? Character.toLowerCase(first)
              : Character.toUpperCase(first);
      if (!needle.exactCase() && other != first) {
        lists.get(other).add(needle);
      }
    }
    return lists.stream().map(list -> list.toArray(new Needle[0])).toArray(Needle[][]::new);
  }

  /** Whether bodies of this media type can be looked at: text, JSON and XML. */
  public static boolean reads(String contentType) {
    String type = essence(contentType);
    return type.startsWith("text/")
        || isJson(type)
        || type.endsWith("/xml")
        || type.endsWith("+xml");
  }

  private static boolean isJson(String type) {
    return type.equals("application/json") || type.endsWith("+json");
  }

  private static String essence(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Begins the search of a body.
   *
   * @param contentType its media type; the escapes of JSON strings are resolved
   */
  public LeakSearch search(String contentType) {
    return new LeakSearch(this, isJson(essence(contentType)));
  }

  /** The texts that begin with this octet. */
  Needle[] needles(int octet) {
    return octet < byFirst.length ? byFirst[octet] : NONE;
  }

  /** The length of the longest text. */
  int longest() {
    return longest;
  }
}
