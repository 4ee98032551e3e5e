package io.hauberk.event;

import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvent.Severity;
import io.hauberk.request.Control;
import io.hauberk.request.Reason;

/** The classes of OCSF 1.8 that events are told in. */
enum OcsfClass {
  /** A request or response that was stopped, or would have been. */
  API_ACTIVITY(6, 6003, "API Activity"),
  /** A caller that did not prove who it is. */
  AUTHENTICATION(3, 3002, "Authentication"),
  /** What honest callers do not do: a forged or replayed proof, a call to where none may go. */
  DETECTION_FINDING(2, 2004, "Detection Finding"),
  /** Start, stop, rotation and degradation of this service. */
  APPLICATION_LIFECYCLE(6, 6002, "Application Lifecycle");

  static final int UNKNOWN = 0;
  static final int OTHER = 99;

  private final int category;
  private final int uid;
  private final String title;

  OcsfClass(int category, int uid, String title) {
    this.category = category;
    this.uid = uid;
    this.title = title;
  }

  int category() {
    return category;
  }

  int uid() {
    return uid;
  }

  String title() {
    return title;
  }

  static OcsfClass of(SecurityEvent event) {
    return switch (event.kind()) {
      case REQUEST_REFUSED, REQUEST_REPORTED ->
          event.reason().map(OcsfClass::of).orElse(API_ACTIVITY);
      case RESPONSE_WITHHELD, RESPONSE_REPORTED -> API_ACTIVITY;
      case EGRESS_REFUSED, EGRESS_REPORTED -> DETECTION_FINDING;
      default -> APPLICATION_LIFECYCLE;
    };
  }

  /** A check that failed is grave, but says nothing of the caller. */
  static OcsfClass of(Reason reason) {
    if (Vocabulary.severity(reason) == Severity.HIGH && reason != Reason.CHECK_FAILED) {
      return DETECTION_FINDING;
    }
    return reason.control() == Control.AUTHENTICATION ? AUTHENTICATION : API_ACTIVITY;
  }

  /** {@code activity_id}: what was done, by the method of HTTP or by the kind. */
  int activity(SecurityEvent event) {
    return switch (this) {
      case API_ACTIVITY ->
          event.operation().map(operation -> activityOfMethod(operation.method())).orElse(UNKNOWN);
      case AUTHENTICATION, DETECTION_FINDING -> 1; // Logon; Create
      case APPLICATION_LIFECYCLE -> activityOfKind(event.kind());
    };
  }

  private static int activityOfMethod(String method) {
    return switch (method) {
      case "POST" -> 1; // Create
      case "GET", "HEAD" -> 2; // Read
      case "PUT", "PATCH" -> 3; // Update
      case "DELETE" -> 4; // Delete
      default -> OTHER;
    };
  }

  /** Kinds that are none of the lifecycle's own activities are Other; the name tells the kind. */
  static int activityOfKind(Kind kind) {
    return switch (kind) {
      case SERVICE_STARTED -> 3; // Start
      case SERVICE_STOPPED -> 4; // Stop
      case SECRET_RESTORED, CREDENTIAL_RESTORED, REPLAY_STORE_RESTORED, SHARED_STORE_RESTORED ->
          6; // Enable
      case CONTROL_NOT_ENFORCED -> 7; // Disable
      case SECRET_ROTATED, KEYS_REFRESHED -> 8; // Update
      default -> OTHER;
    };
  }

  /** {@code activity_name}. */
  String activityName(int activity, Kind kind) {
    if (activity == UNKNOWN) {
      return "Unknown";
    }
    return switch (this) {
      case API_ACTIVITY ->
          switch (activity) {
            case 1 -> "Create";
            case 2 -> "Read";
            case 3 -> "Update";
            case 4 -> "Delete";
            default -> "Other";
          };
      case AUTHENTICATION -> "Logon";
      case DETECTION_FINDING -> "Create";
      case APPLICATION_LIFECYCLE ->
          switch (activity) {
            case 3 -> "Start";
            case 4 -> "Stop";
            case 6 -> "Enable";
            case 7 -> "Disable";
            case 8 -> "Update";
            default -> kind.id();
          };
    };
  }
}
