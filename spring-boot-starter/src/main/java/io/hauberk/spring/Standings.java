package io.hauberk.spring;

import io.hauberk.Hauberk;
import io.hauberk.event.StandingMeters;
import io.hauberk.identity.KeyState;
import io.hauberk.limit.SharedLimits;
import io.hauberk.outbound.CredentialState;
import io.hauberk.outbound.OutboundCredentials;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows issuers' keys and credentials of outbound calls as meters, as they stand when asked. */
final class Standings {

  static void keys(Hauberk hauberk, StandingMeters meters) {
    for (KeyState first : hauberk.keyStates()) {
      String profile = first.profile();
      Supplier<KeyState> now = () -> named(profile, hauberk.keyStates(), KeyState::profile);
      meters.keys(
          profile,
          () -> now.get().hasKeys(),
          () -> now.get().trouble() != null,
          () -> now.get().since());
    }
  }

  static void concurrency(Hauberk hauberk, StandingMeters meters) {
    hauberk.concurrency().ifPresent(it -> meters.concurrency(it::limit, it::used));
  }

  static void credentials(OutboundCredentials credentials, StandingMeters meters) {
    for (CredentialState first : credentials.states()) {
      String name = first.name();
      Supplier<CredentialState> now =
          () -> named(name, credentials.states(), CredentialState::name);
      meters.credential(
          name,
          () -> now.get().since() != null,
          () -> now.get().trouble() != null,
          () -> now.get().expires());
    }
  }

  static void sharedLimits(Hauberk hauberk, StandingMeters meters) {
    if (hauberk.sharedLimits().isPresent()) {
      Supplier<SharedLimits.State> now = () -> hauberk.sharedLimits().orElseThrow();
      meters.shared(
          () -> !now.get().isAlone(),
          () -> now.get().instances(),
          () -> now.get().asks(),
          () -> now.get().failures(),
          () -> now.get().crowded());
    }
  }

  /** The states are those of the configuration: one that was there is there. */
  private static <T> T named(String name, List<T> states, Function<T, String> nameOf) {
    return states.stream()
        .filter(state -> nameOf.apply(state).equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Standings() {}
}
