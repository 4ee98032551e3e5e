package io.hauberk;

import io.hauberk.contract.BodySink;
import io.hauberk.request.Control;
import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The step in which a body is judged while it arrives. */
final class SpooledBody implements Passage.NeedsSpool {
  private final Way way;
  private final BodySink sink;
  private @Nullable RuntimeException failure;

  SpooledBody(Way way, BodySink sink) {
    this.way = way;
    this.sink = sink;
  }

  @Override
  public boolean accept(byte[] octets, int offset, int length, Passage.Store store) {
    try {
      store.write(octets, offset, length);
      return sink.accept(octets, offset, length);
    } catch (RuntimeException e) {
      failure = e;
      return false;
    }
  }

  @Override
  public Passage end() {
    return judged(
        () -> {
          if (failure != null) {
            throw failure;
          }
          return sink.end();
        });
  }

  @Override
  public Passage incomplete() {
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
    return failure == null && sink.isWhole()
        ? new Passage.Body.Spooled(sink.parts())
        : new Passage.Body.SpooledBeginning();
  }
}
