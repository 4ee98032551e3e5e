package io.hauberk.benchmarks;

import java.util.List;
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

/** One proof of identity after the other: the same again, or a new one where each is good once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class ProofBenchmark {
  @Param public ProofSubject subject;

  private List<Brought> requests;
  private ProofJudge judge;
  private int next;

  /** Makes someone who issues proofs, and one who trusts them; all proofs are made before. */
  @Setup
  public void trust() throws Exception {
    Proofs issued = subject.kind().issue();
    judge = subject.trusting(issued);
    requests = issued.good(Integer.MAX_VALUE);
  }

  /** Who is calling. */
  @Benchmark
  public @Nullable Object subject() throws Exception {
    if (next == requests.size()) {
      if (subject.judges() && requests.size() > 1) {
        throw new IllegalStateException("more was judged than was issued: issue more");
      }
      next = 0;
    }
    return judge.subject(requests.get(next++));
  }
}
