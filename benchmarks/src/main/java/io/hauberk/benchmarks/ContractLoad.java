package io.hauberk.benchmarks;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How long the first contract of a Java process takes from file to ready, and how much heap it
 * holds. Each measurement is a process of its own.
 */
final class ContractLoad {

  /** What is made of a contract. */
  enum Loader {
    HAUBERK("Hauberk, ready to judge") {
      @Override
      Object load(Path file) throws IOException {
        return Contract.read(
            file.getFileName().toString(), Files.readAllBytes(file), ContractOptions.DEFAULT);
      }
    },
    SWAGGER_PARSER("swagger-parser, parsed only") {
      @Override
      Object load(Path file) throws IOException {
        OpenAPI parsed =
            new OpenAPIV3Parser()
                .readContents(Files.readString(file), null, new ParseOptions())
                .getOpenAPI();
        if (parsed == null) {
          throw new IOException("not parsed");
        }
        return parsed;
      }
    },
    REQUEST_VALIDATOR("swagger-request-validator, ready to judge") {
      @Override
      Object load(Path file) throws IOException {
        return OpenApiInteractionValidator.createForInlineApiSpecification(Files.readString(file))
            .build();
      }
    };

    private final String title;

    Loader(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    abstract Object load(Path file) throws IOException;
  }

  /**
   * What one loader costs with one contract.
   *
   * @param millis from file to ready, the median of the runs
   * @param retainedBytes heap in use after a collection, above what it was before
   */
  record Cost(double millis, long retainedBytes) {}

  static Cost measure(Loader loader, Path file, int runs) throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    List<Long> bytes = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      long[] answer = child(loader, file);
      nanos.add(answer[0]);
      bytes.add(answer[1]);
    }
    Collections.sort(nanos);
    Collections.sort(bytes);
    return new Cost(nanos.get(runs / 2) / 1e6, bytes.get(runs / 2));
  }

  private static long[] child(Loader loader, Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-cp",
                System.getProperty("java.class.path"),
                ContractLoad.class.getName(),
                loader.name(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
    if (process.waitFor() != 0) {
      throw new IOException(loader.title() + " failed to load " + file.getFileName());
    }
    return Arrays.stream(answer.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** The child: a loader's name and a file; prints nanoseconds and octets. */
  public static void main(String[] args) throws IOException {
    Loader loader = Loader.valueOf(args[0]);
    Path file = Path.of(args[1]);
    long before = heapInUse();
    long start = System.nanoTime();
    Object loaded = loader.load(file);
    try {
      long nanos = System.nanoTime() - start;
      System.out.println(nanos + " " + (heapInUse() - before));
    } finally {
      Reference.reachabilityFence(loaded);
    }
  }

  private static long heapInUse() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private ContractLoad() {}
}
