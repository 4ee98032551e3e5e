package io.hauberk.request;

import java.util.Locale;

/**
 * Why a request was refused: the stable code that events, metrics and tests use.
 *
 * <p>A reason is for operators. The caller learns the status and, where an RFC asks for one, the
 * RFC's own error code. Names are never renamed or reused; new ones may be added.
 */
public enum Reason {
  /** More requests from one client address than allowed. */
  ADDRESS_RATE_EXCEEDED(Control.ADDRESS_LIMIT, 429),
  /** More failed authentications from one client address than allowed. */
  FAILED_AUTHENTICATIONS_EXCEEDED(Control.ADDRESS_LIMIT, 429),

  /**
   * The request target is not one that RFC 9112, 3.2 and RFC 3986 allow, or its octets are not
   * UTF-8.
   */
  TARGET_MALFORMED(Control.TARGET, 400),
  /** The request target is one that two decoders could read differently. */
  TARGET_AMBIGUOUS(Control.TARGET, 400),
  /** The request target is longer than the limit (RFC 9110, 15.5.15). */
  TARGET_TOO_LONG(Control.TARGET, 414),
  /** The authority of the request is not one that this service answers for (RFC 9110, 15.5.20). */
  AUTHORITY_UNKNOWN(Control.TARGET, 421),
  /** A header field that must stand once stands several times, or breaks its own syntax. */
  HEADER_MALFORMED(Control.TARGET, 400),

  /** The contract declares no such path. */
  OPERATION_UNKNOWN(Control.ROUTE, 404),
  /** The contract declares the path, not the method. */
  METHOD_NOT_DECLARED(Control.ROUTE, 405),
  /** The framework chose another handler than the operation that was admitted. */
  HANDLER_MISMATCH(Control.ROUTE, 404),

