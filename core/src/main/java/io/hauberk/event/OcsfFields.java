package io.hauberk.event;

import io.hauberk.address.IpAddress;
import io.hauberk.event.SecurityEvent.Outcome;
import io.hauberk.request.Control;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An event as the members of an OCSF 1.8 event.
 *
 * @see <a href="https://schema.ocsf.io/1.8.0/">OCSF 1.8.0</a>
 */
final class OcsfFields {
  /*
   * The classes are closed: an attribute that a class does not have makes an event invalid. So the
   * few that all our classes have are written here; the rest goes to `unmapped`, which every class
   * has, under the name that it has in the Elastic Common Schema. Nothing is lost on the way: what
   * EventFields tells and no attribute holds is unmapped.
   *
   * Some attributes are required though we may know nothing to say: who acted (an anonymous caller
   * has no name), the operation (a path that is in no contract has none), the endpoint. There
   * stands a word that says so, and never a text of the caller.
   */
  private static final String VERSION = "1.8.0";
  private static final String UNKNOWN = "unknown";
  private static final Set<String> METHODS =
      Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

  /** ECS fields that every class has another place for. */
  private static final Set<String> PLACED =
      Set.of(
          "event.kind",
          "event.category",
          "event.type",
          "event.code",
          "event.outcome",
          "event.severity",
          "event.provider",
          "event.sequence",
          "event.created");

  /** ECS fields that the classes which tell of a request have another place for. */
  private static final Set<String> PLACED_OF_REQUEST =
      Set.of("event.reason", "user.id", "http.request.id", "http.response.status_code");

  static Map<String, Object> of(SecurityEvent event) {
    OcsfClass type = OcsfClass.of(event);
    int activity = type.activity(event);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("class_uid", type.uid());
    out.put("class_name", type.title());
    out.put("category_uid", type.category());
    out.put("activity_id", activity);
    out.put("activity_name", type.activityName(activity, event.kind()));
    out.put("type_uid", type.uid() * 100 + activity);
    out.put("severity_id", event.severity().number());
    out.put("severity", capitalised(event.severity().name()));
    out.put("time", event.at().toEpochMilli());
    putCount(out, event);
    out.put("message", message(event));
    out.put("metadata", metadata(event));
    putStatus(out, event, type);
    putAction(out, event);
    switch (type) {
      case API_ACTIVITY -> {
        out.put("actor", Map.of("user", user(event)));
        out.put("api", api(event));
        putRequest(out, event);
      }
      case AUTHENTICATION -> {
        out.put("user", user(event));
        out.put("dst_endpoint", Map.of("instance_uid", event.instanceId()));
        putRequest(out, event);
      }
      case DETECTION_FINDING -> {
        out.put("is_alert", true);
        out.put("finding_info", finding(event));
        out.put("evidences", List.of(evidence(event)));
      }
      case APPLICATION_LIFECYCLE -> {
        Map<String, Object> app = new LinkedHashMap<>();
        app.put("name", "service"); // which one, the shipper knows
        app.put("uid", event.instanceId());
        out.put("app", app);
      }
    }
    out.put("unmapped", unmapped(event, type));
    return out;
  }

  /** What stands for a storm counts for all of it. */
  private static void putCount(Map<String, Object> out, SecurityEvent event) {
    if (event.folded().count() > 0) {
      Gap all = Gap.NONE.with(event);
      out.put("count", all.count());
      out.put("start_time", all.begin().toEpochMilli());
      out.put("end_time", all.end().toEpochMilli());
    }
  }

