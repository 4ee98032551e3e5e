package io.hauberk.contract;

import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the content coding of one body while its octets arrive (RFC 9110, 8.4.1), in memory that
 * does not grow. Not thread-safe; {@link #end} frees what it holds.
 */
public final class Inflation {
  /*
   * One gzip member (RFC 1952) or one zlib stream (RFC 1950), whole and alone: a body that ends early, has a wrong
   * checksum, or has anything after it is refused, because readers differ in what they make of it. Octets are handed
   * on before the checksum is known; whoever takes them waits for the end with its verdict.
   */
  private static final int FREE_BYTES = 64 << 10;
  private static final int CHUNK = 8192;
  private static final int GZIP_HEADER = 10;
  private static final int GZIP_TRAILER = 8;
  private static final int MAX_NAME = 1024;
  private static final int NAME_FLAG = 0x08;

  /** Receives what was inflated. */
  public interface Target {

    /** Takes octets, which change after the call; answers whether more are wanted. */
    boolean accept(byte[] octets, int offset, int length);
  }

  private final boolean gzip;
  private final int maxRatio;
  private final Inflater inflater;
  private final CRC32 checksum = new CRC32();
  private final byte[] chunk = new byte[CHUNK];
  private final byte[] trailer = new byte[GZIP_TRAILER];
  private int headerLength;
  private boolean hasName;
  private boolean inName;
  private boolean headerDone;
  private int trailerLength;
  private final long maxReceived;
  private long received;
  private long inflated;
  private boolean enough;
  private @Nullable Decision refusal;

  /**
   * An inflater at the beginning of a body.
   *
   * @param maxBytes the most octets of the inflated body; what carries it may be little longer
   */
  Inflation(String coding, int maxRatio, long maxBytes) {
    this.maxReceived = maxBytes + FREE_BYTES;
    this.gzip = coding.equals("gzip");
    this.maxRatio = maxRatio;
    this.inflater = new Inflater(gzip);
    this.headerDone = !gzip;
  }

  /** Takes the next octets as received; answers whether more are wanted. */
  public boolean accept(byte[] octets, int offset, int length, Target target) {
    received += length;
    if (received > maxReceived) {
      return refuse(Reason.BODY_TOO_LARGE, "size", "at most " + maxReceived + " octets received");
    }
    int at = offset;
    int end = offset + length;
    while (at < end && !headerDone) {
      if (!header(octets[at++])) {
        return malformed();
      }
    }
    if (at < end && !inflater.finished()) {
      inflater.setInput(octets, at, end - at);
      if (!inflate(target)) {
        return false;
      }
      at = end - inflater.getRemaining();
    }
    while (at < end) { // the stream is over
      if (!gzip || trailerLength == GZIP_TRAILER) {
        return malformed();
      }
      trailer[trailerLength++] = octets[at++];
    }
    return true;
  }

  private boolean inflate(Target target) {
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        if (count == 0) {
          boolean waits = inflater.needsInput() && !inflater.needsDictionary();
          return inflater.finished() || waits || malformed();
        }
        inflated += count;
        if (inflated > FREE_BYTES && inflated / maxRatio > received) {
          return refuse(
              Reason.BODY_TOO_LARGE,
              "inflationRatio",
              "at most " + maxRatio + " times the octets received");
        }
        if (gzip) {
          checksum.update(chunk, 0, count);
        }
        if (!target.accept(chunk, 0, count)) {
          enough = true;
          return false;
        }
      }
      return true;
    } catch (DataFormatException e) {
      return malformed();
    }
  }

  /** Magic, deflate, no flags but a file name, then anything until the fixed part is over. */
  private boolean header(byte octet) {
    if (inName) {
      headerDone = octet == 0;
      return ++headerLength < MAX_NAME;
    }
    boolean good =
        switch (headerLength) {
          case 0 -> octet == 0x1F;
          case 1 -> octet == (byte) 0x8B;
          case 2 -> octet == 8;
          case 3 -> octet == 0 || octet == NAME_FLAG;
          default -> true;
        };
    hasName |= headerLength == 3 && octet == NAME_FLAG;
    if (++headerLength == GZIP_HEADER) {
      inName = hasName;
      headerDone = !inName;
    }
    return good;
  }

  /**
   * Whether all of it was whole, and within the ratio; unless its target had enough, which then has
   * the verdict.
   */
  public Decision end() {
    try {
      if (refusal == null && received > 0 && !enough && !isWhole()) {
        malformed();
      }
      return refusal == null ? Decision.ADMITTED : refusal;
    } finally {
      inflater.end();
    }
  }

  /** How many octets have been inflated so far. */
  long inflated() {
    return inflated;
  }

  private boolean isWhole() {
    if (!headerDone || !inflater.finished() || !gzip) {
      return headerDone && inflater.finished();
    }
    return trailerLength == GZIP_TRAILER
        && number(0) == checksum.getValue()
        && number(4) == (inflated & 0xFFFF_FFFFL);
  }

  private long number(int at) {
    long number = 0;
    for (int i = 3; i >= 0; i--) {
      number = number << 8 | (trailer[at + i] & 0xFF);
    }
    return number;
  }

  private boolean malformed() {
    return refuse(
        Reason.BODY_MALFORMED,
        "contentEncoding",
        "one whole stream of the coding and nothing more");
  }

  private boolean refuse(Reason reason, String rule, String expected) {
    refusal = Decision.denied(reason, List.of(new Finding("body", rule, expected)));
    return false;
  }
}
