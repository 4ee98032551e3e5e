package io.hauberk.event;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Control;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.util.Map;
import java.util.Optional;

/**
 * What events of one storm have in common: what happened, why, by which control, where, and whose
 * doing it is.
 *
 * @param why the reason, or where there is none the cause
 * @param control the control, empty if none speaks
 * @param where the operation, or the destination of a call of our own, or empty
 * @param template its template, since two contracts may give two operations one name; or empty
 * @param known whether {@code who} is a verified caller
 * @param who the caller; of a stranger, what limits count it by; empty where nobody caused it
 */
record Fingerprint(
    Kind kind, String why, String control, String where, String template, boolean known, String who)
    implements Comparable<Fingerprint> {
  static Fingerprint of(SecurityEvent event) {
    Map<Detail, String> details = event.details();
    Optional<String> caller = event.callerId();
    return new Fingerprint(
        event.kind(),
        event.reason().map(Reason::id).orElseGet(() -> details.getOrDefault(Detail.CAUSE, "")),
        event.control().map(Control::id).orElse(""),
        event
            .operation()
            .map(Operation::id)
            .orElseGet(() -> details.getOrDefault(Detail.DESTINATION, "")),
        event.operation().map(Operation::template).orElse(""),
        caller.isPresent(),
        caller.orElseGet(event::clientGroup));
  }

  /**
   * The order of their tables, in which fingerprints are compared and never hashed: whoever chooses
   * addresses or paths could choose those of one hash.
   */
  @Override
  public int compareTo(Fingerprint other) {
    int order = who.compareTo(other.who); // the part in which most differ
    order = order != 0 ? order : where.compareTo(other.where);
    order = order != 0 ? order : template.compareTo(other.template);
    order = order != 0 ? order : why.compareTo(other.why);
    order = order != 0 ? order : kind.compareTo(other.kind);
    order = order != 0 ? order : control.compareTo(other.control);
    return order != 0 ? order : Boolean.compare(known, other.known);
  }
}
