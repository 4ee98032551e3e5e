package io.hauberk.contract;

import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Counts a body, and keeps it where it is to be judged whole. */
final class WholeSink implements BodySink {
  private final long maxBytes;
  private final boolean required;
  private final @Nullable BiFunction<byte[], Integer, Decision> judge;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long total;

  /**
   * @param judge judges the octets and their number; null where a body is only counted
   */
  WholeSink(
      long maxBytes, boolean required, @Nullable BiFunction<byte[], Integer, Decision> judge) {
    this.maxBytes = maxBytes;
    this.required = required;
    this.judge = judge;
  }

  @Override
  public boolean accept(byte[] octets, int offset, int length) {
    total += length;
    if (total > maxBytes) {
      return false;
    }
    if (judge != null) {
      kept.write(octets, offset, length);
    }
    return true;
  }

  @Override
  public Decision end() {
    if (total > maxBytes) {
      return Decision.denied(Reason.BODY_TOO_LARGE);
    }
    if (total == 0) {
      return required ? Decision.denied(Reason.BODY_MISSING) : Decision.ADMITTED;
    }
    byte[] octets = kept.toByteArray();
    return judge == null ? Decision.ADMITTED : judge.apply(octets, octets.length);
  }

  @Override
  public boolean isWhole() {
    return total <= maxBytes;
  }

  @Override
  public List<BodyPart> parts() {
    return List.of();
  }
}
