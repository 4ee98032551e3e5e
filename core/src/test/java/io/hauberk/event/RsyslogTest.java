package io.hauberk.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hauberk.Hauberk;
import io.hauberk.Passage;
import io.hauberk.TestHead;
import io.hauberk.TestIssuer;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.limit.RateLimit;
import io.hauberk.record.RecordCheck;
import io.hauberk.record.RecordOptions;
import io.hauberk.request.HandClock;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A log aggregator of others takes every line of a service under attack, by the recipe of {@code
 * docs/events.md}. Skipped where {@code rsyslogd} of Debian's package {@code rsyslog} is absent.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RsyslogTest {
  private static final Path RSYSLOGD = Path.of("/usr/sbin/rsyslogd");
  private static final Path PAGE =
      Path.of(System.getProperty("hauberk.root", ".")).resolve("docs/events.md");
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      security: [{main: []}]
      paths:
        /things/{id}:
          post:
            operationId: change
            parameters:
              - {name: id, in: path, required: true, schema: {type: string, pattern: '^[a-z0-9]+$'}}
              - {name: X-Kind, in: header, schema: {enum: [a]}}
            requestBody:
              content:
                application/json:
                  schema: {type: object, additionalProperties: false, properties: {name: {maxLength: 3}}}
            responses: {'200': {description: ok}}
      components:
        securitySchemes:
          main: {type: http, scheme: bearer}
      """;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final ObjectMapper json = new ObjectMapper();
  private int address;

  @TempDir Path folder;

  @BeforeAll
  static void needs_rsyslog() {
    assumeTrue(Files.isExecutable(RSYSLOGD), "needs rsyslogd of Debian's package rsyslog");
  }

  private void send(Hauberk hauberk, TestHead head, String body) {
    byte[] octets = body.getBytes(UTF_8);
    Passage passage =
        hauberk.begin(
            head.from("192.0.2." + ++address % 256)
                .with("Content-Type", "application/json")
                .with("Content-Length", Integer.toString(octets.length)));
    if (passage instanceof Passage.NeedsBody needs) {
      needs.body(octets, octets.length);
    }
  }

  private static TestHead post(String target) {
    return TestHead.of("POST", target);
  }

  /** Writes the record of a service that is called with hostile text in every place. */
  private List<String> attacked(Path file, LineFormat format) throws IOException {
    SecurityEvents events =
        SecurityEvents.builder()
            .sink(JsonLineSink.toFile(file).as(format))
            .clock(clock)
            .instanceId("shop-1")
            .build();
    Contract contract = Contract.read("shop", CONTRACT.getBytes(UTF_8), ContractOptions.DEFAULT);
    RateLimit plenty = RateLimit.of(100_000, Duration.ofSeconds(1));
    try (Hauberk hauberk =
        Hauberk.builder()
            .contract(contract)
            .issuer(issuer.profile("main"))
            .callerLimit(plenty)
            .addressLimit(plenty)
            .failedAuthenticationLimit(plenty)
            .events(events)
            .clock(clock)
            .build()) {
      for (String text : HostileTextTest.hostile()) {
        String caller = issuer.token(claims -> claims.subject(text));
        send(hauberk, post("/things/1").bearer(caller), "{\"name\":\"" + text + "\"}");
        send(hauberk, post("/things/1").bearer(caller), json.writeValueAsString(List.of(text)));
        send(hauberk, post("/things/1").bearer(caller).with("X-Kind", text), "{}");
        send(hauberk, post("/things/" + text).bearer(caller), "{}");
        send(hauberk, post("/" + text), "{}");
        send(hauberk, post("/things/1").bearer(text), "{}");
        send(hauberk, post("/things/1").with("traceparent", text), "{}");
      }
    }
    events.close();
    return Files.readAllLines(file);
  }

  /** The configuration that the page shows, with the names of this test in it. */
  private Path configuration(Path events) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("```rsyslog\n") + "```rsyslog\n".length();
    String recipe = page.substring(from, page.indexOf("```\n", from));
    String mine =
        recipe
            .replace("/var/spool/rsyslog", Files.createDirectory(folder.resolve("state")) + "")
            .replace("/var/log/orders/events.jsonl", events.toString())
            .replace("/var/log/security.jsonl", "/dev/stdout")
            .replace("/var/log/security.unparsed", "/dev/stdout");
    return Files.writeString(folder.resolve("rsyslog.conf"), mine);
  }

  /** As many lines as were written, as they come out at the other end. */
  private List<String> through(Path events, int count) throws IOException, InterruptedException {
    Process rsyslogd =
        new ProcessBuilder(
                RSYSLOGD.toString(),
                "-n", // in the foreground
                "-f",
                configuration(events).toString(),
                "-i",
                folder.resolve("pid").toString())
            .redirectError(folder.resolve("rsyslog.err").toFile())
            .start();
    CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS) // a line that never comes is no wait
        .execute(rsyslogd::destroyForcibly);
    List<String> out = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(rsyslogd.getInputStream(), UTF_8))) {
      while (out.size() < count) {
        String line = reader.readLine();
        assertNotNull(line, () -> "rsyslogd ended after " + out.size() + " lines of " + count);
        out.add(line);
      }
    } finally {
      rsyslogd.destroy();
      rsyslogd.waitFor();
    }
    return out;
  }

  private static List<String> findings(List<String> lines) throws IOException {
    List<String> findings = new ArrayList<>();
    RecordCheck check =
        new RecordCheck(RecordOptions.DEFAULT, finding -> findings.add(finding.toString()));
    check.read("events", new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)));
    check.end();
    return findings;
  }

  @ParameterizedTest
  @EnumSource
  void every_line_of_a_service_under_attack_is_parsed_and_a_removed_one_is_found(LineFormat format)
      throws Exception {
    Path file = folder.resolve("events.jsonl");
    List<String> written = attacked(file, format);
    assertTrue(written.size() > 60, () -> "only " + written.size() + " lines");

    List<String> arrived = through(file, written.size());

    Set<JsonNode> sent = new HashSet<>();
    for (String line : written) {
      sent.add(json.readTree(line));
    }
    Set<JsonNode> parsed = new HashSet<>();
    for (String line : arrived) {
      parsed.add(json.readTree(line)); // what could not be parsed has no such members
    }
    assertEquals(written.size(), arrived.size());
    assertEquals(sent, parsed);
    assertEquals(List.of(), findings(arrived));

    List<String> lessOne = new ArrayList<>(arrived);
    String removed = lessOne.remove(arrived.size() / 2);
    String number =
        json.readTree(removed)
            .at(format == LineFormat.OCSF ? "/metadata/sequence" : "/event.sequence")
            .asText();
    assertEquals(
        List.of(
            "instance shop-1: number "
                + number
                + " is missing, and nothing tells of it: lost or removed"),
        findings(lessOne));
  }
}
