package io.hauberk.json;

/**
 * How much a document may ask of its reader. Whatever is above a limit is refused while reading.
 *
 * @param maxBytes octets of the whole document; at least 1
 * @param maxDepth levels of arrays and objects, {@code []} being one level; from 0 to 1 000, so
 *     that what walks a document by recursion never runs out of stack
 * @param maxValues values of all types, containers included, member names not; at least 1
 * @param maxNumberLength characters of one number, sign, point and exponent included; from 1 to 10
 *     000
 * @param maxExponent the largest exponent written after {@code e}, by magnitude; from 0 to 10 000.
 *     It keeps exact arithmetic cheap: {@code 1e999999999} never reaches it
 */
public record JsonLimits(
    int maxBytes, int maxDepth, int maxValues, int maxNumberLength, int maxExponent) {

  /**
   * For what strangers send: 1 MiB, 64 levels, 100 000 values, numbers of 100 characters, exponents
   * to 400 (a {@code double} ends at 308).
   */
  public static final JsonLimits DEFAULT = new JsonLimits(1 << 20, 64, 100_000, 100, 400);

  /**
   * For documents that the operator wrote, such as contracts: 64 MiB, 256 levels, 10 000 000
   * values, numbers of 400 characters, exponents to 400.
   */
  public static final JsonLimits DOCUMENT = new JsonLimits(64 << 20, 256, 10_000_000, 400, 400);

  /** Checks the ranges. */
  public JsonLimits {
    requireRange("maxBytes", maxBytes, 1, Integer.MAX_VALUE);
    requireRange("maxDepth", maxDepth, 0, 1_000);
    requireRange("maxValues", maxValues, 1, Integer.MAX_VALUE);
    requireRange("maxNumberLength", maxNumberLength, 1, 10_000);
    requireRange("maxExponent", maxExponent, 0, 10_000);
  }

  /** These limits with another {@link #maxBytes()}. */
  public JsonLimits withMaxBytes(int maxBytes) {
    return new JsonLimits(maxBytes, maxDepth, maxValues, maxNumberLength, maxExponent);
  }

  /** These limits with another {@link #maxDepth()}. */
  public JsonLimits withMaxDepth(int maxDepth) {
    return new JsonLimits(maxBytes, maxDepth, maxValues, maxNumberLength, maxExponent);
  }

  /** These limits with another {@link #maxValues()}. */
  public JsonLimits withMaxValues(int maxValues) {
    return new JsonLimits(maxBytes, maxDepth, maxValues, maxNumberLength, maxExponent);
  }

  /** These limits with another {@link #maxNumberLength()}. */
  public JsonLimits withMaxNumberLength(int maxNumberLength) {
    return new JsonLimits(maxBytes, maxDepth, maxValues, maxNumberLength, maxExponent);
  }

  /** These limits with another {@link #maxExponent()}. */
  public JsonLimits withMaxExponent(int maxExponent) {
    return new JsonLimits(maxBytes, maxDepth, maxValues, maxNumberLength, maxExponent);
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be from " + min + " to " + max + ", was " + value);
    }
  }
}
