package io.hauberk.benchmarks;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One bearer token, presented again and again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class TokenBenchmark {
  @Param({"RS256", "ES256", "EdDSA"})
  public String algorithm;

  @Param public TokenSubject subject;

  private String token;
  private TokenJudge judge;

  /** Makes an issuer, and one who trusts it. */
  @Setup
  public void trust() throws Exception {
    IssuedTokens issuer = IssuedTokens.by(algorithm);
    token = issuer.valid();
    judge = subject.trusting(issuer);
  }

  /** Who is calling. */
  @Benchmark
  public @Nullable Object subject() throws Exception {
    return judge.subject(token);
  }
}
