package io.hauberk.event;

import io.hauberk.request.Control;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.util.Optional;

/** For applications without a meter registry. */
final class NoRequestMeter implements RequestMeter {

  @Override
  public void admitted(Optional<Operation> operation, long nanos) {
    // nobody reads it
  }

  @Override
  public void refused(Control control, Reason reason, Optional<Operation> operation, long nanos) {
    // nobody reads it
  }

  @Override
  public void withheld(Control control, Reason reason, Optional<Operation> operation) {
    // nobody reads it
  }

  @Override
  public void reported(Control control, Reason reason, Optional<Operation> operation) {
    // nobody reads it
  }
}
