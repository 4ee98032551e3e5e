package io.hauberk.samples.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample service, as a process of its own. */
final class Service implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path console;
  private final EventLog log;

  /**
   * Starts it on a free port.
   *
   * @param jar the repackaged jar
   * @param keys the issuer's key set
   * @param folder where it writes
   */
  static Service start(Path jar, Path keys, Path folder) throws IOException {
    Path log = folder.resolve("orders.log");
    Path console = folder.resolve("console.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--hauberk.issuers.staff.jwks-file=" + keys,
                "--hauberk.secrets.poll-interval=1s",
                "--hauberk.events.fold-window=0", // each step waits for the event of its own
                "--logging.file.name=" + log,
                "--logging.structured.format.file=ecs")
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    return new Service(process, console, new EventLog(log));
  }

  private Service(Process process, Path console, EventLog log) {
    this.process = process;
    this.console = console;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  EventLog log() {
    return log;
  }

  /** All that it wrote outside of its log. */
  String console() throws IOException {
    return Files.readString(console);
  }

  /**
   * Waits until it serves.
   *
   * @return its origin, for example {@code http://127.0.0.1:40123}
   */
  String awaitOrigin() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - start < PATIENCE.toNanos()) {
      if (log.find(1, Service::isStarted).isPresent()) {
        return "http://127.0.0.1:" + port();
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException(
        "The service did not start. It said:\n" + String.join("\n", lastLines()));
  }

  private static boolean isStarted(Event line) {
    return line.text("message").filter(text -> text.startsWith("Started ")).isPresent();
  }

  private String port() throws IOException {
    Matcher port = PORT.matcher(log.text());
    if (!port.find()) {
      throw new IllegalStateException("The log does not tell the port: " + log.file());
    }
    return port.group(1);
  }

  private List<String> lastLines() throws IOException {
    List<String> lines = console().lines().toList();
    return lines.subList(Math.max(0, lines.size() - 40), lines.size());
  }

  /** Waits until it ends. */
  void join() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
