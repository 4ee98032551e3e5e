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
 * @param maxMembers members of one object; at least 1
 * @param maxItems items of one array; at least 1
 * @param maxStringBytes octets of one string or member name as written, quotes not counted; at
 *     least 1
 */
public record JsonLimits(
    int maxBytes,
    int maxDepth,
    int maxValues,
    int maxNumberLength,
    int maxExponent,
    int maxMembers,
    int maxItems,
    int maxStringBytes) {

  /**
   * For what strangers send: 1 MiB, 64 levels, 100 000 values, numbers of 100 characters, exponents
   * to 400 (a {@code double} ends at 308), objects of 10 000 members, arrays of 100 000 items,
   * strings of 1 MiB.
   */
  public static final JsonLimits DEFAULT =
      new JsonLimits(1 << 20, 64, 100_000, 100, 400, 10_000, 100_000, 1 << 20);

  /**
   * For documents that the operator wrote, such as contracts: 64 MiB, 256 levels, 10 000 000
   * values, numbers of 400 characters, exponents to 400; members, items and strings as these allow.
   */
  public static final JsonLimits DOCUMENT = new JsonLimits(64 << 20, 256, 10_000_000, 400, 400);

  /** Checks the ranges. */
  public JsonLimits {
    requireRange("maxBytes", maxBytes, 1, Integer.MAX_VALUE);
    requireRange("maxDepth", maxDepth, 0, 1_000);
    requireRange("maxValues", maxValues, 1, Integer.MAX_VALUE);
    requireRange("maxNumberLength", maxNumberLength, 1, 10_000);
    requireRange("maxExponent", maxExponent, 0, 10_000);
    requireRange("maxMembers", maxMembers, 1, Integer.MAX_VALUE);
    requireRange("maxItems", maxItems, 1, Integer.MAX_VALUE);
    requireRange("maxStringBytes", maxStringBytes, 1, Integer.MAX_VALUE);
  }

  /** Limits that bound members, items and strings by values and octets alone. */
  public JsonLimits(
      int maxBytes, int maxDepth, int maxValues, int maxNumberLength, int maxExponent) {
    this(
        maxBytes,
        maxDepth,
        maxValues,
        maxNumberLength,
        maxExponent,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE);
  }

  /** These limits with another {@link #maxBytes()}. */
  public JsonLimits withMaxBytes(int maxBytes) {
    return new JsonLimits(
        maxBytes,
        maxDepth,
        maxValues,
        maxNumberLength,
        maxExponent,
        maxMembers,
        maxItems,
        maxStringBytes);
  }

  /** These limits with another {@link #maxDepth()}. */
  public JsonLimits withMaxDepth(int maxDepth) {
    return new JsonLimits(
        maxBytes,
        maxDepth,
        maxValues,
        maxNumberLength,
        maxExponent,
        maxMembers,
        maxItems,
        maxStringBytes);
  }

  /** These limits with another {@link #maxValues()}. */
  public JsonLimits withMaxValues(int maxValues) {
    return new JsonLimits(
        maxBytes,
        maxDepth,
        maxValues,
        maxNumberLength,
        maxExponent,
        maxMembers,
        maxItems,
        maxStringBytes);
  }

  /** These limits with another {@link #maxNumberLength()}. */
  public JsonLimits withMaxNumberLength(int maxNumberLength) {
    return new JsonLimits(
        maxBytes,
        maxDepth,
        maxValues,
        maxNumberLength,
        maxExponent,
        maxMembers,
        maxItems,
        maxStringBytes);
  }

  /** These limits with another {@link #maxExponent()}. */
  public JsonLimits withMaxExponent(int maxExponent) {
    return new JsonLimits(
        maxBytes,
        maxDepth,
        maxValues,
        maxNumberLength,
        maxExponent,
        maxMembers,
        maxItems,
        maxStringBytes);
  }

  /** These limits with another {@link #maxMembers()}. */
  public JsonLimits withMaxMembers(int maxMembers) {
    return new JsonLimits(
        maxBytes,
        maxDepth,
        maxValues,
        maxNumberLength,
        maxExponent,
        maxMembers,
        maxItems,
        maxStringBytes);
  }

  /** These limits with another {@link #maxItems()}. */
  public JsonLimits withMaxItems(int maxItems) {
    return new JsonLimits(
        maxBytes,
        maxDepth,
        maxValues,
        maxNumberLength,
        maxExponent,
        maxMembers,
        maxItems,
        maxStringBytes);
  }

  /** These limits with another {@link #maxStringBytes()}. */
  public JsonLimits withMaxStringBytes(int maxStringBytes) {
    return new JsonLimits(
        maxBytes,
        maxDepth,
        maxValues,
        maxNumberLength,
        maxExponent,
        maxMembers,
        maxItems,
        maxStringBytes);
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be from " + min + " to " + max + ", was " + value);
    }
  }
}
