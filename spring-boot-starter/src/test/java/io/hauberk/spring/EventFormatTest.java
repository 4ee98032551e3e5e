package io.hauberk.spring;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.LineChain;
import io.hauberk.record.RecordCheck;
import io.hauberk.record.RecordFinding;
import io.hauberk.record.RecordOptions;
import io.hauberk.spring.orders.OrdersApplication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hauberk.events}: lines of JSON, to a file or to the standard output. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(OutputCaptureExtension.class)
class EventFormatTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  @TempDir Path directory;

  /** Starts the service, has it refuse a call, and stops it: that flushes the events. */
  private static void run(String... properties) throws Exception {
    try (var context =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(OrdersApplication.class, StructuredLoggingTest.Trust.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0")
                .properties(properties)
                .run()) {
      Client client = new Client(requireNonNull(context.getWebServer()).getPort());
      assertEquals(404, client.get("/.env").statusCode());
      assertEquals(401, client.get("/orders").statusCode());
    }
  }

  private static List<JsonNode> events(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("{"))
        .map(JsonMapper.shared()::readTree)
        .toList();
  }

  private static void assertTold(List<JsonNode> lines, String code, String reason) {
    assertTrue(
        lines.stream().anyMatch(line -> line.at(reason).asString("").equals("credentials_missing")),
        lines::toString);
    assertEquals("service_stopped", lines.get(lines.size() - 1).at(code).asString(""));
  }

  private static List<RecordFinding> findings(Path file, LineChain chain) throws IOException {
    List<RecordFinding> findings = new ArrayList<>();
    RecordCheck check = new RecordCheck(RecordOptions.DEFAULT.withChain(chain), findings::add);
    try (InputStream in = Files.newInputStream(file)) {
      check.read("events", in);
    }
    assertEquals(1, check.end().size());
    return findings;
  }

  @ParameterizedTest
  @CsvSource({
    "ecs, /event.code, /event.reason",
    "ocsf, /metadata/event_code, /status_code",
  })
  void a_refusal_is_a_line_of_the_file(String format, String code, String reason) throws Exception {
    Path file = directory.resolve("events.jsonl");
    run("hauberk.events.format=" + format, "hauberk.events.file=" + file);
    assertTold(events(Files.readAllLines(file)), code, reason);
  }

  @Test
  void a_refusal_is_a_line_of_the_standard_output(CapturedOutput output) throws Exception {
    run("hauberk.events.format=ocsf");
    assertTold(events(output.getOut().lines().toList()), "/metadata/event_code", "/status_code");
  }

  @Test
  void lines_are_chained_by_the_key_that_is_mounted() throws Exception {
    Path file = directory.resolve("events.jsonl");
    Path key = Files.writeString(directory.resolve("key"), KEY + "\n");
    run(
        "hauberk.events.format=ocsf",
        "hauberk.events.file=" + file,
        "hauberk.events.chain=true",
        "hauberk.events.chain-key-file=" + key);
    assertEquals(List.of(), findings(file, LineChain.keyFile(key)));
    assertEquals(1, findings(file, LineChain.UNKEYED).size());
  }

  @Test
  void lines_are_chained_without_a_key() throws Exception {
    Path file = directory.resolve("events.jsonl");
    run("hauberk.events.format=ecs", "hauberk.events.file=" + file, "hauberk.events.chain=true");
    assertEquals(List.of(), findings(file, LineChain.UNKEYED));
  }

  /** The name of the path that is in no contract. */
  private String pseudonym(String... properties) throws Exception {
    Path file = directory.resolve("events.jsonl");
    Files.deleteIfExists(file);
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("hauberk.events.format=ecs");
    all.add("hauberk.events.file=" + file);
    run(all.toArray(String[]::new));
    return events(Files.readAllLines(file)).stream()
        .map(line -> line.path("hauberk.detail.path_pseudonym").asString(""))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void instances_with_the_same_key_give_a_path_the_same_pseudonym() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), KEY + "\n");
    String set = "hauberk.events.pseudonym-key-file=" + key;
    assertEquals(pseudonym(set), pseudonym(set));
    assertNotEquals(pseudonym(), pseudonym());
  }

  @ParameterizedTest
  @CsvSource({
    "hauberk.events.pseudonym-key-file=DIR/short, , 32 to 4096 octets has 5",
    "hauberk.events.file=DIR/x, , hauberk.events.file is set but",
    "hauberk.events.chain=true, , hauberk.events.chain is set but",
    "hauberk.events.format=ecs, hauberk.events.chain-key-file=DIR/short, hauberk.events.chain is not",
    "hauberk.events.format=ocsf, hauberk.events.file=DIR/absent/x, NoSuchFileException",
    "hauberk.events.chain=true, hauberk.events.chain-key-file=DIR/short, 32 to 4096 octets has 5",
    "hauberk.events.chain=true, hauberk.events.chain-key-file=DIR/absent, NoSuchFileException",
  })
  void what_does_not_fit_stops_the_start(String one, String other, String message)
      throws Exception {
    Files.writeString(directory.resolve("short"), "short");
    List<String> properties = new ArrayList<>();
    if (other != null) {
      properties.add(other.replace("DIR", directory.toString()));
      if (!one.contains("format")) {
        properties.add("hauberk.events.format=ecs");
      }
    }
    properties.add(one.replace("DIR", directory.toString()));
    Throwable failure =
        assertThrows(RuntimeException.class, () -> run(properties.toArray(String[]::new)));
    String told = String.valueOf(StartFailure.setup(failure).getMessage()).replace(",", "");
    assertTrue(told.contains(message), told);
  }
}
