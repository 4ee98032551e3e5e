package io.hauberk.event;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.hauberk.request.Control;
import io.hauberk.request.Finding;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Something that a defender wants to know.
 *
 * <p>Names, reasons and verified identities only: no token, key, secret, header, parameter or body
 * value enters an event. What must be kept of text from outside is cut at 128 code points, and
 * characters that could change how a log line is read are replaced.
 *
 * <p>Rooms write a {@link Draft}; {@link SecurityEvents} stamps it with time and number.
 */
public final class SecurityEvent {
  private static final int MAX_FINDINGS = 16;

  private final Instant at;
  private final long sequence;
  private final String instanceId;
  private final Kind kind;
  private final Severity severity;
  private final @Nullable Reason reason;
  private final @Nullable Control control;
  private final @Nullable Operation operation;
  private final @Nullable String callerId;
  private final @Nullable String peerAddress;
  private final @Nullable String clientAddress;
  private final @Nullable String requestId;
  private final @Nullable String traceId;
  private final @Nullable String spanId;
  private final int status;
  private final List<Finding> findings;
  private final Map<Detail, String> details;
  private final String clientGroup;
  private final Gap folded;

  /** What happened. Names are never renamed or reused; new ones may be added. */
  public enum Kind {
    /** A request was refused. */
    REQUEST_REFUSED("Request refused", Severity.LOW),
    /** A request would have been refused, were its control not in report mode. */
    REQUEST_REPORTED("Request would be refused", Severity.LOW),
    /** This instance is armoured and takes requests. */
    SERVICE_STARTED("Service started", Severity.INFORMATIONAL),
    /** This instance stops. */
    SERVICE_STOPPED("Service stopped", Severity.INFORMATIONAL),
    /** A control does not enforce: it runs in report mode or is off. */
    CONTROL_NOT_ENFORCED("Control is not enforced", Severity.MEDIUM),
    /** A contract was read and is in force. */
    CONTRACT_LOADED("Contract loaded", Severity.INFORMATIONAL),
    /** An operation of the contract may be called without authentication. */
    OPERATION_OPEN("Operation is open to all", Severity.MEDIUM),
    /** A path passes beside every control, by configuration. */
    PATH_OPEN("Path is open to all", Severity.MEDIUM),
    /** The framework serves a route that the contract does not declare. */
    ROUTE_UNDECLARED("Route is not in the contract", Severity.MEDIUM),
    /** The contract declares an operation that the framework does not serve. */
    ROUTE_MISSING("Operation has no route", Severity.LOW),
    /** A mounted secret has a new value, which is in force. */
    SECRET_ROTATED("Secret rotated", Severity.INFORMATIONAL),
    /** A mounted secret cannot be used; the last good one stays in force, if there was one. */
    SECRET_UNUSABLE("Secret cannot be used", Severity.HIGH),
    /** A mounted secret that could not be used is again what it was before, which is in force. */
    SECRET_RESTORED("Secret can be used again", Severity.INFORMATIONAL),
    /** A mounted secret ends soon, and nothing newer is there. */
    SECRET_EXPIRING("Secret expires soon", Severity.MEDIUM),
    /** A mounted secret has ended, and nothing newer is there. */
    SECRET_EXPIRED("Secret has expired", Severity.HIGH),
    /** A mounted secret is older than its configuration allows. */
    SECRET_TOO_OLD("Secret is too old", Severity.MEDIUM),
    /** Every user of the machine can read the file of a secret. */
    SECRET_EXPOSED("Secret can be read by every user", Severity.MEDIUM),
    /** An environment variable holds what looks like a secret; its name is told. */
    SECRET_IN_ENVIRONMENT("Environment variable looks like a secret", Severity.MEDIUM),
    /** A mounted secret is mounted so that a new one is never seen. */
    SECRET_FROZEN("Secret cannot be rotated where it is mounted", Severity.LOW),
    /** The keys of an issuer were fetched. */
    KEYS_REFRESHED("Keys refreshed", Severity.INFORMATIONAL),
    /** The keys of an issuer cannot be had; known keys stay in force until they are too old. */
    KEYS_UNAVAILABLE("Keys unavailable", Severity.HIGH),
    /** An API key is good for less than two weeks more; told once of each. */
    API_KEY_EXPIRES("API key expires soon", Severity.MEDIUM),
    /** A response was withheld: it told of the service's inside, or broke the contract. */
    RESPONSE_WITHHELD("Response withheld", Severity.MEDIUM),
    /** A response left that would have been withheld, were its control in enforce mode. */
    RESPONSE_REPORTED("Response would be withheld", Severity.MEDIUM),
    /** A call of this service to another was refused, because its destination is not allowed. */
    EGRESS_REFUSED("Outbound call refused", Severity.HIGH),
    /** A call of this service left that would have been refused, were egress enforced. */
    EGRESS_REPORTED("Outbound call would be refused", Severity.HIGH),
    /** A credential of this service cannot be had; the one in force serves until it expires. */
    CREDENTIAL_UNAVAILABLE("Credential cannot be had", Severity.HIGH),
    /** A credential of this service that could not be had is there again. */
    CREDENTIAL_RESTORED("Credential can be had again", Severity.INFORMATIONAL),
    /** A destination does not take a credential of this service, though it is fresh. */
    CREDENTIAL_REFUSED("Credential refused by its destination", Severity.HIGH),
    /** The store of used DPoP proofs cannot tell; what was configured for that holds. */
    REPLAY_STORE_UNAVAILABLE("Replay store unavailable", Severity.HIGH),
    /** The store of used DPoP proofs that could not tell has answered for a while. */
    REPLAY_STORE_RESTORED("Replay store available again", Severity.INFORMATIONAL),
    /** The store of shared limits fails or is slow; this instance goes on with its share. */
    SHARED_STORE_UNAVAILABLE("Shared store unavailable", Severity.HIGH),
    /** The store of shared limits answers again. */
    SHARED_STORE_RESTORED("Shared store available again", Severity.INFORMATIONAL),
    /** A limiter knows as many keys as it may; new ones share one bucket. */
    LIMIT_KEYS_FULL("Limiter is full; new keys share one limit", Severity.HIGH),
    /** Events were dropped, because the queue was full; {@link Detail#COUNT} says how many. */
    EVENTS_DROPPED("Events dropped", Severity.HIGH);

