package io.hauberk.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs what is to be compared one after the other, several times over. */
final class Rounds {
  /*
   * A machine is not the same from minute to minute. So each round measures everything that a ratio compares, each in
   * a Java process of its own, close together in time; the ratio is taken within the round; and of the rounds the
   * median counts.
   */
  private static final Path LOGS = Path.of("benchmarks", "target", "jmh");

  private final int rounds;
  private final int seconds;
  private int run;

  /**
   * Prepares to measure.
   *
   * @param rounds how often everything is measured
   * @param seconds of each measurement, after as much warm-up
   */
  Rounds(int rounds, int seconds) {
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** One benchmark method, and its parameters by name. */
  record Case(Class<?> benchmark, String method, Map<String, String> parameters) {

    private String pattern() {
      return benchmark.getName().replace(".", "\\.") + "\\." + method + "$";
    }
  }

  /**
   * What was measured of one case.
   *
   * @param nanos of one operation, by round
   * @param allocatedBytes of one operation, by round
   */
  record Measured(List<Double> nanos, List<Double> allocatedBytes) {

    private Measured() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    double medianNanos() {
      return median(nanos);
    }

    double medianBytes() {
      return median(allocatedBytes);
    }

    /** The median of the ratios within each round. */
    double ratioTo(Measured floor) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < nanos.size(); i++) {
        ratios.add(nanos.get(i) / floor.nanos.get(i));
      }
      return median(ratios);
    }
  }

  /** Measures cases side by side; their names come back with the figures. */
  Map<String, Measured> measure(Map<String, Case> cases) throws IOException, RunnerException {
    Files.createDirectories(LOGS);
    Map<String, Measured> measured = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Case> entry : cases.entrySet()) {
        RunResult result = run(entry.getValue());
        Measured one = measured.computeIfAbsent(entry.getKey(), key -> new Measured());
        one.nanos().add(result.getPrimaryResult().getScore());
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        one.allocatedBytes().add(allocated == null ? Double.NaN : allocated.getScore());
      }
    }
    return measured;
  }

  private RunResult run(Case one) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(one.pattern());
    one.parameters().forEach(options::param);
    options.forks(1).warmupIterations(seconds).measurementIterations(seconds);
    options.warmupTime(TimeValue.seconds(1)).measurementTime(TimeValue.seconds(1));
    options.jvmArgsAppend(
        "-Xms1g", "-Xmx2g", property("hauberk.root"), property("hauberk.corpora"));
    options.addProfiler(GCProfiler.class).shouldFailOnError(true);
    options.output(LOGS.resolve("run-" + ++run + ".log").toString());
    return new Runner(options.build()).runSingle();
  }

  private static String property(String name) {
    return "-D" + name + "=" + System.getProperty(name, "");
  }

  private static double median(List<Double> some) {
    List<Double> sorted = new ArrayList<>(some);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
