package io.hauberk.spring;

import io.hauberk.Hauberk;
import io.hauberk.identity.ApiKeyState;
import io.hauberk.identity.KeyState;
import io.hauberk.identity.KeyState.Standing;
import io.hauberk.limit.SharedLimits;
import io.hauberk.outbound.CredentialState;
import io.hauberk.outbound.OutboundCredentials;
import io.hauberk.secret.SecretState;
import io.hauberk.secret.Trouble;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The health component {@code hauberk}: down while an issuer has no keys in force, so that its
 * callers are refused; and since when keys, mounted files and credentials of outbound calls are in
 * force, and what troubles them.
 *
 * <p>Not part of the liveness and readiness groups: an issuer's outage must not restart the
 * services that trust it.
 */
final class HauberkHealthIndicator extends AbstractHealthIndicator {
  private final Hauberk hauberk;
  private final OutboundCredentials credentials;

  HauberkHealthIndicator(Hauberk hauberk, OutboundCredentials credentials) {
    super("Hauberk's health cannot be told");
    this.hauberk = hauberk;
    this.credentials = credentials;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up();
    SortedMap<String, Instant> inForce = new TreeMap<>();
    Map<String, String> troubles = new TreeMap<>();
    for (KeyState keys : hauberk.keyStates()) {
      String name = HauberkProperties.PREFIX + ".issuers." + keys.profile() + ".keys";
      Instant since = keys.since();
      if (since != null) {
        inForce.put(name, since);
      }
      if (keys.standing() != Standing.IN_FORCE) {
        troubles.put(name, text(HauberkEndpoint.word(keys.standing()), keys.trouble()));
      }
      if (!keys.hasKeys()) {
        health.down();
      }
    }
    for (SecretState secret : hauberk.secretStates()) {
      inForce.putIfAbsent(secret.name(), secret.since());
      if (secret.trouble() != null) { // key files are told above, under the same name
        troubles.putIfAbsent(secret.name(), text("stale", secret.trouble()));
      } else if (secret.alarm() != null) {
        troubles.putIfAbsent(secret.name(), text("due", secret.alarm()));
      }
    }
    for (ApiKeyState key : hauberk.apiKeyStates()) {
      if (key.expiresSoon()) {
        troubles.put(
            HauberkProperties.PREFIX + ".api-keys." + key.profile() + "." + key.id(),
            "expires " + key.expires());
      }
    }
    for (CredentialState credential : credentials.states()) {
      String name = HauberkProperties.PREFIX + ".outbound." + credential.name();
      Instant since = credential.since();
      if (since != null) {
        inForce.put(name, since);
      }
      if (credential.trouble() != null) { // the service still answers its callers: not down
        troubles.put(name, text(HauberkEndpoint.word(credential.standing()), credential.trouble()));
      }
    }
    if (hauberk.sharedLimits().filter(SharedLimits.State::isAlone).isPresent()) {
      troubles.put( // requests are still limited and served: not down
          HauberkProperties.PREFIX + ".shared",
          "alone: the store of shared limits fails or is slow");
    }
    health.withDetail("inForce", inForce);
    troubles.forEach(health::withDetail);
  }

  private static String text(String standing, @Nullable Trouble trouble) {
    return trouble == null
        ? standing
        : standing + " since " + trouble.since() + ": " + trouble.cause();
  }
}