    private final String sentence;
    private final Severity severity;

    Kind(String sentence, Severity severity) {
      this.sentence = sentence;
      this.severity = severity;
    }

    /** Whether such an event tells of one request or response, and why it was stopped. */
    boolean needsReason() {
      return this == REQUEST_REFUSED
          || this == REQUEST_REPORTED
          || this == RESPONSE_WITHHELD
          || this == RESPONSE_REPORTED;
    }

    /** The code that events carry, for example {@code request_refused}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The fixed sentence that log lines show. */
    public String sentence() {
      return sentence;
    }
  }

  /**
   * How much a defender should care, in the words and numbers of OCSF 1.8 ({@code severity_id}).
   */
  public enum Severity {
    /** Nothing to do. */
    INFORMATIONAL(1),
    /** Everyday noise, such as an expired token. */
    LOW(2),
    /** Look at it when it comes often. */
    MEDIUM(3),
    /** Look at it. */
    HIGH(4),
    /** Look at it now. */
    CRITICAL(5);

    private final int number;

    Severity(int number) {
      this.number = number;
    }

    /** The number that events carry: from 1 (informational) to 5 (critical). */
    public int number() {
      return number;
    }
  }

  /** What became of the thing that the event tells of. */
  public enum Outcome {
    /** A request was refused, or a response withheld. */
    REFUSED,
    /** A request or response passed that enforcing would have stopped. */
    REPORTED,
    /** Nothing was judged. */
    INFO
  }

