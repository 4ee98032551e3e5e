package io.hauberk.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-1-3: a short keyed hash whose collisions cannot be prepared without the key.
 *
 * @see <a href="https://www.aumasson.jp/siphash/siphash.pdf">Aumasson, Bernstein: SipHash: a fast
 *     short-input PRF</a>
 */
final class SipHash {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long v0;
  private long v1;
  private long v2;
  private long v3;

  /** The hash of some octets under the key of two longs. */
  static long hash(long key0, long key1, byte[] bytes, int from, int to) {
    return new SipHash(key0, key1).finish(bytes, from, to);
  }

  /** The hash of one long under a key of one. */
  static long hash(long key, long word) {
    SipHash hash = new SipHash(key, 0);
    hash.absorb(word);
    return hash.finish(JsonTape.NO_BYTES, 0, 0);
  }

  private SipHash(long key0, long key1) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  private long finish(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      absorb((long) EIGHT.get(bytes, at));
    }
    long last = (long) (to - from) << 56;
    for (int i = 0; at < to; i += 8) {
      last |= (bytes[at++] & 0xFFL) << i;
    }
    absorb(last);
    v2 ^= 0xFF;
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void absorb(long word) {
    v3 ^= word;
    round();
    v0 ^= word;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
