package io.hauberk.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From octets to verdict, for every document of an input once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class DocumentBenchmark {
  @Param({"order"})
  public String input;

  @Param public Subject subject;

  private Judge judge;
  private byte[][] documents;

  /** Compiles the schema. */
  @Setup
  public void compile() throws Exception {
    Input loaded = Input.load(input);
    documents = loaded.documents().toArray(byte[][]::new);
    judge = subject.compile(loaded.schema());
  }

  /** Judges; the number of documents accepted keeps the work from being left out. */
  @Benchmark
  public int judge() throws Exception {
    int accepted = 0;
    for (byte[] document : documents) {
      if (judge.accepts(document)) {
        accepted++;
      }
    }
    return accepted;
  }
}
