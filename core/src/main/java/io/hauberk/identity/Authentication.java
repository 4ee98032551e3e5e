package io.hauberk.identity;

import static java.util.Objects.requireNonNull;

import io.hauberk.request.Caller;
import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What an {@link Authenticator} answers to one request. */
public sealed interface Authentication {

  /** The request carries no credentials at all; whether that will do is the contract's matter. */
  @SuppressWarnings(
      "ClassInitializationDeadlock") // nobody else creates an Anonymous, so it never comes first
  Authentication ANONYMOUS = new Anonymous();

  /**
   * The credentials were verified.
   *
   * @param caller who is calling
   * @param responseFields what the response tells the caller for its next request, whoever makes it
   */
  record Authenticated(Caller caller, Map<String, String> responseFields)
      implements Authentication {

    /** Checks that there is a caller, and copies the fields. */
    public Authenticated {
      requireNonNull(caller, "caller");
      responseFields = Map.copyOf(responseFields);
    }

    /** With nothing to tell. */
    public Authenticated(Caller caller) {
      this(caller, Map.of());
    }
  }

  /** The request carries no credentials at all. */
  record Anonymous() implements Authentication {}

  /**
   * The request carries credentials that do not hold. Never to be treated as anonymous.
   *
   * @param denied why
   * @param responseFields what the answer tells the caller for its next attempt
   */
  record Refused(Decision.Denied denied, Map<String, String> responseFields)
      implements Authentication {

    /** Checks that there is a reason, and copies the fields. */
    public Refused {
      requireNonNull(denied, "denied");
      responseFields = Map.copyOf(responseFields);
    }
  }

  /**
   * The keys that decide are being fetched, or a replay store is asked; nobody waits for them in a
   * thread.
   *
   * @param next the answer, never again {@code Waiting}; completes within {@link
   *     KeyRefresh#maxWait} of the profile and {@link DpopOptions.Builder#replayLimit} together,
   *     and never exceptionally
   */
  record Waiting(CompletionStage<Authentication> next) implements Authentication {

    /** Checks that there is an answer to wait for. */
    public Waiting {
      requireNonNull(next, "next");
    }
  }

  /** Refuses for a reason. */
  static Authentication refused(Reason reason) {
    return new Refused(new Decision.Denied(reason, List.of()), Map.of());
  }
}
