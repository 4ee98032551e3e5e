package io.hauberk.outbound;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells how it stands with one credential: each trouble once, and when it is over. */
final class CredentialNews {
  private final String credential;
  private final @Nullable SecurityEvents events;
  private final AtomicReference<@Nullable String> told = new AtomicReference<>();

  CredentialNews(String credential, @Nullable SecurityEvents events) {
    this.credential = credential;
    this.events = events;
  }

  /** For tokens of somebody: that they cannot be had is his affair, and told to him alone. */
  static CredentialNews untold() {
    return new CredentialNews("", null);
  }

  /**
   * It cannot be had.
   *
   * @param inForce whether an older token still serves
   */
  void unavailable(String cause, boolean inForce) {
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
    if (events != null && told.getAndSet(null) != null) {
      events.emit(SecurityEvent.of(Kind.CREDENTIAL_RESTORED).detail(Detail.CREDENTIAL, credential));
    }
  }
}