  /** No credentials where some are needed (RFC 6750, 3.1). */
  CREDENTIALS_MISSING(Control.AUTHENTICATION, 401),
  /**
   * Credentials that break the syntax of their header, or are sent in more than one place (RFC
   * 6750, 3.1).
   */
  CREDENTIALS_MALFORMED(Control.AUTHENTICATION, 400),
  /** An authentication scheme that no profile takes. */
  SCHEME_UNSUPPORTED(Control.AUTHENTICATION, 401),
  /** Not a JWS in compact form with JSON objects inside, or with a name twice. */
  TOKEN_MALFORMED(Control.AUTHENTICATION, 401),
  /** Longer, deeper or with more values than the limit. */
  TOKEN_TOO_LARGE(Control.AUTHENTICATION, 401),
  /** The {@code typ} header is not the type that the profile pins (RFC 8725, 3.11). */
  TYPE_MISMATCH(Control.AUTHENTICATION, 401),
  /** The algorithm is not in the profile's list (RFC 8725, 3.1). */
  ALGORITHM_NOT_ALLOWED(Control.AUTHENTICATION, 401),
  /** The key was not made for the token's algorithm (RFC 8725, 3.1). */
  KEY_ALGORITHM_MISMATCH(Control.AUTHENTICATION, 401),
  /** The key is weak, malformed or not meant for verifying (RFC 8725, 3.4; RFC 7517, 4.2, 4.3). */
  KEY_UNUSABLE(Control.AUTHENTICATION, 401),
  /** The profile has no such key, or more than one fits. */
  KEY_NOT_FOUND(Control.AUTHENTICATION, 401),
  /** The key set could not be had yet, so nothing can be decided. */
  KEYS_UNAVAILABLE(Control.AUTHENTICATION, 503),
  /** The signature does not verify (RFC 7515, 5.2). */
  SIGNATURE_INVALID(Control.AUTHENTICATION, 401),
  /** A critical header parameter is not understood (RFC 7515, 4.1.11). */
  CRITICAL_HEADER_UNKNOWN(Control.AUTHENTICATION, 401),
  /** A header parameter that has no place in a signed token, such as {@code zip} or {@code enc}. */
  HEADER_FORBIDDEN(Control.AUTHENTICATION, 401),
  /** The issuer is not one that this service trusts (RFC 8725, 3.8). */
  ISSUER_MISMATCH(Control.AUTHENTICATION, 401),
  /** The token is for another audience (RFC 8725, 3.9). */
  AUDIENCE_MISMATCH(Control.AUTHENTICATION, 401),
  /** The token has expired (RFC 7519, 4.1.4). */
  EXPIRED(Control.AUTHENTICATION, 401),
  /** The token is not valid yet (RFC 7519, 4.1.5). */
  NOT_YET_VALID(Control.AUTHENTICATION, 401),
  /** The issuer's revocation list names the token, its subject or its key. */
  TOKEN_REVOKED(Control.AUTHENTICATION, 401),
  /** The token was issued longer ago than the profile allows. */
  TOO_OLD(Control.AUTHENTICATION, 401),
  /** A claim that the profile requires is absent (RFC 9068, 2.2). */
  CLAIM_MISSING(Control.AUTHENTICATION, 401),
  /** A claim has the wrong type or an impossible value. */
  CLAIM_INVALID(Control.AUTHENTICATION, 401),
  /** A token inside a token (RFC 7519, 5.2). */
  TOKEN_NESTED(Control.AUTHENTICATION, 401),
  /** A sender-constrained token without the proof that it asks for (RFC 8705, 3; RFC 9449, 7). */
  BINDING_FAILED(Control.AUTHENTICATION, 401),
  /** Not the text of an API key: another form, too long, or misspelt as its checksum tells. */
  API_KEY_MALFORMED(Control.AUTHENTICATION, 401),
  /** No list names this API key: made up, or taken back. */
  API_KEY_UNKNOWN(Control.AUTHENTICATION, 401),
  /** The API key has expired. */
  API_KEY_EXPIRED(Control.AUTHENTICATION, 401),
  /** The API key is not good yet. */
  API_KEY_NOT_YET_VALID(Control.AUTHENTICATION, 401),
  /**
   * What a listed proxy tells of a client certificate stands twice or cannot be read (RFC 9440).
   */
  CERTIFICATE_MALFORMED(Control.AUTHENTICATION, 400),
  /** No authority of a profile vouches for the client certificate (RFC 5280, 6). */
  CERTIFICATE_UNTRUSTED(Control.AUTHENTICATION, 401),
  /** The client certificate, or one that it needs, has expired. */
  CERTIFICATE_EXPIRED(Control.AUTHENTICATION, 401),
  /** The client certificate, or one that it needs, is not valid yet. */
  CERTIFICATE_NOT_YET_VALID(Control.AUTHENTICATION, 401),
  /** The client certificate is that of an authority, or not for clients (X509-SVID, 4, 5.2). */
  CERTIFICATE_UNFIT(Control.AUTHENTICATION, 401),
  /** The client certificate has no name, or several, where the profile looks for one. */
  CERTIFICATE_NAME_INVALID(Control.AUTHENTICATION, 401),
  /** The name of the client certificate is not one of the callers that the profile lists. */
  CERTIFICATE_NAME_NOT_ALLOWED(Control.AUTHENTICATION, 401),
  /** A token by the scheme {@code DPoP} without a field of this name (RFC 9449, 7.1). */
  DPOP_PROOF_MISSING(Control.AUTHENTICATION, 401),
  /**
   * A DPoP proof that is malformed, not signed by the key inside of it, for another token, or one
   * of several (RFC 9449, 4.3).
   */
  DPOP_PROOF_INVALID(Control.AUTHENTICATION, 401),
  /** A DPoP proof for another method or URL than this (RFC 9449, 4.3). */
  DPOP_TARGET_MISMATCH(Control.AUTHENTICATION, 401),
  /** A DPoP proof that was made too long ago, or in the future (RFC 9449, 11.1). */
  DPOP_PROOF_OUT_OF_TIME(Control.AUTHENTICATION, 401),
  /** A DPoP proof that was used before (RFC 9449, 11.1). */
  DPOP_PROOF_REPLAYED(Control.AUTHENTICATION, 401),
  /** A DPoP proof without a nonce of ours, or with an old one (RFC 9449, 9). */
  DPOP_NONCE_REQUIRED(Control.AUTHENTICATION, 401),
  /** Whether a DPoP proof was used before cannot be told, so nothing can be decided. */
  DPOP_REPLAY_UNKNOWN(Control.AUTHENTICATION, 503),

  /** The operation asks for a proof of identity that this caller did not bring. */
  PROOF_MISSING(Control.AUTHORIZATION, 401),
  /** The caller lacks a scope that the operation asks for (RFC 6750, 3.1). */
  SCOPE_MISSING(Control.AUTHORIZATION, 403),

  /** More calls of this operation, or of all operations, by this caller than allowed. */
  CALLER_RATE_EXCEEDED(Control.RATE_LIMIT, 429),
  /** More calls of this operation by all callers together than allowed. */
  OPERATION_RATE_EXCEEDED(Control.RATE_LIMIT, 429),
  /** More requests are being worked on than the service can answer in the time that is usual. */
  OVERLOADED(Control.CONCURRENCY, 503),

