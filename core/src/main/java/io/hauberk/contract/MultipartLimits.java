package io.hauberk.contract;

/**
 * How much a multipart body may ask for. Parts that are text or JSON are held in memory until the
 * body is judged; all of them together share the budget of a body that is read whole ({@link
 * ContractOptions#bodyLimits()}). The others are only bounded by these limits and by their schema.
 *
 * @param maxBytes octets of the whole body, boundaries and headers of parts included; from 1,
 *     default 16 MiB
 * @param maxParts parts of one body; from 1 to 100 000, default 128
 * @param maxPartHeaderBytes octets of the header fields of one part, and so of its name and file
 *     name; from 64 to 65 536, default 4 KiB
 */
public record MultipartLimits(long maxBytes, int maxParts, int maxPartHeaderBytes) {

  /** The defaults of every part. */
  public static final MultipartLimits DEFAULT = new MultipartLimits(16L << 20, 128, 4096);

  /** Checks the ranges. */
  public MultipartLimits {
    requireRange("hauberk.multipart.max-bytes", maxBytes, 1, Long.MAX_VALUE / 64);
    requireRange("hauberk.multipart.max-parts", maxParts, 1, 100_000);
    requireRange("hauberk.multipart.max-part-header-bytes", maxPartHeaderBytes, 64, 65_536);
  }

  private static void requireRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be from " + min + " to " + max + ", was " + value);
    }
  }

  /** The same limits with another size of the whole. */
  public MultipartLimits withMaxBytes(long max) {
    return new MultipartLimits(max, maxParts, maxPartHeaderBytes);
  }

  /** The same limits with another number of parts. */
  public MultipartLimits withMaxParts(int max) {
    return new MultipartLimits(maxBytes, max, maxPartHeaderBytes);
  }

  /** The same limits with another size of the header fields of a part. */
  public MultipartLimits withMaxPartHeaderBytes(int max) {
    return new MultipartLimits(maxBytes, maxParts, max);
  }
}
