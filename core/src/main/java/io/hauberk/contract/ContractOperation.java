package io.hauberk.contract;

import io.hauberk.request.Decision;
import io.hauberk.request.Operation;
import io.hauberk.request.RequestHead;
import io.hauberk.request.ResponseHead;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of a contract, compiled: judges the requests that are routed to it. Immutable and
 * safe for use by any number of threads.
 */
public final class ContractOperation {
  private final Operation operation;
  private final SecurityRequirements security;
  private final Parameters parameters;
  private final RequestBody body;
  private final Responses responses;
  private final ContractRate rate;

  ContractOperation(
      Operation operation,
      SecurityRequirements security,
      Parameters parameters,
      RequestBody body,
      Responses responses,
      ContractRate rate) {
    this.operation = operation;
    this.security = security;
    this.parameters = parameters;
    this.body = body;
    this.responses = responses;
    this.rate = rate;
  }

  /** How limits, events and metrics name this operation. */
  public Operation operation() {
    return operation;
  }

  /** What the contract asks a caller to prove: the operation's own word, or else the contract's. */
  public SecurityRequirements security() {
    return security;
  }

  /**
   * Whether the contract opens this operation to everyone in so many words ({@code security: []},
   * or an empty alternative).
   */
  public boolean isAnonymous() {
    return security.isAnonymous();
  }

  /** How often it may be called, in its own words; what the document says is not in it. */
  public ContractRate rate() {
    return rate;
  }

  /**
   * Judges all of a request that stands before its body: parameters in path, query, headers and
   * cookies; framing, media type, coding and stated length of the body; what the caller accepts.
   *
   * @param head the request, as it came
   * @param target its target, as {@link RequestTarget#parse} answered it
   * @param match the route that was found for this target
   */
  public Decision checkHead(RequestHead head, RequestTarget target, Route.Found match) {
    Decision framing = body.checkHead(head);
    if (!framing.isAdmitted()) {
      return framing;
    }
    Decision accept = responses.checkAccept(head);
    return accept.isAdmitted() ? parameters.check(head, target, match.texts()) : accept;
  }

  /** What is to be done with the body of a request whose head was admitted. */
  public BodyPlan bodyPlan(RequestHead head) {
    return body.plan(head);
  }

  /**
   * What judges a body while it arrives, for a plan of {@link BodyPlan.Spool}.
   *
   * @param head the request, as it came
   * @param enforced whether nothing more is wanted once the body is over a limit; if not, the
   *     service is to have it all the same
   */
  public BodySink openBody(RequestHead head, boolean enforced) {
    return body.open(head, enforced);
  }

  /**
   * What undoes the content coding of a body for a plan of {@link BodyPlan.Spool}; empty if it has
   * none. What comes out of it goes into {@link #openBody}.
   */
  public Optional<Inflation> inflation(RequestHead head) {
    return Optional.ofNullable(body.inflation(head));
  }

  /**
   * Judges a body that was read whole, for a plan of {@link BodyPlan.Buffer} or {@link
   * BodyPlan.None}. The octets must not change while this runs.
   *
   * @param head the request, as it came
   * @param bytes holds the body
   * @param length how many octets the body has, from the first
   */
  public Decision checkBody(RequestHead head, byte[] bytes, int length) {
    return body.check(head, bytes, length);
  }

  /**
   * Whether the contract declares this status, exactly, by its class ({@code 4XX}) or by default.
   */
  public boolean declaresResponse(int status) {
    return responses.declares(status);
  }

  /**
   * Whether the contract declares this status with this media type. Problem details (RFC 9457) may
   * leave with any error.
   *
   * @param contentType the value of the response's Content-Type field
   */
  public boolean declaresResponse(int status, String contentType) {
    return responses.declares(status, contentType);
  }

  /**
   * Judges all of a response that stands before its body: the status; the media type, where there
   * is content; declared header fields, which must be there if they are required, and fit their
   * schema. Problem details (RFC 9457) may leave with any error.
   *
   * @param request the request that it answers
   * @param head the response as far as it is known; its content is written next
   */
  public Decision checkResponse(RequestHead request, ResponseHead head) {
    return responses.checkHead(request, head);
  }

  /**
   * Whether {@link #checkResponseBody} has anything to hold the body of such a response against:
   * JSON or text with a schema, whole and not compressed. What is made to be read while it is
   * written ({@code text/event-stream}) is never held.
   */
  public boolean judgesResponseBody(RequestHead request, ResponseHead head) {
    return responses.judgesBody(request, head);
  }

  /**
   * Judges the whole body of a response. What is {@code writeOnly} must not be in it. The octets
   * must not change while this runs.
   *
   * @param bytes holds the body
   * @param length how many octets the body has, from the first
   */
  public Decision checkResponseBody(
      RequestHead request, ResponseHead head, byte[] bytes, int length) {
    return responses.checkBody(request, head, bytes, length);
  }

  /**
   * Whether a pair of this name in the query belongs to a declared query parameter: is one, is a
   * property of one, or is one of a security scheme. An object that takes any property has every
   * name that the body does not declare as a field.
   */
  public boolean isQueryParameter(String name) {
    return parameters.claims(name) || (parameters.claimsRest() && !body.declaresField(name));
  }

  /** The media types (or ranges) of the declared responses, in lower case; may be empty. */
  public Set<String> producedMediaTypes() {
    return responses.mediaTypes();
  }

  /** Judges and decodes parameters, for tests of the decoding. */
  Parameters parameters() {
    return parameters;
  }

  @Override
  public String toString() {
    return "ContractOperation[" + operation.id() + "]";
  }
}
