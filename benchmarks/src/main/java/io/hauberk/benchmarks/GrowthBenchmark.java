package io.hauberk.benchmarks;

import io.hauberk.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a request costs as the contract grows; requests go to ten operations spread over it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class GrowthBenchmark {
  private static final int SPREAD = 10;

  @Param({"10", "100", "1000", "10000"})
  public int operations;

  private final OrderRequest[] requests = new OrderRequest[SPREAD];
  private byte[] order;
  private Contract contract;
  private int next;

  /** Reads a contract of this size. */
  @Setup
  public void read() throws IOException {
    order = Files.readAllBytes(Corpora.require("order/order.json"));
    contract = OrderContract.read(OrderContract.withOperations(operations));
    for (int i = 0; i < SPREAD; i++) {
      requests[i] = OrderRequest.to(OrderContract.path(i * (operations / SPREAD)), order.length);
      if (!OrderContract.admits(contract, requests[i], order)) {
        throw new IllegalStateException("the order must be admitted");
      }
    }
  }

  /** The next request. */
  @Benchmark
  public boolean hauberk() {
    OrderRequest request = requests[next];
    next = (next + 1) % SPREAD;
    return OrderContract.admits(contract, request, order);
  }
}
