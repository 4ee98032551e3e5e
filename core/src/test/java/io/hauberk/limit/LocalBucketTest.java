package io.hauberk.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** A bucket beside limiters of Resilience4j that are told the same times. */
class LocalBucketTest {
  private static final List<RateLimit> LIMITS =
      List.of(RateLimit.of(7, Duration.ofMillis(3)), RateLimit.of(20, Duration.ofMillis(10)));

  /** One limiter; its time stands still during a call. */
  private static final class Peer {
    private final RateLimiter limiter;
    private long nowNanos;

    Peer(RateLimit limit, long nowNanos) {
      this.nowNanos = nowNanos;
      this.limiter =
          RateLimiter.of(
              "peer",
              RateLimiterConfig.custom()
                  .limitForPeriod((int) limit.permits())
                  .limitRefreshPeriod(limit.period())
                  .timeoutDuration(Duration.ZERO)
                  .build(),
              () -> this.nowNanos);
    }

    long remaining() {
      return limiter.getMetrics().getAvailablePermissions();
    }
  }

  @Property(tries = 2_000)
  void says_of_one_window_what_resilience4j_says(
      @ForAll long start,
      @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 8_000_000) Long> gaps,
      @ForAll @Size(value = 60) List<@IntRange(min = 1, max = 8) Integer> costs) {
    RateLimit limit = LIMITS.get(0);
    Bucket bucket = new LocalBucket.Plan(List.of(limit)).begin(start);
    Peer peer = new Peer(limit, start);
    long now = start;
    for (int i = 0; i < gaps.size(); i++) {
      now += gaps.get(i);
      peer.nowNanos = now;
      int cost = costs.get(i);
      LimitDecision decision = bucket.take(cost, now);
      assertEquals(peer.limiter.acquirePermission(cost), decision.admitted());
      assertEquals(peer.remaining(), decision.remaining());
      assertEquals(peer.remaining() == limit.permits(), bucket.isFull(now));
    }
  }

  @Property(tries = 2_000)
  void takes_of_two_windows_what_two_limiters_both_have(
      @ForAll long start,
      @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 8_000_000) Long> gaps,
      @ForAll @Size(value = 60) List<@IntRange(min = 1, max = 8) Integer> costs) {
    Bucket bucket = new LocalBucket.Plan(LIMITS).begin(start);
    List<Peer> peers = LIMITS.stream().map(limit -> new Peer(limit, start)).toList();
    long now = start;
    for (int i = 0; i < gaps.size(); i++) {
      now += gaps.get(i);
      long at = now;
      peers.forEach(peer -> peer.nowNanos = at);
      int cost = costs.get(i);
      boolean both = peers.stream().allMatch(peer -> peer.remaining() >= cost);
      if (both) {
        peers.forEach(peer -> peer.limiter.acquirePermission(cost));
      }
      LimitDecision decision = bucket.take(cost, now);
      assertEquals(both, decision.admitted());
      Peer binding = peers.get(LIMITS.indexOf(decision.limit()));
      assertEquals(binding.remaining(), decision.remaining());
      assertEquals(
          peers.stream()
              .allMatch(p -> p.remaining() == p.limiter.getRateLimiterConfig().getLimitForPeriod()),
          bucket.isFull(now));
    }
  }
}
