package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
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
  private static final String END = "<!-- end -->\n";

  @Test
  void the_page_names_every_kind_reason_and_detail_as_the_code_does() throws IOException {
    Path page = Path.of(System.getProperty("hauberk.root", ".")).resolve("docs/events.md");
    String written = Files.readString(page);
    String generated = replaced(written, KINDS_BEGIN, kinds());
    generated = replaced(generated, REASONS_BEGIN, reasons());
    generated = replaced(generated, DETAILS_BEGIN, details());
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

  private static String severity(SecurityEvent event) {
    return event.severity().number() + " " + event.severity().name().toLowerCase(Locale.ROOT);
  }

  private static SecurityEvent stamped(SecurityEvent.Draft draft) {
    List<SecurityEvent> taken = new ArrayList<>();
    SecurityEvents.direct(taken::add, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)).emit(draft);
    return taken.get(0);
  }
}