  private static Map<String, Object> metadata(SecurityEvent event) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("version", VERSION);
    metadata.put("product", Map.of("name", "Hauberk"));
    if (event.outcome() != Outcome.INFO) {
      metadata.put("profiles", List.of("security_control"));
    }
    metadata.put("uid", uid(event));
    metadata.put("sequence", event.sequence());
    metadata.put("event_code", event.kind().id());
    metadata.put("log_provider", "hauberk");
    return metadata;
  }

  /** Unique, as instances are. */
  private static String uid(SecurityEvent event) {
    return event.instanceId() + "-" + event.sequence();
  }

  private static void putStatus(Map<String, Object> out, SecurityEvent event, OcsfClass type) {
    if (type == OcsfClass.DETECTION_FINDING) {
      out.put("status_id", 1);
      out.put("status", "New");
    } else {
      switch (Vocabulary.outcome(event)) {
        case "failure" -> {
          out.put("status_id", 2);
          out.put("status", "Failure");
        }
        case "success" -> {
          out.put("status_id", 1);
          out.put("status", "Success");
        }
        default -> {
          out.put("status_id", 0);
          out.put("status", "Unknown");
        }
      }
    }
    event.reason().map(Reason::id).ifPresent(reason -> out.put("status_code", reason));
  }

  /** The profile {@code security_control}: what we did about it. */
  private static void putAction(Map<String, Object> out, SecurityEvent event) {
    switch (event.outcome()) {
      case REFUSED -> {
        out.put("action_id", 2);
        out.put("action", "Denied");
        Control control = event.control().orElse(null);
        if (control == Control.AUTHENTICATION || control == Control.AUTHORIZATION) {
          out.put("disposition_id", 26);
          out.put("disposition", "Unauthorized");
        } else if (control == Control.TARGET || control == Control.VALIDATION) {
          out.put("disposition_id", 25);
          out.put("disposition", "Rejected");
        } else {
          out.put("disposition_id", 2);
          out.put("disposition", "Blocked");
        }
      }
      case REPORTED -> {
        out.put("action_id", 3);
        out.put("action", "Observed");
        out.put("disposition_id", 15);
        out.put("disposition", "Detected");
      }
      case INFO -> {} // nothing was judged
    }
  }

  private static Map<String, Object> user(SecurityEvent event) {
    return event
        .callerId()
        .<Map<String, Object>>map(id -> Map.of("uid", id))
        .orElseGet(() -> Map.of("name", UNKNOWN));
  }

  private static Map<String, Object> api(SecurityEvent event) {
    return Map.of(
        "operation",
        event.operation().map(Operation::id).map(Sanitised::text).orElse("undeclared"));
  }

  private static void putRequest(Map<String, Object> out, SecurityEvent event) {
    out.put("src_endpoint", endpoint(event));
    Map<String, Object> request = new LinkedHashMap<>();
    event
        .operation()
        .map(Operation::method)
        .filter(METHODS::contains)
        .ifPresent(method -> request.put("http_method", method));
    event.requestId().ifPresent(id -> request.put("uid", id));
    if (!request.isEmpty()) {
      out.put("http_request", request);
    }
    event.status().ifPresent(status -> out.put("http_response", Map.of("code", status)));
  }

  /** The client that the request counts for; the peer is unmapped. */
  private static Map<String, Object> endpoint(SecurityEvent event) {
    Optional<String> address = event.clientAddress().or(event::peerAddress);
    if (address.isEmpty()) {
      return Map.of("name", UNKNOWN);
    }
    return Map.of(isAddress(address.get()) ? "ip" : "name", address.get());
  }

  /** An address with a zone is none that another machine can take. */
  private static boolean isAddress(String text) {
    return text.indexOf('%') < 0 && IpAddress.parse(text).isPresent();
  }

  private static Map<String, Object> finding(SecurityEvent event) {
    Map<String, Object> finding = new LinkedHashMap<>();
    finding.put("uid", uid(event));
    finding.put("title", message(event));
    Map<String, Object> analytic = new LinkedHashMap<>();
    analytic.put("type_id", 1);
    analytic.put("type", "Rule");
    analytic.put("uid", event.reason().map(Reason::id).orElse(event.kind().id()));
    finding.put("analytic", analytic);
    return finding;
  }

  private static Map<String, Object> evidence(SecurityEvent event) {
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("actor", Map.of("user", user(event)));
    evidence.put("api", api(event));
    putRequest(evidence, event);
    return evidence;
  }

  private static String message(SecurityEvent event) {
    return event.kind().sentence() + event.reason().map(reason -> ": " + reason.id()).orElse("");
  }

  private static Map<String, Object> unmapped(SecurityEvent event, OcsfClass type) {
    Map<String, Object> unmapped = new LinkedHashMap<>(EventFields.of(event));
    unmapped.keySet().removeAll(PLACED);
    if (type != OcsfClass.APPLICATION_LIFECYCLE) {
      unmapped.keySet().removeAll(PLACED_OF_REQUEST);
    }
    if (type == OcsfClass.API_ACTIVITY || type == OcsfClass.DETECTION_FINDING) {
      unmapped.remove("hauberk.operation.id"); // it is the api's
    }
    return unmapped;
  }

  private static String capitalised(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private OcsfFields() {}
}
