package io.hauberk.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * What it costs to ask for a permit that is there, alone and with every processor asking for it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class LimitsBenchmark {
  private static final int PLENTY = 1_000_000_000;

  @Param({"RESILIENCE4J", "BUCKET4J", "HAUBERK", "HAUBERK_CALL"})
  public String subject;

  private BooleanSupplier limit;

  @Setup
  public void begin() {
    limit = LimitSubject.valueOf(subject).limit(PLENTY, Duration.ofSeconds(1));
  }

  /** One thread asks. */
  @Benchmark
  @Threads(1)
  public boolean alone() {
    return limit.getAsBoolean();
  }

  /** As many threads as there are processors ask for the same caller. */
  @Benchmark
  @Threads(Threads.MAX)
  public boolean contended() {
    return limit.getAsBoolean();
  }
}
