package io.hauberk.identity;

import io.hauberk.apikey.ApiKey;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges the API keys that requests bring. */
final class ApiKeys {
  private final Map<String, ApiKeyRing> rings;
  private final Clock clock;

  /** By the rings of each profile. */
  ApiKeys(Map<String, ApiKeyRing> rings, Clock clock) {
    this.rings = Map.copyOf(rings);
    this.clock = clock;
  }

  /** The keys of a request; nothing is judged yet but their form. */
  List<Presented> read(List<BroughtKey> brought) {
    List<Presented> keys = new ArrayList<>(brought.size());
    Set<String> seen = new HashSet<>();
    for (BroughtKey one : brought) {
      if (one.texts().isEmpty()) {
        continue;
      }
      boolean isOnly = one.texts().size() == 1;
      for (String profile : one.profiles()) {
        isOnly &= seen.add(profile); // or one key in two places, of which only one may be looked at
      }
      if (!isOnly) {
        return List.of(new Refused(Reason.CREDENTIALS_MALFORMED));
      }
      Optional<ApiKey> key = ApiKey.tryParse(one.texts().get(0));
      keys.add(
          key.isPresent()
              ? new One(key.get(), one.profiles())
              : new Refused(Reason.API_KEY_MALFORMED));
    }
    return keys;
  }

  /** Tells of keys that end soon. */
  void maintain() {
    rings.values().forEach(ApiKeyRing::maintain);
  }

  List<ApiKeyState> states(String profile) {
    return Objects.requireNonNull(rings.get(profile), "no such profile").states();
  }

  /** What is no key. */
  private record Refused(Reason reason) implements Presented {

    @Override
    public boolean isKnown() {
      return false;
    }

    @Override
    public Outcome<Proof> verify() {
      return Outcome.refused(reason);
    }
  }

  /** One key; judged once, for one digest of it. */
  private final class One implements Presented {
    private final ApiKey key;
    private final Set<String> profiles;
    private @Nullable Outcome<HeldApiKey> verdict;

    One(ApiKey key, Set<String> profiles) {
      this.key = key;
      this.profiles = new TreeSet<>(profiles);
    }

    @Override
    public boolean isKnown() {
      return verdict().refusal() == null;
    }

    @Override
    public Outcome<Proof> verify() {
      Outcome<HeldApiKey> held = verdict();
      if (held.refusal() != null) {
        return Outcome.refused(held.refusal());
      }
      held.get().used(clock.millis());
      return Outcome.found(held.get().proof());
    }

    private Outcome<HeldApiKey> verdict() {
      Outcome<HeldApiKey> found = verdict;
      if (found == null) {
        found = judge();
        verdict = found;
      }
      return found;
    }

    private Outcome<HeldApiKey> judge() {
      byte[] sha256 = key.sha256();
      long now = clock.millis();
      Outcome<HeldApiKey> last = Outcome.refused(Reason.API_KEY_UNKNOWN);
      for (String profile : profiles) {
        ApiKeyRing ring = rings.get(profile);
        if (ring != null && last.refusal() == Reason.API_KEY_UNKNOWN) {
          last = ring.judge(key, sha256, now);
        }
      }
      return last;
    }
  }
}
