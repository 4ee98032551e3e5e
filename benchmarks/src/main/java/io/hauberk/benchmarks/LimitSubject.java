package io.hauberk.benchmarks;

import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.hauberk.limit.Charge;
import io.hauberk.limit.KeyedLimiter;
import io.hauberk.limit.LimitDecision;
import io.hauberk.limit.RateLimit;
import io.hauberk.limit.RateLimitHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Who decides whether a call may go on. */
enum LimitSubject {
  RESILIENCE4J("Resilience4j, one limiter") {
    @Override
    BooleanSupplier limit(int permits, Duration period) {
      RateLimiterConfig config =
          RateLimiterConfig.custom()
              .limitForPeriod(permits)
              .limitRefreshPeriod(period)
              .timeoutDuration(Duration.ZERO)
              .build();
      RateLimiter limiter = RateLimiter.of("caller", config);
      return limiter::acquirePermission;
    }
  },
  BUCKET4J("Bucket4j, one local bucket") {
    @Override
    BooleanSupplier limit(int permits, Duration period) {
      Bucket bucket =
          Bucket.builder()
              .addLimit(limit -> limit.capacity(permits).refillIntervally(permits, period))
              .build();
      return () -> bucket.tryConsume(1);
    }
  },
  HAUBERK("Hauberk, one key among many") {
    @Override
    BooleanSupplier limit(int permits, Duration period) {
      KeyedLimiter limiter = limiter("caller", permits, period);
      for (int i = 0; i < OTHERS; i++) {
        limiter.tryAcquire("main:caller-" + i);
      }
      return () -> limiter.tryAcquire("main:alice").admitted();
    }
  },
  HAUBERK_CALL("Hauberk, a call: three limits, all or none, and what its caller is told") {
    @Override
    BooleanSupplier limit(int permits, Duration period) {
      List<Charge> charges =
          List.of(
              new Charge(limiter("caller", permits, period).quota(), "GET /orders main:alice"),
              new Charge(limiter("caller-total", permits, period).quota(), "main:alice"),
              new Charge(limiter("operation", permits, period).quota(), "GET /orders"));
      List<RateLimitHeaders.Policy> policies =
          charges.stream()
              .map(Charge::quota)
              .map(quota -> new RateLimitHeaders.Policy(quota.name(), quota.limits()))
              .toList();
      return () -> {
        List<LimitDecision> answers = Charge.tryAcquire(charges, 1);
        List<RateLimitHeaders.Item> items = new ArrayList<>(charges.size());
        boolean admitted = true;
        for (int i = 0; i < charges.size(); i++) {
          admitted &= answers.get(i).admitted();
          items.add(new RateLimitHeaders.Item(policies.get(i), answers.get(i)));
        }
        return admitted
            && RateLimitHeaders.of(RateLimitHeaders.Style.IETF, items).containsKey("RateLimit");
      };
    }
  };

  private static final int OTHERS = 10_000;

  private final String title;

  LimitSubject(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** What asks for a permit of one caller, and says whether there was one. */
  abstract BooleanSupplier limit(int permits, Duration period);

  private static KeyedLimiter limiter(String name, int permits, Duration period) {
    return KeyedLimiter.of(name, RateLimit.of(permits, period));
  }
}
