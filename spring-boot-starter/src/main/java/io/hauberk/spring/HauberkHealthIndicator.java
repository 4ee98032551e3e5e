package io.hauberk.spring;

import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The health component {@code hauberk}: down while an issuer has no keys in force, so that its
 * callers are refused; and which keys and secrets had trouble at the last look.
 *
 * <p>Not part of the liveness and readiness groups: an issuer's outage must not restart the
 * services that trust it.
 */
final class HauberkHealthIndicator extends AbstractHealthIndicator {
  private final RotationWatch rotations;

  HauberkHealthIndicator(RotationWatch rotations) {
    super("Hauberk's health cannot be told");
    this.rotations = rotations;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Map<String, RotationWatch.Trouble> troubles = rotations.troubles();
    boolean refusing = troubles.values().stream().anyMatch(RotationWatch.Trouble::isRefusing);
    (refusing ? health.down() : health.up()).withDetail("rotations", rotations.rotations());
    troubles.forEach(
        (name, trouble) ->
            health.withDetail(
                name, trouble.kind() + " since " + trouble.since() + ": " + trouble.cause()));
  }
}