  /** The further facts that an event may carry: our own list, so that no key comes from outside. */
  public enum Detail {
    /** The name of an identity profile, as configured. */
    PROFILE,
    /** The name of a secret, as configured. */
    SECRET,
    /** The name of a credential of this service, as configured. */
    CREDENTIAL,
    /** The name of a contract, as configured. */
    CONTRACT,
    /** The name of a limit, as configured. */
    LIMIT,
    /** A fingerprint of public material: a contract, a public key, a certificate. */
    FINGERPRINT,
    /** A method and path template of the framework's own routes. */
    ROUTE,
    /** The public id of an API key. */
    API_KEY,
    /** The {@link SecurityEvents#pseudonym} of a path that no contract declares. */
    PATH_PSEUDONYM,
    /** The {@link SecurityEvents#pseudonym} of the credential that a refused request brought. */
    CREDENTIAL_PSEUDONYM,
    /** When something ends, as RFC 3339 writes it. */
    EXPIRES,
    /** Scheme, host and port of a call of this service to another. */
    DESTINATION,
    /** The mode in which a control runs. */
    MODE,
    /** What went wrong, in words of ours or as the simple name of an exception's class. */
    CAUSE,
    /** How many. */
    COUNT,
    /** How long, in milliseconds. */
    MILLIS,
    /** The version of Hauberk. */
    VERSION,
    /**
     * How many equal events were left out because this one stands for them; itself it is not
     * counted. Absent where it stands for itself alone.
     */
    FOLDED,
    /** The lowest {@link SecurityEvent#sequence} of the events that were folded or dropped. */
    FIRST_SEQUENCE,
    /** The highest {@link SecurityEvent#sequence} of the events that were folded or dropped. */
    LAST_SEQUENCE,
    /** When the first of the events that were folded or dropped happened, as RFC 3339 writes it. */
    FIRST_TIME,
    /** When the last of the events that were folded or dropped happened, as RFC 3339 writes it. */
    LAST_TIME;

    /** The last part of the key that events carry, for example {@code fingerprint}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Begins an event that is not about one request.
   *
   * @throws IllegalArgumentException if the kind needs a reason: {@link #refused}, {@link
   *     #reported}, {@link #withheld} and {@link #responseReported} begin those
   */
  public static Draft of(Kind kind) {
    if (kind.needsReason()) {
      throw new IllegalArgumentException(
          kind
              + " needs a reason; begin it with SecurityEvent.refused, reported, withheld or"
              + " responseReported");
    }
    return new Draft(kind, kind.severity, null);
  }

  /** Begins the event of a request that was refused. Control and severity follow the reason. */
  public static Draft refused(Reason reason) {
    return new Draft(Kind.REQUEST_REFUSED, Vocabulary.severity(reason), reason);
  }

  /** Begins the event of a request that passed, and would have been refused in enforce mode. */
  public static Draft reported(Reason reason) {
    return new Draft(Kind.REQUEST_REPORTED, Vocabulary.severity(reason), reason);
  }

  /** Begins the event of a response that was withheld. Control and severity follow the reason. */
  public static Draft withheld(Reason reason) {
    return new Draft(Kind.RESPONSE_WITHHELD, Vocabulary.severity(reason), reason);
  }

  /** Begins the event of a response that left, and would have been withheld in enforce mode. */
  public static Draft responseReported(Reason reason) {
    return new Draft(Kind.RESPONSE_REPORTED, Vocabulary.severity(reason), reason);
  }

  private SecurityEvent(Draft draft, Instant at, long sequence, String instanceId) {
    this.at = requireNonNull(at, "at");
    this.sequence = sequence;
    this.instanceId = requireNonNull(instanceId, "instanceId");
    this.kind = draft.kind;
    this.severity = draft.severity;
    this.reason = draft.reason;
    this.control = draft.control;
    this.operation = draft.operation;
    this.callerId = draft.callerId;
    this.peerAddress = draft.peerAddress;
    this.clientAddress = draft.clientAddress;
    this.requestId = draft.requestId;
    this.traceId = draft.traceId;
    this.spanId = draft.spanId;
    this.status = draft.status;
    this.findings = draft.findings;
    this.details = Collections.unmodifiableMap(new EnumMap<>(draft.details));
    this.clientGroup = draft.clientGroup();
    this.folded = Gap.NONE;
  }

