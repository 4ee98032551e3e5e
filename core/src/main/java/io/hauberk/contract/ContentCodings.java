package io.hauberk.contract;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which content codings of request bodies are taken, and how far they may unfold.
 *
 * @param allowed of {@code gzip} and {@code deflate}, in lower case; default none
 * @param maxRatio how many times its received octets a body may become, beyond its first 64 KiB;
 *     from 1 to 10 000, default 100
 */
public record ContentCodings(Set<String> allowed, int maxRatio) {
  private static final Set<String> KNOWN = Set.of("gzip", "deflate");

  /** No coding is taken. */
  public static final ContentCodings NONE = new ContentCodings(Set.of(), 100);

  /** Checks the names and the range. */
  public ContentCodings {
    Set<String> names = new TreeSet<>();
    allowed.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    if (!KNOWN.containsAll(names)) {
      throw new IllegalArgumentException(
          "hauberk.body.content-encodings may hold gzip and deflate, was " + names);
    }
    if (maxRatio < 1 || maxRatio > 10_000) {
      throw new IllegalArgumentException(
          "hauberk.body.max-inflation-ratio must be from 1 to 10000, was " + maxRatio);
    }
    allowed = Set.copyOf(names);
  }

  /** These codings under another ratio. */
  public ContentCodings withMaxRatio(int ratio) {
    return new ContentCodings(allowed, ratio);
  }
}