  /** A required parameter is absent. */
  PARAMETER_MISSING(Control.VALIDATION, 400),
  /** A query parameter that the contract does not declare. */
  PARAMETER_UNDECLARED(Control.VALIDATION, 400),
  /** A parameter that stands once in the contract stands several times in the request. */
  PARAMETER_REPEATED(Control.VALIDATION, 400),
  /** A parameter's text does not follow its style or is not UTF-8. */
  PARAMETER_MALFORMED(Control.VALIDATION, 400),
  /** A parameter breaks its schema. */
  PARAMETER_INVALID(Control.VALIDATION, 400),
  /** The media type of the body is not one that the operation takes (RFC 9110, 15.5.16). */
  MEDIA_TYPE_UNSUPPORTED(Control.VALIDATION, 415),
  /** The content coding of the body is not taken (RFC 9110, 8.4). */
  CONTENT_ENCODING_UNSUPPORTED(Control.VALIDATION, 415),
  /** The operation produces nothing that the caller accepts (RFC 9110, 15.5.7). */
  NOT_ACCEPTABLE(Control.VALIDATION, 406),
  /** The operation requires a body. */
  BODY_MISSING(Control.VALIDATION, 400),
  /** The operation declares no body. */
  BODY_UNDECLARED(Control.VALIDATION, 400),
  /** The body is larger than its budget (RFC 9110, 15.5.14). */
  BODY_TOO_LARGE(Control.VALIDATION, 413),
  /** The body ended before its stated length, or could not be read in time. */
  BODY_INCOMPLETE(Control.VALIDATION, 400),
  /** The body is not what its media type says. */
  BODY_MALFORMED(Control.VALIDATION, 400),
  /** The body has more levels, values or digits than its budget. */
  BODY_TOO_COMPLEX(Control.VALIDATION, 400),
  /** The body breaks its schema. */
  BODY_INVALID(Control.VALIDATION, 400),
  /** To judge a parameter or the body by its schema takes more work than the budget. */
  WORK_EXHAUSTED(Control.VALIDATION, 400),

  /** The service failed; what it would have said of itself was withheld. */
  RESPONSE_WITHHELD(Control.RESPONSE, 500),
  /** An error of the service holds frames of a call stack. */
  LEAKED_STACK_TRACE(Control.RESPONSE, 500),
  /** An error of the service holds a statement or a message of its database. */
  LEAKED_SQL(Control.RESPONSE, 500),
  /** An error of the service names a host, an address or a connection of its inside. */
  LEAKED_HOST(Control.RESPONSE, 500),
  /** An error of the service names a file of its machine. */
  LEAKED_PATH(Control.RESPONSE, 500),
  /** An error of the service names classes of its program. */
  LEAKED_CLASS_NAME(Control.RESPONSE, 500),

  /** The service answered with a status that the contract does not declare for the operation. */
  RESPONSE_UNDECLARED(Control.RESPONSE_CONTRACT, 500),
  /** The response has content of a media type that the contract does not declare for its status. */
  RESPONSE_MEDIA_TYPE_UNDECLARED(Control.RESPONSE_CONTRACT, 500),
  /** The response has content, and the contract describes none for its status. */
  RESPONSE_CONTENT_UNDECLARED(Control.RESPONSE_CONTRACT, 500),
  /** A declared header of the response is absent, though required, or breaks its schema. */
  RESPONSE_HEADER_INVALID(Control.RESPONSE_CONTRACT, 500),
  /** The body of the response is not what its media type says, or breaks its schema. */
  RESPONSE_INVALID(Control.RESPONSE_CONTRACT, 500),
  /** The body of the response was too large, too deep or not at hand to be judged; it left. */
  RESPONSE_UNJUDGED(Control.RESPONSE_CONTRACT, 500),

  /**
   * A check failed to decide; the request is refused. The stage is the event's control, not this
   * one.
   */
  CHECK_FAILED(Control.TARGET, 500);

  private final Control control;
  private final int status;

  Reason(Control control, int status) {
    this.control = control;
    this.status = status;
  }

  /** The control that refuses for this reason. */
  public Control control() {
    return control;
  }

  /** The HTTP status that the caller receives; errors of the service keep their own. */
  public int status() {
    return status;
  }

  /** The tag that metrics carry, for example {@code scope_missing}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
