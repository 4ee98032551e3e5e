package io.hauberk.event;

import io.hauberk.request.Control;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.util.Optional;

/**
 * Counts requests where they are judged, so that no full queue can falsify the count.
 *
 * <p>{@link EventMeters} is the one with Micrometer; this type can be linked without it. Each
 * request ends once, admitted or refused; on the way it may be reported any number of times, and
 * the response to an admitted one may be withheld.
 */
public interface RequestMeter {

  /** Counts nothing. */
  RequestMeter NONE = new NoRequestMeter();

  /**
   * A request was admitted.
   *
   * @param operation the operation of the contract, where one is known
   * @param nanos the time that the request spent inside Hauberk
   */
  void admitted(Optional<Operation> operation, long nanos);

  /**
   * A request was refused.
   *
   * @param control the control that refused it
   * @param reason why
   * @param operation the operation of the contract, where one is known
   * @param nanos the time that the request spent inside Hauberk
   */
  void refused(Control control, Reason reason, Optional<Operation> operation, long nanos);

  /**
   * The response to an admitted request was withheld.
   *
   * @param control the control that withheld it
   * @param reason why
   * @param operation the operation of the contract, where one is known
   */
  void withheld(Control control, Reason reason, Optional<Operation> operation);

  /**
   * A request or response went on only because the control is in report mode.
   *
   * @param control the control that would have refused it
   * @param reason why
   * @param operation the operation of the contract, where one is known
   */
  void reported(Control control, Reason reason, Optional<Operation> operation);
}
