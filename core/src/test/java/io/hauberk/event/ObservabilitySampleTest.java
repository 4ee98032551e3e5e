package io.hauberk.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Control;
import io.hauberk.request.Reason;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard and the alert rules ask for what is there. What Debian's package {@code prometheus}
 * judges is skipped where its {@code promtool} is absent.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ObservabilitySampleTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("hauberk.root", ".")).resolve("samples/observability");
  private static final Path DASHBOARD = FOLDER.resolve("hauberk-dashboard.json");
  private static final Path ALERTS = FOLDER.resolve("hauberk-alerts.yml");
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final Pattern NAME = Pattern.compile("\\bhauberk_[a-z_]+");

  @TempDir Path folder;

  private static Set<String> names(String text) {
    return NAME.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
  }

  /** What Prometheus scrapes from a service whose meters have all counted. */
  private static Set<String> exposed() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Clock clock = Clock.systemUTC();
    Instant now = clock.instant();
    EventMeters requests = new EventMeters(registry, SecurityEvents.direct(event -> {}, clock));
    requests.admitted(Optional.empty(), 1_000);
    requests.refused(Control.AUTHENTICATION, Reason.EXPIRED, Optional.empty(), 1_000);
    new SecretMeters(registry, clock).show("tls", () -> now, () -> Optional.of(now));
    StandingMeters standings = new StandingMeters(registry, clock);
    standings.keys("main", () -> true, () -> false, () -> now);
    standings.credential("stock", () -> true, () -> false, () -> now);
    return registry
        .scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .flatMap(line -> names(line.split("[ {]", 2)[0]).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> queries() throws IOException {
    JsonObject dashboard = (JsonObject) Json.parse(Files.readAllBytes(DASHBOARD));
    List<String> queries = new ArrayList<>();
    for (JsonValue panel : array(dashboard, "panels")) {
      for (JsonValue target : array((JsonObject) panel, "targets")) {
        queries.add(((JsonString) member((JsonObject) target, "expr")).value());
      }
    }
    return queries;
  }

  private static JsonValue member(JsonObject object, String name) {
    return Optional.ofNullable(object.get(name)).orElseThrow();
  }

  private static List<? extends JsonValue> array(JsonObject object, String name) {
    return ((JsonArray) member(object, name)).elements();
  }

  private void run(Path directory, String... command) throws Exception {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read(output));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void the_dashboard_and_the_rules_name_only_what_is_exposed() throws Exception {
    Set<String> asked = new TreeSet<>(names(Files.readString(ALERTS)));
    queries().forEach(query -> asked.addAll(names(query)));
    Set<String> unknown = new TreeSet<>(asked);
    unknown.removeAll(exposed());
    assertEquals(Set.of(), unknown);
    assertTrue(asked.size() > 10, asked.toString());
  }

  @Test
  void every_meter_is_asked_for() throws Exception {
    Set<String> asked = names(Files.readString(DASHBOARD));
    Set<String> forgotten =
        exposed().stream().filter(name -> !asked.contains(name)).collect(Collectors.toSet());
    assertEquals(Set.of(), forgotten);
  }

  @Test
  void prometheus_takes_every_query_of_the_dashboard() throws Exception {
    assumeTrue(Files.isExecutable(PROMTOOL), "needs promtool of Debian's package prometheus");
    Path rules = folder.resolve("queries.yml");
    Stream<String> head = Stream.of("groups:", "  - name: dashboard", "    rules:");
    List<String> queries = queries();
    Stream<String> each =
        queries.stream()
            .flatMap(
                query ->
                    Stream.of(
                        "      - record: dashboard:query" + queries.indexOf(query),
                        "        expr: '" + query.replace("$__rate_interval", "5m") + "'"));
    Files.write(rules, Stream.concat(head, each).toList(), UTF_8);
    run(folder, PROMTOOL.toString(), "check", "rules", rules.toString());
  }

  @Test
  void each_alert_rings_for_its_trouble_and_stays_quiet_otherwise() throws Exception {
    assumeTrue(Files.isExecutable(PROMTOOL), "needs promtool of Debian's package prometheus");
    run(FOLDER, PROMTOOL.toString(), "check", "rules", ALERTS.getFileName().toString());
    run(FOLDER, PROMTOOL.toString(), "test", "rules", "hauberk-alerts.test.yml");
  }
}
