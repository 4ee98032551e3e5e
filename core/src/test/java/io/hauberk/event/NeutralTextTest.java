package io.hauberk.event;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Finding;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any text in any place of an event, through every encoder: it says what it says, no more. */
class NeutralTextTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Every place of a draft that takes a text. */
  private static final Map<String, BiConsumer<Draft, String>> PLACES = places();

  private static Map<String, BiConsumer<Draft, String>> places() {
    Map<String, BiConsumer<Draft, String>> places = new TreeMap<>();
    places.put("operation.id", (draft, text) -> draft.operation(new Operation(text, "GET", "/a")));
    places.put("operation.method", (draft, text) -> draft.operation(new Operation("a", text, "/")));
    places.put("template", (draft, text) -> draft.operation(new Operation("a", "GET", text)));
    places.put("callerId", Draft::callerId);
    places.put("peerAddress", Draft::peerAddress);
    places.put("clientAddress", Draft::clientAddress);
    places.put("requestId", Draft::requestId);
    places.put("traceId", Draft::traceId);
    places.put("spanId", Draft::spanId);
    places.put("where", (draft, text) -> draft.findings(List.of(new Finding(text, "", "", ""))));
    places.put("rule", (draft, text) -> draft.findings(List.of(new Finding("", text, "", ""))));
    places.put("expected", (draft, text) -> draft.findings(List.of(new Finding("", "", text, ""))));
    places.put("declared", (draft, text) -> draft.findings(List.of(new Finding("", "", "", text))));
    for (Detail detail : Detail.values()) {
      places.put("detail " + detail, (draft, text) -> draft.detail(detail, text));
    }
    return places;
  }

  /** Text of all there is, in which what readers obey comes often. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> obeyed =
        Arbitraries.of(
            "\r\n",
            "\n",
            "\u0000",
            "\u001B[2J",
            "\u009B31m",
            "\b",
            "\u007F",
            "\u202E",
            "\u2066",
            "\u2028",
            "\u2029",
            "\u200B",
            "\uFEFF",
            "\uD83D",
            "\uDE80",
            "\uD83D\uDE80",
            "\uDB40\uDC41",
            "\"",
            "\\",
            "'",
            "}}",
            "]",
            ",\"hauberk.chain\":\"sha256:",
            "<",
            "&",
            "${x}",
            "%n",
            "{}",
            "\uFFFF",
            "\uE000");
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(20);
    Arbitrary<String> halves =
        Arbitraries.strings().withCharRange('\uD800', '\uDFFF').ofMaxLength(5);
    return Arbitraries.frequencyOf(Tuple.of(4, obeyed), Tuple.of(3, any), Tuple.of(1, halves))
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> namesOfPlaces() {
    return Arbitraries.of(PLACES.keySet());
  }

  private static SecurityEvent event(String place, String text) {
    Draft draft = SecurityEvent.refused(Reason.EXPIRED);
    requireNonNull(PLACES.get(place)).accept(draft, text);
    return TestEvents.complete(draft);
  }

  /** Names, and the texts below them, of a tree. */
  private static void texts(JsonNode tree, List<String> texts) {
    tree.properties()
        .forEach(
            member -> {
              texts.add(member.getKey());
              texts(member.getValue(), texts);
            });
    if (tree.isArray()) {
      tree.forEach(item -> texts(item, texts));
    }
    if (tree.isTextual()) {
      texts.add(tree.textValue());
    }
  }

  private static List<String> names(JsonNode tree) {
    List<String> names = new ArrayList<>();
    tree.properties()
        .forEach(
            member -> {
              names.add(member.getKey());
              names.addAll(names(member.getValue()));
            });
    return names;
  }

  @Property(tries = 2_000, seed = "20261128")
  void a_line_stays_one_and_what_is_parsed_from_it_is_harmless(
      @ForAll("namesOfPlaces") String place,
      @ForAll("texts") String text,
      @ForAll LineFormat format)
      throws Exception {
    StringBuilder written = new StringBuilder();
    JsonLineSink.to(written).as(format).accept(event(place, text));
    assertEquals('\n', written.charAt(written.length() - 1));
    String line = written.substring(0, written.length() - 1);
    TestEvents.assertHarmless(line);
    List<String> texts = new ArrayList<>();
    texts(STRICT.readTree(line), texts);
    texts.forEach(TestEvents::assertHarmless);
  }

  @Property(tries = 2_000, seed = "20261129")
  void no_text_adds_or_takes_a_member(
      @ForAll("namesOfPlaces") String place, @ForAll("texts") String text) throws Exception {
    for (LineFormat format : LineFormat.values()) {
      SecurityEvent hostile = event(place, "x" + text);
      SecurityEvent honest = event(place, "x");
      assertEquals(
          names(STRICT.readTree(format.line(honest))),
          names(STRICT.readTree(format.line(hostile))));
    }
  }

  @Property(tries = 2_000, seed = "20261130")
  void a_chain_goes_on_after_any_text(
      @ForAll("namesOfPlaces") String place,
      @ForAll("texts") String text,
      @ForAll LineFormat format)
      throws Exception {
    StringBuilder written = new StringBuilder();
    JsonLineSink sink = JsonLineSink.to(written).as(format).chained(LineChain.UNKEYED);
    sink.accept(event(place, text));
    sink.accept(TestEvents.complete(SecurityEvent.of(Kind.SERVICE_STOPPED)));
    String last = LineChain.start();
    for (String line : written.toString().lines().toList()) {
      LineChain.Link link =
          LineChain.find(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)).orElseThrow();
      last = LineChain.UNKEYED.hash(last, link.line());
      assertEquals(last, link.hash());
    }
  }

  /** What structured formatters of others are handed, they can write as they like. */
  @Property(tries = 2_000, seed = "20261131")
  void key_values_are_harmless_themselves(
      @ForAll("namesOfPlaces") String place, @ForAll("texts") String text) {
    EventFields.of(event(place, text))
        .forEach(
            (name, value) -> {
              TestEvents.assertHarmless(name);
              if (value instanceof List<?> list) {
                list.forEach(item -> TestEvents.assertHarmless(item.toString()));
              } else {
                TestEvents.assertHarmless(value.toString());
              }
              assertFalse(value.toString().contains("\""), "a quote ends key=\"value\"");
            });
  }
}
