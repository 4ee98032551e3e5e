package io.hauberk.event;

import io.hauberk.event.SecurityEvent.Outcome;
import io.hauberk.request.Control;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An event as flat fields with the names of the Elastic Common Schema. */
final class EventFields {
  /*
   * Structured log formatters nest dotted names: `event.action` becomes {"event":{"action":…}}. An
   * event is lost where a name begins with a root that the formatter wrote itself (service, log,
   * process, message, error with a throwable), and where one name is the beginning of another (`a`
   * and `a.b`). So all names begin with event, source, client, user, http, trace, span or hauberk, and
   * none ends where another goes on.
   */
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*");

  /**
   * The fields in the order in which they are written. Values are texts, numbers and lists of
   * texts; every text that is not a constant of ours is sanitised.
   */
  static Map<String, Object> of(SecurityEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event.kind", "event");
    fields.put("event.category", Vocabulary.categories(event));
    fields.put("event.type", Vocabulary.types(event));
    fields.put("event.action", Vocabulary.action(event));
    fields.put("event.code", event.kind().id());
    put(fields, "event.reason", event.reason().map(Reason::id));
    fields.put("event.outcome", Vocabulary.outcome(event));
    fields.put("event.severity", (long) event.severity().number());
    fields.put("event.provider", "hauberk");
    fields.put("event.sequence", event.sequence());
    fields.put("event.created", event.at().truncatedTo(ChronoUnit.MILLIS).toString());
    putAddress(fields, "source", event.peerAddress());
    putAddress(fields, "client", event.clientAddress());
    put(fields, "user.id", event.callerId());
    putRequest(fields, event);
    fields.put("hauberk.instance", event.instanceId());
    put(fields, "hauberk.control", event.control().map(Control::id));
    if (event.outcome() != Outcome.INFO) {
      fields.put("hauberk.mode", event.outcome() == Outcome.REFUSED ? "enforce" : "report");
    }
    if (!event.findings().isEmpty()) {
      fields.put("hauberk.findings", event.findings().stream().map(EventFields::describe).toList());
    }
    event.details().forEach((detail, value) -> fields.put("hauberk.detail." + detail.id(), value));
    return fields;
  }

  private static void putRequest(Map<String, Object> fields, SecurityEvent event) {
    event
        .operation()
        .ifPresent(
            operation -> {
              fields.put("http.request.method", Sanitised.text(operation.method()));
              fields.put("hauberk.operation.id", Sanitised.text(operation.id()));
              fields.put("hauberk.operation.template", Sanitised.text(operation.template()));
            });
    put(fields, "http.request.id", event.requestId());
    event.status().ifPresent(status -> fields.put("http.response.status_code", (long) status));
    put(fields, "trace.id", event.traceId());
    put(fields, "span.id", event.spanId());
  }

  /** The text of the address, and the address itself where a search engine can take it as one. */
  private static void putAddress(
      Map<String, Object> fields, String root, Optional<String> address) {
    put(fields, root + ".address", address);
    put(fields, root + ".ip", address.filter(ADDRESS.asMatchPredicate()));
  }

  private static void put(Map<String, Object> fields, String name, Optional<String> value) {
    value.ifPresent(text -> fields.put(name, text));
  }

  private static String describe(Finding finding) {
    String words = finding.where() + " " + finding.rule() + ": " + finding.expected();
    return finding.declaredAt().isEmpty() ? words : words + " (" + finding.declaredAt() + ")";
  }

  private EventFields() {}
}
