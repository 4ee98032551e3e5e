package io.hauberk.secret;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What this room tells. Names, fingerprints and words of ours; never content. */
final class SecretEvents {
  private final SecurityEvents events;

  SecretEvents(SecurityEvents events) {
    this.events = events;
  }

  /** What a look has shown. */
  void seen(String secret, Watch.@Nullable Sight sight) {
    if (sight instanceof Watch.Rotated rotated) {
      rotated(secret, rotated.fingerprint());
    } else if (sight instanceof Watch.Restored restored) {
      restored(secret, restored.fingerprint());
    } else if (sight instanceof Watch.Unusable unusable) {
      unusable(secret, unusable.cause());
    }
  }

  private void rotated(String secret, String fingerprint) {
    tell(Kind.SECRET_ROTATED, secret, Detail.FINGERPRINT, fingerprint);
  }

  private void restored(String secret, String fingerprint) {
    tell(Kind.SECRET_RESTORED, secret, Detail.FINGERPRINT, fingerprint);
  }

  void unusable(String secret, String cause) {
    tell(Kind.SECRET_UNUSABLE, secret, Detail.CAUSE, cause);
  }

  void alarm(String secret, Alarm alarm) {
    tell(alarm.kind().event(), secret, Detail.CAUSE, alarm.text());
  }

  void exposed(String secret, Path file) {
    String shown = String.valueOf(file.getFileName());
    tell(
        Kind.SECRET_EXPOSED,
        secret,
        Detail.CAUSE,
        "every user of this machine can read '" + shown + "': chmod o-r");
  }

  void frozen(String secret, Path file) {
    String shown = String.valueOf(file.getFileName());
    tell(
        Kind.SECRET_FROZEN,
        secret,
        Detail.CAUSE,
        "'" + shown + "' is a mount of its own (subPath?): mount its directory");
  }

  private void tell(Kind kind, String secret, Detail detail, String text) {
    events.emit(SecurityEvent.of(kind).detail(Detail.SECRET, secret).detail(detail, text));
  }
}
