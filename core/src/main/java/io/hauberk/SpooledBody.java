package io.hauberk;

import io.hauberk.contract.BodySink;
import io.hauberk.contract.Inflation;
import io.hauberk.request.Control;
import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The step in which a body is judged while it arrives. */
final class SpooledBody implements Passage.NeedsSpool {
  private final Way way;
  private final BodySink sink;
  private final @Nullable Inflation inflation;
  private @Nullable RuntimeException failure;

  SpooledBody(Way way, BodySink sink, @Nullable Inflation inflation) {
    this.way = way;
    this.sink = sink;
    this.inflation = inflation;
  }

  @Override
  public boolean accept(byte[] octets, int offset, int length, Passage.Store store) {
    try {
      return inflation == null
          ? keep(octets, offset, length, store)
          : inflation.accept(
              octets,
              offset,
              length,
              (inflated, from, count) -> keep(inflated, from, count, store));
    } catch (RuntimeException e) {
      failure = e;
      return false;
    }
  }

  private boolean keep(byte[] octets, int offset, int length, Passage.Store store) {
    store.write(octets, offset, length);
    return sink.accept(octets, offset, length);
  }

  @Override
  public Passage end() {
    Decision coding = endOfCoding();
    return judged(
        () -> {
          if (failure != null) {
            throw failure;
          }
          Decision verdict = sink.end();
          return coding.isAdmitted() ? verdict : coding;
        });
  }

  /** Frees the inflater, whatever comes. */
  private Decision endOfCoding() {
    if (inflation == null) {
      return Decision.ADMITTED;
    }
    way.inflated();
    return inflation.end();
  }

  @Override
  public Passage incomplete() {
    endOfCoding();
    return judged(() -> Decision.denied(Reason.BODY_INCOMPLETE));
  }

  private Passage judged(Supplier<Decision> check) {
    return way.step(
        () -> {
          Passage refusal = way.judge(Control.VALIDATION, check);
          return refusal != null ? refusal : way.admitted(body());
        });
  }

  private Passage.Body body() {
    return failure == null && (inflation != null || sink.isWhole())
        ? new Passage.Body.Spooled(sink.parts())
        : new Passage.Body.SpooledBeginning();
  }
}
