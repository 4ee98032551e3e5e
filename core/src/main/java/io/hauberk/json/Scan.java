package io.hauberk.json;

/**
 * What a scanner answers, in one long so that nothing is allocated: the offset where it stopped
 * with some flags, or, when negative, a fault with its offset.
 */
@SuppressWarnings("EnumOrdinal") // the number never outlives the call
final class Scan {
  private static final JsonFault.Kind[] KINDS = JsonFault.Kind.values();

  static long at(int offset, int flags) {
    return (long) flags << 32 | offset;
  }

  static int offset(long scan) {
    return (int) scan;
  }

  static int flags(long scan) {
    return (int) (scan >> 32);
  }

  static long fault(JsonFault.Kind kind, int offset) {
    return Long.MIN_VALUE | (long) kind.ordinal() << 32 | offset;
  }

  static boolean isFault(long scan) {
    return scan < 0;
  }

  static JsonFault.Kind kind(long fault) {
    return KINDS[(int) (fault >> 32) & 0xFF];
  }

  private Scan() {}
}
