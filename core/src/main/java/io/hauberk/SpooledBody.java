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
  private final boolean enforced;
  private boolean cut;
  private @Nullable RuntimeException failure;
  private @Nullable RuntimeException loss;

  /**
   * @param inflation undoes the coding of the body; null if it has none
   * @param enforced whether a body that is refused is nothing to the service
   */
  SpooledBody(Way way, BodySink sink, @Nullable Inflation inflation, boolean enforced) {
    this.way = way;
    this.sink = sink;
    this.inflation = inflation;
    this.enforced = enforced;
  }

  @Override
  public boolean accept(byte[] octets, int offset, int length, Passage.Store store) {
    boolean more;
    try {
      more =
          inflation == null
              ? keep(octets, offset, length, store)
              : inflate(inflation, octets, offset, length, store);
    } catch (RuntimeException e) {
      failure = e;
      more = false;
    }
    cut |= !more;
    return more;
  }

  private boolean inflate(
      Inflation coding, byte[] octets, int offset, int length, Passage.Store store) {
    if (!enforced && !isKept(() -> store.writeReceived(octets, offset, length))) {
      return false;
    }
    return coding.accept(
        octets, offset, length, (inflated, from, count) -> keep(inflated, from, count, store));
  }

  private boolean keep(byte[] octets, int offset, int length, Passage.Store store) {
    return isKept(() -> store.write(octets, offset, length)) && sink.accept(octets, offset, length);
  }

  private boolean isKept(Runnable writing) {
    try {
      writing.run();
      return true;
    } catch (RuntimeException e) {
      loss = e;
      return false;
    }
  }

  @Override
  public Passage end() {
    Decision coding = endOfCoding();
    RuntimeException lost = loss;
    if (lost != null) {
      return way.step(() -> way.fail(Control.VALIDATION, lost));
    }
    return judged(() -> verdict(coding), coding.isAdmitted());
  }

  private Decision verdict(Decision coding) {
    if (failure != null) {
      throw failure;
    }
    Decision verdict = sink.end();
    return coding.isAdmitted() ? verdict : coding;
  }

  /** Frees the inflater, whatever comes. */
  private Decision endOfCoding() {
    return inflation == null ? Decision.ADMITTED : inflation.end();
  }

  @Override
  public Passage incomplete() {
    endOfCoding();
    return judged(() -> Decision.denied(Reason.BODY_INCOMPLETE), false);
  }

  @Override
  public void over() {
    way.over();
  }

  private Passage judged(Supplier<Decision> check, boolean complete) {
    return way.step(
        () -> {
          Passage refusal = way.judge(Control.VALIDATION, check);
          return refusal != null ? refusal : way.admitted(body(complete));
        });
  }

  /** What was refused and only reported reaches the service as it was sent, unless it is whole. */
  private Passage.Body body(boolean complete) {
    if (!complete || cut || failure != null || !sink.isWhole()) {
      return new Passage.Body.Received();
    }
    if (inflation != null) {
      way.inflated();
    }
    return new Passage.Body.Spooled(sink.parts());
  }
}
