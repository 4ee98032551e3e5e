package io.hauberk.spring;

import io.hauberk.event.EventSink;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers, for operators, which keys and secrets had trouble when they were last looked at. */
final class RotationWatch implements EventSink {

  /**
   * What went wrong.
   *
   * @param since when it was noticed
   * @param kind what it is, as events name it
   * @param cause why, in words of ours
   */
  record Trouble(Instant since, String kind, String cause) {

    /**
     * Whether nothing can be verified until it is mended; otherwise the last good keys are in
     * force.
     */
    boolean isRefusing() {
      return kind.equals(Kind.KEYS_UNAVAILABLE.id()) && cause.endsWith("no keys are in force");
    }
  }

  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
  private final Map<String, Instant> rotations = new ConcurrentHashMap<>();

  @Override
  public void accept(SecurityEvent event) {
    Kind kind = event.kind();
    if (kind == Kind.KEYS_UNAVAILABLE || kind == Kind.SECRET_UNUSABLE) {
      String cause = event.details().getOrDefault(Detail.CAUSE, "");
      troubles.put(nameOf(event), new Trouble(event.at(), kind.id(), cause));
    } else if (kind == Kind.SECRET_RESTORED) {
      troubles.remove(nameOf(event));
    } else if (kind == Kind.KEYS_REFRESHED || kind == Kind.SECRET_ROTATED) {
      troubles.remove(nameOf(event));
      rotations.put(nameOf(event), event.at());
    }
  }

  private static String nameOf(SecurityEvent event) {
    String profile = event.details().get(Detail.PROFILE);
    return profile == null ? event.details().getOrDefault(Detail.SECRET, "unnamed") : profile;
  }

  /** By name of profile or secret: what is still wrong. */
  SortedMap<String, Trouble> troubles() {
    return new TreeMap<>(troubles);
  }

  /** By name of profile or secret: when it last changed. */
  SortedMap<String, Instant> rotations() {
    return new TreeMap<>(rotations);
  }
}
