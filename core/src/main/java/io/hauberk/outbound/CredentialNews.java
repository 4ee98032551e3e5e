package io.hauberk.outbound;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.secret.Trouble;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells how it stands with one credential: each trouble once, and when it is over. */
final class CredentialNews {
  private final String credential;
  private final @Nullable SecurityEvents events;
  private final Clock clock;
  private final AtomicReference<@Nullable String> told = new AtomicReference<>();
  private volatile @Nullable Trouble trouble;

  CredentialNews(String credential, SecurityEvents events, Clock clock) {
    this(credential, clock, events);
  }

  private CredentialNews(String credential, Clock clock, @Nullable SecurityEvents events) {
    this.credential = credential;
    this.events = events;
    this.clock = clock;
  }

  /** For tokens of somebody: that they cannot be had is his affair, and told to him alone. */
  static CredentialNews untold(String credential, Clock clock) {
    return new CredentialNews(credential, clock, null);
  }

  /** What it is called. */
  String credential() {
    return credential;
  }

  /** Why it cannot be had, if it cannot. */
  @Nullable Trouble trouble() {
    return trouble;
  }

  /**
   * It cannot be had.
   *
   * @param inForce whether an older token still serves
   */
  void unavailable(String cause, boolean inForce) {
    Trouble last = trouble;
    trouble = new Trouble(last == null ? clock.instant() : last.since(), cause);
    String text = inForce ? cause : cause + "; no token is in force";
    if (events != null && !text.equals(told.getAndSet(text))) {
      events.emit(
          SecurityEvent.of(Kind.CREDENTIAL_UNAVAILABLE)
              .detail(Detail.CREDENTIAL, credential)
              .detail(Detail.CAUSE, text));
    }
  }

  /** It was had. */
  void available() {
    trouble = null;
    if (events != null && told.get() != null && told.getAndSet(null) != null) {
      events.emit(SecurityEvent.of(Kind.CREDENTIAL_RESTORED).detail(Detail.CREDENTIAL, credential));
    }
  }
}