  private SecurityEvent(SecurityEvent one, Gap folded) {
    this.at = one.at;
    this.sequence = one.sequence;
    this.instanceId = one.instanceId;
    this.kind = one.kind;
    this.severity = one.severity;
    this.reason = one.reason;
    this.control = one.control;
    this.operation = one.operation;
    this.callerId = one.callerId;
    this.peerAddress = one.peerAddress;
    this.clientAddress = one.clientAddress;
    this.requestId = one.requestId;
    this.traceId = one.traceId;
    this.spanId = one.spanId;
    this.status = one.status;
    this.findings = one.findings;
    this.clientGroup = one.clientGroup;
    this.folded = folded;
    Map<Detail, String> told = new EnumMap<>(Detail.class);
    told.putAll(one.details);
    told.put(Detail.FOLDED, Long.toString(folded.count()));
    told.putAll(folded.range());
    this.details = Collections.unmodifiableMap(told);
  }

  /** This event, standing for these as well. */
  SecurityEvent folding(Gap others) {
    return new SecurityEvent(this, others);
  }

  /** The events that this one stands for, itself not among them. */
  Gap folded() {
    return folded;
  }

  /** What the client is counted by, empty where none is known. */
  String clientGroup() {
    return clientGroup;
  }

  /** When it happened. */
  public Instant at() {
    return at;
  }

  /**
   * The number of this event in its instance: from 1, one for each event. Events may arrive out of
   * order.
   *
   * <p>A number that did not arrive was folded into another event, or dropped, or lost on the way.
   * The first two are told, by {@link Detail#FOLDED} of any event and by {@link Detail#COUNT} of
   * {@link Kind#EVENTS_DROPPED}, each with the range in which these numbers lie ({@link
   * Detail#FIRST_SEQUENCE} to {@link Detail#LAST_SEQUENCE}, both included; ranges overlap, and hold
   * numbers that did arrive). So, once an instance was closed in order: numbers from 1 to the
   * highest that arrived, less those that arrived, are as many as the sum of these counts. One more
   * is a line that was lost.
   */
  public long sequence() {
    return sequence;
  }

  /** Which start of which process numbered this event. */
  public String instanceId() {
    return instanceId;
  }

  /** What happened. */
  public Kind kind() {
    return kind;
  }

  /** How much a defender should care. */
  public Severity severity() {
    return severity;
  }

  /** What became of it. */
  public Outcome outcome() {
    return switch (kind) {
      case REQUEST_REFUSED, RESPONSE_WITHHELD, EGRESS_REFUSED -> Outcome.REFUSED;
      case REQUEST_REPORTED, RESPONSE_REPORTED, EGRESS_REPORTED -> Outcome.REPORTED;
      default -> Outcome.INFO;
    };
  }

  /** Why a request was refused; absent where no request was judged. */
  public Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /** The control that speaks. */
  public Optional<Control> control() {
    return Optional.ofNullable(control);
  }

  /** The operation of the contract, once it is known. */
  public Optional<Operation> operation() {
    return Optional.ofNullable(operation);
  }

  /** Who called: {@link io.hauberk.request.Caller#id()} of a verified caller, sanitised. */
  public Optional<String> callerId() {
    return Optional.ofNullable(callerId);
  }

  /** The address of the peer of the connection. */
  public Optional<String> peerAddress() {
    return Optional.ofNullable(peerAddress);
  }

  /** The address that the request counts for: the peer's, or what a trusted proxy tells. */
  public Optional<String> clientAddress() {
    return Optional.ofNullable(clientAddress);
  }

  /** The identifier that this service gave the request. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** The trace that the request belongs to. */
  public Optional<String> traceId() {
    return Optional.ofNullable(traceId);
  }

  /** The span of the trace that made the request. */
  public Optional<String> spanId() {
    return Optional.ofNullable(spanId);
  }

  /** The HTTP status that the caller receives, or would receive in enforce mode. */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** The points in which the contract is broken: at most 16. */
  public List<Finding> findings() {
    return findings;
  }

  /** Further facts, in the order of {@link Detail}. */
  public Map<Detail, String> details() {
    return details;
  }

  /** Kind, reason and number; the rest is for sinks. */
  @Override
  public String toString() {
    return "SecurityEvent[#" + sequence + " " + kind + (reason == null ? "" : " " + reason) + "]";
  }

