package io.hauberk;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractNote;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.Caller;
import io.hauberk.request.Control;
import io.hauberk.request.Finding;
import io.hauberk.request.Mode;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of refusals and of the start, in events. */
final class RequestEvents {
  private static final Logger LOG = LoggerFactory.getLogger(Hauberk.class);
  private static final int TRACE_ID_START = 3;
  private static final int TRACE_ID_END = 35;
  private static final int SPAN_ID_END = 52;
  private static final int TRACEPARENT_LENGTH = 55;

  private final SecurityEvents events;

  RequestEvents(SecurityEvents events) {
    this.events = events;
  }

  /** A request was refused, or would have been. */
  void request(Way way, Control control, Reason reason, List<Finding> findings, boolean enforced) {
    SecurityEvent.Draft draft =
        enforced ? SecurityEvent.refused(reason) : SecurityEvent.reported(reason);
    putPseudonyms(way, reason, draft);
    emit(way, draft.control(control).status(reason.status()).findings(findings));
    Optional<Operation> named = Optional.ofNullable(way.operation());
    if (enforced) {
      way.door().meter().refused(control, reason, named, way.nanos());
    } else {
      way.door().meter().reported(control, reason, named);
    }
  }

  /**
   * A response was withheld, or left and is reported.
   *
   * @param status the status that the caller receives, or would receive
   */
  void response(
      Way way,
      Control control,
      Reason reason,
      int status,
      List<Finding> findings,
      boolean withheld) {
    SecurityEvent.Draft draft =
        withheld ? SecurityEvent.withheld(reason) : SecurityEvent.responseReported(reason);
    emit(way, draft.control(control).status(status).findings(findings));
    Optional<Operation> named = Optional.ofNullable(way.operation());
    if (withheld) {
      way.door().meter().withheld(control, reason, named);
    } else {
      way.door().meter().reported(control, reason, named);
    }
  }

  /** What joins the requests of a scan, and the uses of one bad credential; never the text. */
  private void putPseudonyms(Way way, Reason reason, SecurityEvent.Draft draft) {
    if (reason == Reason.OPERATION_UNKNOWN) {
      String target = way.head().target();
      int query = target.indexOf('?');
      String path = query < 0 ? target : target.substring(0, query);
      draft.detail(Detail.PATH_PSEUDONYM, events.pseudonym(path));
    }
    if (reason.control() == Control.AUTHENTICATION && reason != Reason.CHECK_FAILED) {
      List<String> credentials = way.head().headers("Authorization");
      if (credentials.size() == 1) {
        draft.detail(Detail.CREDENTIAL_PSEUDONYM, events.pseudonym(credentials.get(0)));
      }
    }
  }

  private void emit(Way way, SecurityEvent.Draft draft) {
    draft
        .peerAddress(way.head().peerAddress())
        .clientAddress(way.client().address())
        .clientGroup(way.client().group());
    Operation operation = way.operation();
    if (operation != null) {
      draft.operation(operation);
    }
    Caller caller = way.caller();
    if (caller != null) {
      draft.callerId(caller.id());
    }
    List<String> traceparent = way.head().headers("traceparent");
    if (traceparent.size() == 1 && isTraceparent(traceparent.get(0))) {
      draft
          .traceId(traceparent.get(0).substring(TRACE_ID_START, TRACE_ID_END))
          .spanId(traceparent.get(0).substring(TRACE_ID_END + 1, SPAN_ID_END));
    }
    events.emit(draft);
  }

  /** Version 00 of W3C Trace Context, 3.2. */
  private static boolean isTraceparent(String value) {
    if (value.length() != TRACEPARENT_LENGTH || !value.startsWith("00-")) {
      return false;
    }
    for (int i = TRACE_ID_START; i < TRACEPARENT_LENGTH; i++) {
      char c = value.charAt(i);
      boolean dash = i == TRACE_ID_END || i == SPAN_ID_END;
      if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  void started(FrontDoor door) {
    for (Contract contract : door.contracts()) {
      events.emit(
          SecurityEvent.of(Kind.CONTRACT_LOADED)
              .detail(Detail.CONTRACT, contract.title())
              .detail(Detail.COUNT, contract.operations().size()));
      for (ContractNote note : contract.notes()) {
        LOG.info("Contract '{}' at {}: {}", contract.title(), note.pointer(), note.text());
      }
    }
    door.guards()
        .forEach(
            (operation, guard) -> {
              if (guard.rule().isOpen()) {
                events.emit(SecurityEvent.of(Kind.OPERATION_OPEN).operation(operation.operation()));
              }
            });
    for (String path : door.openPaths()) {
      events.emit(SecurityEvent.of(Kind.PATH_OPEN).detail(Detail.ROUTE, path));
    }
    for (Control control : Control.values()) {
      Mode mode = door.modes().of(control);
      if (mode.compareTo(control.defaultMode()) > 0) {
        events.emit(
            SecurityEvent.of(Kind.CONTROL_NOT_ENFORCED)
                .control(control)
                .detail(Detail.MODE, mode.name()));
      }
    }
    events.emit(SecurityEvent.of(Kind.SERVICE_STARTED));
  }

  void stopped() {
    events.emit(SecurityEvent.of(Kind.SERVICE_STOPPED));
  }

  void missing(Operation operation) {
    events.emit(SecurityEvent.of(Kind.ROUTE_MISSING).operation(operation));
  }

  void undeclared(FrameworkRoute route) {
    events.emit(
        SecurityEvent.of(Kind.ROUTE_UNDECLARED)
            .detail(Detail.ROUTE, route.method() + " " + route.template()));
  }
}
