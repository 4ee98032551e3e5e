package io.hauberk.contract;

import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A text that stands for octets which are not read: the same for the same octets, different for
 * others, and as long as the bounds ask that the octets have kept to.
 */
final class OctetsMark {
  /*
   * Few octets are told one by one, as a character each. More become two checksums, which are the same for two contents
   * by one chance in 2^64. That is no protection against somebody who makes two of one mark, and needs none: they are
   * then refused where they must differ.
   */
  private static final int FEW = 64;
  private static final int LONGEST = 4096;
  private static final char FIRST_LETTER = '\u0100';

  private final byte[] few = new byte[FEW];
  private final CRC32 first = new CRC32();
  private final CRC32C second = new CRC32C();
  private long length;

  void update(byte[] octets, int from, int count) {
    if (length < FEW) {
      System.arraycopy(octets, from, few, (int) length, (int) Math.min(count, FEW - length));
    }
    first.update(octets, from, count);
    second.update(octets, from, count);
    length += count;
  }

  /**
   * The text, in letters and digits.
   *
   * @param minLength how many characters it has at least, up to 4096
   */
  String text(long minLength) {
    StringBuilder text = new StringBuilder();
    if (length <= FEW) {
      for (int i = 0; i < length; i++) {
        text.append((char) (FIRST_LETTER + (few[i] & 0xFF)));
      }
      return text.toString();
    }
    text.append(HexFormat.of().toHexDigits((first.getValue() << Integer.SIZE) | second.getValue()));
    while (text.length() < Math.min(minLength, LONGEST)) {
      text.append('0');
    }
    return text.toString();
  }
}
