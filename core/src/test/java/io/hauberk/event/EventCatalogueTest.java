package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Finding;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/events.md} in step with the code: {@code -Dhauberk.docs.update=true} writes it
 * anew.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventCatalogueTest {
  private static final String KINDS_BEGIN = "<!-- kinds, generated -->\n";
  private static final String REASONS_BEGIN = "<!-- reasons, generated -->\n";
  private static final String DETAILS_BEGIN = "<!-- details, generated -->\n";
  private static final String CLASSES_BEGIN = "<!-- classes of OCSF, generated -->\n";
  private static final String ATTRIBUTES_BEGIN = "<!-- attributes of OCSF, generated -->\n";
  private static final String END = "<!-- end -->\n";

  @Test
  void the_page_names_every_kind_reason_and_detail_as_the_code_does() throws IOException {
    Path page = Path.of(System.getProperty("hauberk.root", ".")).resolve("docs/events.md");
    String written = Files.readString(page);
    String generated = replaced(written, KINDS_BEGIN, kinds());
    generated = replaced(generated, REASONS_BEGIN, reasons());
    generated = replaced(generated, DETAILS_BEGIN, details());
    generated = replaced(generated, CLASSES_BEGIN, classes());
    generated = replaced(generated, ATTRIBUTES_BEGIN, attributes());
    if (Boolean.getBoolean("hauberk.docs.update")) {
      Files.writeString(page, generated);
    }
    assertEquals(generated, Files.readString(page));
  }

  private static String replaced(String page, String begin, String table) {
    int from = page.indexOf(begin) + begin.length();
    return page.substring(0, from) + table + page.substring(page.indexOf(END, from));
  }

  private static String kinds() {
    StringBuilder table = new StringBuilder();
    table.append("| `event.code` | message | `event.action` | severity |\n|---|---|---|---|\n");
    for (Kind kind : Kind.values()) {
      boolean byReason = kind.needsReason();
      String action = "by reason";
      String severity = "by reason";
      if (!byReason) {
        SecurityEvent event = stamped(SecurityEvent.of(kind));
        action = "`" + Vocabulary.action(event) + "`";
        severity = severity(event);
      }
      table.append(
          "| `%s` | %s | %s | %s |\n".formatted(kind.id(), kind.sentence(), action, severity));
    }
    return table.toString();
  }

  private static String reasons() {
    StringBuilder table = new StringBuilder();
    table.append(
        "| `event.reason` | `hauberk.control` | status | `event.action` | severity |\n"
            + "|---|---|---|---|---|\n");
    for (Reason reason : Reason.values()) {
      SecurityEvent event = stamped(SecurityEvent.refused(reason));
      table
          .append("| `")
          .append(reason.id())
          .append("` | ")
          .append(reason == Reason.CHECK_FAILED ? "the control that failed" : reason.control().id())
          .append(" | ")
          .append(reason.status())
          .append(" | `")
          .append(Vocabulary.action(event))
          .append("` | ")
          .append(severity(event))
          .append(" |\n");
    }
    return table.toString();
  }

  private static String details() {
    List<String> names = new ArrayList<>();
    for (Detail detail : Detail.values()) {
      names.add("`hauberk.detail." + detail.id() + "`");
    }
    return String.join(", ", names) + "\n";
  }

  /** Which events are told in which class, those that need a reason by their reasons. */
  private static String classes() {
    Map<String, Set<String>> told = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      if (!kind.needsReason()) {
        tell(told, SecurityEvent.of(kind), "`" + kind.id() + "`");
      }
    }
    for (Reason reason : Reason.values()) {
      tell(told, SecurityEvent.refused(reason), "`" + reason.id() + "`");
      tell(told, SecurityEvent.withheld(reason), "responses for any reason");
    }
    StringBuilder table = new StringBuilder("| class | `type_uid` | kinds and reasons |\n");
    table.append("|---|---|---|\n");
    told.forEach(
        (type, names) ->
            table
                .append("| ")
                .append(type)
                .append(" | ")
                .append(String.join(", ", names))
                .append(" |\n"));
    return table.toString();
  }

  private static void tell(Map<String, Set<String>> told, SecurityEvent.Draft draft, String name) {
    Map<String, Object> fields = OcsfFields.of(stamped(draft));
    String type = fields.get("class_name") + " " + fields.get("class_uid") + " | ";
    if (OcsfClass.of(stamped(draft)) == OcsfClass.API_ACTIVITY) {
      type += "600300 to 600399, by the method of the operation";
    } else {
      type += fields.get("type_uid") + " " + fields.get("activity_name");
      type = type.replaceFirst("(600299) .*", "$1 Other");
    }
    told.computeIfAbsent(type, any -> new TreeSet<>()).add(name);
  }

  /** Where each class has what the fields tell, found by values that no two fields share. */
  private static String attributes() {
    List<SecurityEvent> ofEachClass =
        List.of(
            distinct(SecurityEvent.refused(Reason.BODY_INVALID)),
            distinct(SecurityEvent.refused(Reason.EXPIRED)),
            distinct(SecurityEvent.refused(Reason.SIGNATURE_INVALID)),
            distinct(SecurityEvent.of(Kind.SECRET_ROTATED)));
    StringBuilder table = new StringBuilder("| field |");
    ofEachClass.forEach(
        event -> table.append(' ').append(OcsfClass.of(event).title()).append(" |"));
    table.append("\n|---|---|---|---|---|\n");
    for (String field : EventFields.of(ofEachClass.get(0)).keySet()) {
      StringBuilder row = new StringBuilder("| `" + field + "` |");
      for (SecurityEvent event : ofEachClass) {
        Object value = EventFields.of(event).get(field);
        String place =
            value == null ? "" : OcsfPlaces.find(OcsfFields.of(event), field, value).orElse("");
        row.append(' ').append(place.isEmpty() ? "" : "`" + place + "`").append(" |");
      }
      if (row.indexOf("` | `") > 0) {
        table.append(row).append('\n');
      }
    }
    return table.toString();
  }

  private static SecurityEvent distinct(SecurityEvent.Draft draft) {
    return draft
        .operation(new Operation("listOrders", "DELETE", "/orders"))
        .callerId("corp:alice")
        .peerAddress("10.0.0.7")
        .clientAddress("10.0.0.8")
        .requestId("r-1")
        .traceId("trace")
        .spanId("span")
        .status(418)
        .findings(List.of(new Finding("/a", "type", "text", "")))
        .detail(Detail.CAUSE, "a cause")
        .complete(TestEvents.NOON, 4711, "instance");
  }

  private static String severity(SecurityEvent event) {
    return event.severity().number() + " " + event.severity().name().toLowerCase(Locale.ROOT);
  }

  private static SecurityEvent stamped(SecurityEvent.Draft draft) {
    List<SecurityEvent> taken = new ArrayList<>();
    SecurityEvents.direct(taken::add, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)).emit(draft);
    return taken.get(0);
  }
}
