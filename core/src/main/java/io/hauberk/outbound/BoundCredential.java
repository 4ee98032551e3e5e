package io.hauberk.outbound;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A credential and one destination that it is for. */
final class BoundCredential {
  private final String credential;
  private final Origin destination;
  private final TokenSupply supply;
  private final SecurityEvents events;
  private final AtomicBoolean toldRefusal = new AtomicBoolean();

  BoundCredential(
      String credential, Origin destination, TokenSupply supply, SecurityEvents events) {
    this.credential = credential;
    this.destination = destination;
    this.supply = supply;
    this.events = events;
  }

  /** Begins a call. */
  OutboundCall begin(String method, URI uri, @Nullable String subjectToken) {
    return new OutboundCall(this, supply.onBehalfOf(subjectToken), method, uri);
  }

  CredentialException failure(String cause, boolean refused) {
    return new CredentialException(credential, destination, cause, refused);
  }

  /** The destination has taken the credential. */
  void accepted() {
    if (toldRefusal.get()) {
      toldRefusal.set(false);
    }
  }

  /** The destination has refused a credential that cannot be bettered: told once in a row. */
  void refused() {
    if (toldRefusal.compareAndSet(false, true)) {
      events.emit(
          SecurityEvent.of(Kind.CREDENTIAL_REFUSED)
              .detail(Detail.CREDENTIAL, credential)
              .detail(Detail.DESTINATION, destination.toString()));
    }
  }
}