  /**
   * An event without time and number, being written by one thread. {@link SecurityEvents#emit}
   * completes it; after that it is not used again.
   */
  public static final class Draft {
    private final Kind kind;
    private final @Nullable Reason reason;
    private final Map<Detail, String> details = new EnumMap<>(Detail.class);
    private Severity severity;
    private @Nullable Control control;
    private @Nullable Operation operation;
    private @Nullable String callerId;
    private @Nullable String peerAddress;
    private @Nullable String clientAddress;
    private @Nullable String clientGroup;
    private @Nullable String requestId;
    private @Nullable String traceId;
    private @Nullable String spanId;
    private int status;
    private List<Finding> findings = List.of();

    private Draft(Kind kind, Severity severity, @Nullable Reason reason) {
      this.kind = kind;
      this.severity = severity;
      this.reason = reason;
      if (reason != null) {
        this.control = reason.control();
        this.status = reason.status();
      }
    }

    SecurityEvent complete(Instant at, long sequence, String instanceId) {
      return new SecurityEvent(this, at, sequence, instanceId);
    }

    /** Overrides the severity that kind or reason give. */
    public Draft severity(Severity severity) {
      this.severity = requireNonNull(severity, "severity");
      return this;
    }

    /** Overrides the control of the reason; needed where a check failed to decide. */
    public Draft control(Control control) {
      this.control = requireNonNull(control, "control");
      return this;
    }

    /** The operation of the contract. */
    public Draft operation(Operation operation) {
      this.operation = requireNonNull(operation, "operation");
      return this;
    }

    /** A verified caller's {@link io.hauberk.request.Caller#id()}; never a claimed identity. */
    public Draft callerId(String callerId) {
      this.callerId = Sanitised.text(callerId);
      return this;
    }

    /** The address of the peer of the connection. */
    public Draft peerAddress(String peerAddress) {
      this.peerAddress = Sanitised.text(peerAddress);
      return this;
    }

    /** The address that the request counts for. */
    public Draft clientAddress(String clientAddress) {
      this.clientAddress = Sanitised.text(clientAddress);
      return this;
    }

    /**
     * What limits count the client by, so that an attacker who has many addresses of one network
     * makes one storm. It is not told. Default: the address that the request counts for, or else
     * that of the peer.
     */
    public Draft clientGroup(String clientGroup) {
      this.clientGroup = requireNonNull(clientGroup, "clientGroup");
      return this;
    }

    private String clientGroup() {
      return requireNonNullElse(
          clientGroup, requireNonNullElse(clientAddress, requireNonNullElse(peerAddress, "")));
    }

    /** The identifier that this service gave the request. */
    public Draft requestId(String requestId) {
      this.requestId = Sanitised.text(requestId);
      return this;
    }

    /** The trace that the request belongs to. */
    public Draft traceId(String traceId) {
      this.traceId = Sanitised.text(traceId);
      return this;
    }

    /** The span of the trace that made the request. */
    public Draft spanId(String spanId) {
      this.spanId = Sanitised.text(spanId);
      return this;
    }

    /** Overrides the HTTP status that the reason gives; from 100 to 599. */
    public Draft status(int status) {
      if (status < 100 || status > 599) {
        throw new IllegalArgumentException("status must be from 100 to 599, was " + status);
      }
      this.status = status;
      return this;
    }

    /** The points in which the contract is broken; those after the first 16 are left out. */
    public Draft findings(List<Finding> findings) {
      List<Finding> kept = new ArrayList<>(Math.min(findings.size(), MAX_FINDINGS));
      for (Finding finding : findings.subList(0, Math.min(findings.size(), MAX_FINDINGS))) {
        kept.add(
            new Finding(
                Sanitised.text(finding.where()),
                Sanitised.text(finding.rule()),
                Sanitised.text(finding.expected()),
                Sanitised.text(finding.declaredAt())));
      }
      this.findings = List.copyOf(kept);
      return this;
    }

    /**
     * A further fact. The value is written by us or by the operator, never by the caller; it is cut
     * after 128 code points, a {@link Detail#CAUSE}, which may tell how to mend it, after 512.
     */
    public Draft detail(Detail detail, String value) {
      details.put(
          detail, detail == Detail.CAUSE ? Sanitised.sentence(value) : Sanitised.text(value));
      return this;
    }

    /** A further fact that is a number. */
    public Draft detail(Detail detail, long value) {
      details.put(detail, Long.toString(value));
      return this;
    }
  }
}
