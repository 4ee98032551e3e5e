package io.hauberk.benchmarks;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import io.hauberk.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole request against the contract: route, four parameters, the order as its body. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class RequestBenchmark {
  private byte[] order;
  private Judge tokens;
  private Contract contract;
  private OpenApiInteractionValidator validator;

  /** Reads the contract and sees that both admit the request. */
  @Setup
  public void read() throws IOException {
    order = Files.readAllBytes(Corpora.require("order/order.json"));
    tokens = new JacksonTokens();
    contract = OrderContract.read(OrderContract.document());
    validator =
        OpenApiInteractionValidator.createForInlineApiSpecification(
                new String(OrderContract.document(), StandardCharsets.UTF_8))
            .build();
    if (!hauberk() || !requestValidator()) {
      throw new IllegalStateException("the order must be admitted");
    }
  }

  /** The floor: the body alone. */
  @Benchmark
  public boolean tokens() throws Exception {
    return tokens.accepts(order);
  }

  /** Ours. */
  @Benchmark
  public boolean hauberk() {
    return OrderContract.admits(contract, OrderRequest.to("/orders", order.length), order);
  }

  /** Atlassian's. */
  @Benchmark
  public boolean requestValidator() {
    SimpleRequest request =
        SimpleRequest.Builder.post("/orders/" + OrderRequest.ID)
            .withQueryParam("dryRun", "true")
            .withQueryParam("limit", "20")
            .withHeader("X-Request-Id", OrderRequest.REQUEST_ID)
            .withContentType("application/json")
            .withBody(order)
            .build();
    return !validator.validateRequest(request).hasErrors();
  }
}
