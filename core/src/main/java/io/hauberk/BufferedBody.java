package io.hauberk;

import io.hauberk.contract.ContractOperation;
import io.hauberk.request.Control;
import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import java.util.function.Supplier;

/** The step in which a body is read whole and judged. */
final class BufferedBody implements Passage.NeedsBody {
  private final Way way;
  private final ContractOperation operation;
  private final long maxBytes;

  BufferedBody(Way way, ContractOperation operation, long maxBytes) {
    this.way = way;
    this.operation = operation;
    this.maxBytes = maxBytes;
  }

  @Override
  public long maxBytes() {
    return maxBytes;
  }

  @Override
  public Passage body(byte[] bytes, int length) {
    return judged(
        () -> operation.checkBody(way.head(), bytes, length),
        new Passage.Body.Buffered(bytes, length));
  }

  @Override
  public Passage tooLarge(byte[] bytes, int length) {
    return judged(
        () ->
            maxBytes == 0
                ? operation.checkBody(way.head(), bytes, length) // none is declared
                : Decision.denied(Reason.BODY_TOO_LARGE),
        new Passage.Body.Unchecked(bytes, length));
  }

  @Override
  public Passage incomplete(byte[] bytes, int length) {
    return judged(
        () -> Decision.denied(Reason.BODY_INCOMPLETE), new Passage.Body.Unchecked(bytes, length));
  }

  @Override
  public void over() {
    way.over();
  }

  private Passage judged(Supplier<Decision> check, Passage.Body body) {
    return way.step(
        () -> {
          Passage refusal = way.judge(Control.VALIDATION, check);
          return refusal != null ? refusal : way.admitted(body);
        });
  }
}
