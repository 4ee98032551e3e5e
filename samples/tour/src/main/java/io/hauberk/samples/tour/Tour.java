package io.hauberk.samples.tour;

import io.hauberk.request.Reason;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tour. Arguments: the repackaged jar of the service, and {@code --serve} to leave the service
 * running in place of the tour.
 *
 * <p>Ends with 0 if every verdict and every reason was as expected, else with 1.
 */
final class Tour {
  private final Service service;
  private final MountedFile keys;
  private final Issuer issuer;
  private final Wire wire;
  private final Table table;
  private final List<String> otherTraces = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder = Files.createTempDirectory("hauberk-tour-");
    boolean asExpected = false;
    try {
      asExpected = run(Path.of(args[0]), List.of(args).contains("--serve"), folder, out);
    } finally {
      if (asExpected) {
        delete(folder);
      } else {
        out.println("What the service wrote is kept in " + folder);
      }
    }
    System.exit(asExpected ? 0 : 1);
  }

  private static boolean run(Path jar, boolean serve, Path folder, PrintStream out)
      throws IOException, InterruptedException {
    Issuer issuer = new Issuer("2026-11");
    MountedFile keys =
        new MountedFile(folder.resolve("issuer"), "jwks.json", Issuer.keySet(issuer));
    try (Service service = Service.start(jar, keys.path(), folder)) {
      String origin = service.awaitOrigin();
      if (serve) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tidyUp(service, folder)));
        out.print(Invitation.text(origin, issuer, service.log().file()));
        service.join();
        System.exit(1); // Ctrl-C ends both; here the service ended alone
      }
      return new Tour(service, keys, issuer, new Wire(origin), new Table(out)).walk();
    }
  }

  private Tour(Service service, MountedFile keys, Issuer issuer, Wire wire, Table table) {
    this.service = service;
    this.keys = keys;
    this.issuer = issuer;
    this.wire = wire;
    this.table = table;
  }

  private boolean walk() throws IOException, InterruptedException {
    table.head();
    Requests requests = new Requests(issuer);
    tryAll("What the contract promises, honest callers get", requests.honest());
    tryAll("Who is calling?", requests.impostors());
    tryAll("What is not in the contract does not exist", requests.strayPaths());
    tryAll("What comes in fits the contract", requests.badInput());
    tryAll("How often?", requests.tooMany());
    table.group("Keys are rotated in the mounted folder while the service runs");
    rotate();
    table.group("What the service told of all this");
    lookBack();
    table.foot();
    return table.allAsExpected();
  }

  private void tryAll(String title, List<Step> steps) throws IOException, InterruptedException {
    table.group(title);
    for (Step step : steps) {
      take(step);
    }
  }

  private void take(Step step) throws IOException, InterruptedException {
    String traceId = "";
    int status = 0;
    boolean asExpected = true;
    for (int i = 0; i < step.times(); i++) {
      traceId = Wire.newTraceId();
      status = wire.send(step.call(), traceId);
      asExpected &= status == step.status();
      if (step.reason() == null) {
        otherTraces.add(traceId);
      }
    }
    remember(step.call());
    String reason = "-";
    List<String> notes = new ArrayList<>();
    if (step.reason() != null) {
      Optional<Event> event = asExpected ? service.log().awaitRefusal(traceId) : Optional.empty();
      reason = event.flatMap(told -> told.text("event.reason")).orElse("(no event)");
      event.map(Event::inShort).ifPresent(notes::addAll);
      asExpected &= reason.equals(step.reason().id());
    }
    if (!asExpected) {
      notes.add("expected " + step.status() + (step.reason() == null ? "" : " " + step.reason()));
    }
    String request = step.call().method() + ' ' + step.call().target();
    table.row(step.name(), request, "" + status, reason, asExpected, notes);
  }

  /** What was sent and must not be in any log. */
  private void remember(Call call) {
    String authorization = call.headers().getOrDefault("Authorization", "");
    if (!authorization.isEmpty()) {
      secrets.add(authorization.substring(authorization.lastIndexOf(' ') + 1));
    }
  }

  private void rotate() throws IOException, InterruptedException {
    Issuer next = new Issuer("2026-12");
    Call old = Call.get("/orders").by(issuer.token("alice", "orders:read").signed());
    Call young = Call.get("/orders").by(next.token("alice", "orders:read").signed());
    take(Step.refused("token of the next key", Reason.KEY_NOT_FOUND, young));
    swap("both keys are mounted", Issuer.keySet(issuer, next), "secret_rotated", 1);
    take(Step.passes("token of the next key", 200, young));
    take(Step.passes("token of the old key", 200, old));
    swap("the old key is withdrawn", Issuer.keySet(next), "secret_rotated", 2);
    take(Step.refused("token of the old key", Reason.KEY_NOT_FOUND, old));
    swap("a broken file is mounted", "{\"keys\":[", "secret_unusable", 1);
    take(Step.passes("token of the last good key", 200, young));
  }

  private void swap(String name, String content, String kind, int nth)
      throws IOException, InterruptedException {
    keys.swap(content);
    Optional<Event> event = service.log().awaitKind(kind, nth);
    table.row(
        name,
        "jwks.json is replaced",
        "",
        event.isPresent() ? kind : "(no event)",
        event.isPresent(),
        event.map(Event::inShort).orElse(List.of()));
  }

  private void lookBack() throws IOException {
    List<Event> events = service.log().events();
    long[] numbers = events.stream().mapToLong(event -> event.sequence().orElseThrow()).toArray();
    boolean gapless = numbers.length > 0;
    for (int i = 1; i < numbers.length; i++) {
      gapless &= numbers[i] == numbers[i - 1] + 1;
    }
    finding("no event is lost", numbers.length + " events, numbered one by one", gapless);

    boolean falseAlarm =
        events.stream()
            .flatMap(event -> event.text("trace.id").stream())
            .anyMatch(otherTraces::contains);
    finding(
        "no false alarm", "no event on the other " + otherTraces.size() + " requests", !falseAlarm);

    String written = service.log().text() + service.console();
    boolean leaked =
        secrets.stream().anyMatch(written::contains) || written.contains(Requests.MARK);
    finding("nothing leaks", "no token, no caller's text in the log", !leaked);
  }

  private void finding(String name, String what, boolean holds) {
    table.row(name, what, "", "", holds, List.of());
  }

  private static void tidyUp(Service service, Path folder) {
    service.close();
    try {
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
