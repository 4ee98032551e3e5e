package io.hauberk.contract;

import io.hauberk.json.JsonFault;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonTape;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body that is a sequence of JSON texts, brought into the form of one array.
 *
 * <p>Lines ({@code application/jsonl}, {@code application/x-ndjson}): one text in each, LF or CR LF
 * ends it, the last end may be missing. RFC 7464 ({@code application/json-seq}): RS before each
 * text and LF after it. Where readers differ there are no liberties: no empty items, no CR that
 * ends no line.
 */
final class JsonSequence {
  private static final String ROOT = "body";
  private static final byte RECORD_SEPARATOR = 0x1E;
  private static final int DEEPEST = 1_000; // as JsonLimits allows

  private final byte[] octets;
  private final int length;
  private final JsonLimits limits;
  private final byte[] array;
  private int written;
  private int items;

  JsonSequence(byte[] octets, int length, JsonLimits limits) {
    this.octets = octets;
    this.length = length;
    this.limits = limits;
    this.array = new byte[length + 2];
  }

  /** Reads every item by itself, so that none can reach into another; null if all are JSON. */
  Decision.@Nullable Denied read(boolean separated, JsonTape tape) {
    return separated ? readSeparated(tape) : readLines(tape);
  }

  private Decision.@Nullable Denied readLines(JsonTape tape) {
    int from = 0;
    while (from < length) {
      int end = indexOf((byte) '\n', from);
      int to = end > from && end < length && octets[end - 1] == '\r' ? end - 1 : end;
      int carriageReturn = indexOf((byte) '\r', from);
      if (to == from || carriageReturn < to) {
        return unframed("one JSON text in each line, which ends with a line feed");
      }
      Decision.Denied denied = item(tape, from, to);
      if (denied != null) {
        return denied;
      }
      from = end + 1;
    }
    return null;
  }

  private Decision.@Nullable Denied readSeparated(JsonTape tape) {
    int from = 0;
    while (from < length) {
      int end = indexOf(RECORD_SEPARATOR, from + 1);
      if (octets[from] != RECORD_SEPARATOR || end == from + 1 || octets[end - 1] != '\n') {
        return unframed("a record separator, one JSON text and a line feed (RFC 7464)");
      }
      Decision.Denied denied = item(tape, from + 1, end);
      if (denied != null) {
        return denied;
      }
      from = end;
    }
    return null;
  }

  private int indexOf(byte octet, int from) {
    int i = from;
    while (i < length && octets[i] != octet) {
      i++;
    }
    return i;
  }

  private Decision.@Nullable Denied item(JsonTape tape, int from, int to) {
    if (items == limits.maxItems()) {
      return refused(ROOT, Reason.BODY_TOO_COMPLEX, "maxItems", "at most " + items + " items");
    }
    JsonFault fault = tape.read(octets, from, to, limits);
    if (fault != null) {
      return JsonFaults.refuse(ROOT + "/" + items, fault, limits);
    }
    array[written++] = (byte) (items == 0 ? '[' : ',');
    System.arraycopy(octets, from, array, written, to - from);
    written += to - from;
    items++;
    return null;
  }

  private Decision.Denied unframed(String expected) {
    return refused(ROOT + "/" + items, Reason.BODY_MALFORMED, "sequence", expected);
  }

  private static Decision.Denied refused(
      String where, Reason reason, String rule, String expected) {
    return new Decision.Denied(reason, List.of(new Finding(where, rule, expected)));
  }

  /**
   * Puts all items onto the tape as the elements of one array; null if they are within the limits
   * together. Only after {@link #read}, of a body of at least one item.
   */
  @Nullable JsonFault readArray(JsonTape tape) {
    array[written] = ']';
    JsonLimits together =
        limits
            .withMaxBytes(Integer.MAX_VALUE)
            .withMaxDepth(Math.min(DEEPEST, limits.maxDepth() + 1));
    return tape.read(array, 0, written + 1, together);
  }
}
