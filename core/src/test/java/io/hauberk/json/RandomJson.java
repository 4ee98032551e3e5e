package io.hauberk.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Documents made and damaged at random, the same for the same seed. */
final class RandomJson {
  private static final String[] NAMES = {
    "a", "b", "id", "exp", "\\u0061", "n\u00e9", "a name of some length", ""
  };
  private static final String[] PIECES = {
    "x", "plain text, longer than eight", "\u00e9", "\u65e5\u672c", "\ud83d\ude00", "\\n", "\\\"",
    "\\\\", "\\/", "\\u0000", "\\u00e9", "\\ud83d\\ude00", "\\uD834\\udd1e", "{[]}:,"
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-17",
    "0.5",
    "1.0",
    "1e2",
    "1E-2",
    "12345678901234567890",
    "1.25e+3",
    "0.000000000000000000001",
    "9223372036854775807",
    "-9223372036854775808",
    "1e308",
    "3.14159"
  };
  private static final String SIGNS = "{}[]:,\"\\ \n\t0123456789eE+-.truefalsn/u\u0000\u001f";

  static byte[] document(SplittableRandom random) {
    StringBuilder out = new StringBuilder();
    value(out, random, 5);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Changes, inserts or drops one to three octets. */
  static byte[] damage(byte[] document, SplittableRandom random) {
    byte[] out = document;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(out.length + 1);
      byte octet =
          random.nextInt(4) == 0
              ? (byte) random.nextInt(256)
              : (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
      switch (random.nextInt(4)) {
        case 0 -> out = splice(out, at, at, octet);
        case 1 -> out = Arrays.copyOf(out, at); // cut off
        case 2 -> out = at < out.length ? splice(out, at, at + 1, octet) : out;
        default -> {
          int flipped = at < out.length ? out[at] ^ 1 << random.nextInt(8) : octet;
          out = splice(out, at, Math.min(at + 1, out.length), (byte) flipped);
        }
      }
    }
    return out;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte octet) {
    byte[] out = new byte[bytes.length - (to - from) + 1];
    System.arraycopy(bytes, 0, out, 0, from);
    out[from] = octet;
    System.arraycopy(bytes, to, out, from + 1, bytes.length - to);
    return out;
  }

  private static void value(StringBuilder out, SplittableRandom random, int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> out.append(random.nextInt(3) == 0 ? "null" : random.nextBoolean());
      case 1, 2 -> out.append(NUMBERS[random.nextInt(NUMBERS.length)]);
      case 3, 4 -> string(out, random);
      case 5 -> {
        out.append('[');
        for (int i = 0, size = random.nextInt(5); i < size; i++) {
          out.append(i == 0 ? "" : ",");
          space(out, random);
          value(out, random, depth - 1);
        }
        out.append(']');
      }
      default -> {
        out.append('{');
        int size = random.nextInt(20) == 0 ? 25 : random.nextInt(5);
        for (int i = 0; i < size; i++) {
          out.append(i == 0 ? "" : ",");
          space(out, random);
          name(out, random, i);
          space(out, random);
          out.append(':');
          space(out, random);
          value(out, random, depth - 1);
        }
        out.append('}');
      }
    }
    space(out, random);
  }

  /** Mostly distinct, so that most objects are well-formed. */
  private static void name(StringBuilder out, SplittableRandom random, int index) {
    out.append('"').append(NAMES[random.nextInt(NAMES.length)]);
    out.append(random.nextInt(40) == 0 ? "" : index).append('"');
  }

  private static void string(StringBuilder out, SplittableRandom random) {
    out.append('"');
    for (int i = random.nextInt(4); i > 0; i--) {
      out.append(PIECES[random.nextInt(PIECES.length)]);
    }
    out.append('"');
  }

  private static void space(StringBuilder out, SplittableRandom random) {
    out.append(random.nextInt(6) == 0 ? " \n\t\r".substring(random.nextInt(4)) : "");
  }

  private RandomJson() {}
}
