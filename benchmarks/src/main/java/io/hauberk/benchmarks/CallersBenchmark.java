package io.hauberk.benchmarks;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authenticator;
import io.hauberk.limit.KeyedLimiter;
import io.hauberk.limit.RateLimit;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a known caller costs, its limit included, as more and more callers have come before; all
 * sizes as by default. The last ten of them call in turn.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class CallersBenchmark {
  private static final int LAST = 10;
  private static final int CHUNK = 10_000;

  @Param({"1", "1000", "100000", "1000000"})
  public int callers;

  private final Brought[] requests = new Brought[LAST];
  private Authenticator authenticator;
  private KeyedLimiter limiter;
  private int next;

  /** Has so many callers come, each with a token of its own. */
  @Setup
  public void welcome() {
    ManyCallers issuer = new ManyCallers(Instant.now());
    authenticator = Authenticator.builder().profile(issuer.profile()).build();
    limiter = KeyedLimiter.of("caller", RateLimit.perSecond(1_000_000_000));
    for (int from = 0; from < callers; from += CHUNK) {
      List<String> tokens = issuer.tokens(from, Math.min(from + CHUNK, callers));
      tokens.forEach(token -> call(Brought.bearer(token)));
    }
    for (int i = 0; i < LAST; i++) {
      requests[i] = Brought.bearer(issuer.token(Math.max(0, callers - LAST) + i % callers));
    }
  }

  private boolean call(Brought request) {
    if (authenticator.authenticate(request) instanceof Authenticated good) {
      return limiter.tryAcquire(good.caller().id()).admitted();
    }
    throw new IllegalArgumentException("refused");
  }

  /** The next request. */
  @Benchmark
  public boolean hauberk() {
    Brought request = requests[next];
    next = (next + 1) % LAST;
    return call(request);
  }
}
