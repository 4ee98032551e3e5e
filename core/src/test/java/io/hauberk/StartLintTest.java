package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hauberk.StartLint.Detail;
import io.hauberk.contract.ContractOptions;
import io.hauberk.contract.ContractSource;
import io.hauberk.lint.LintOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StartLintTest {
  private static final Path ROOT = Path.of(System.getProperty("hauberk.root", "."));
  private static final String SEE_ALL =
      ". See all with java -jar hauberk-core-*-cli.jar lint openapi.yaml, or with detail full (hauberk.lint)";

  /** Anyone may do something; two members of what is answered are not declared well. */
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: T, version: "1"}
      paths:
        /a:
          post:
            operationId: post
            responses:
              "204": {description: d}
              "429": {description: d, headers: {Retry-After: {schema: {type: integer}}}}
              default: {$ref: parts.yaml#/Problem}
      """;

  private static final String PARTS =
      """
      Problem:
        description: d
        content: {application/problem+json: {schema: {type: boolean, xx: 1}}}
      """;

  private final Logger logger = (Logger) LoggerFactory.getLogger(StartLint.LOGGER_NAME);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private static ContractSource source(String text, String parts) {
    return ContractSource.of(
        "openapi.yaml",
        text.getBytes(StandardCharsets.UTF_8),
        path ->
            path.equals("parts.yaml")
                ? Optional.of(parts.getBytes(StandardCharsets.UTF_8))
                : Optional.empty());
  }

  private void run(Detail detail, ContractSource source) {
    StartLint.of(detail).contract(source, LintOptions.DEFAULT).run();
  }

  private List<String> told() {
    return lines.list.stream().map(it -> it.getLevel() + " " + it.getFormattedMessage()).toList();
  }

  @Test
  void a_summary_is_one_line_with_the_counts_and_the_worst_and_how_to_see_all() {
    run(Detail.SUMMARY, source(CONTRACT, PARTS));

    assertEquals(
        List.of(
            "WARN The contract openapi.yaml has 1 error, 1 warning, 5 infos. The worst:"
                + " openapi.yaml:5:5: error write-operation-secured (API2:2023) #/paths/~1a/post:"
                + " nothing says who may call this operation. Add security here or to the"
                + " document; security: [] opens it knowingly"
                + SEE_ALL),
        told());
  }

  @Test
  void without_an_error_it_is_no_warning_to_those_who_are_on_call() {
    run(Detail.SUMMARY, source(CONTRACT.replace("post:", "get:"), PARTS));

    assertTrue(
        told().get(0).startsWith("INFO The contract openapi.yaml has no errors, "),
        told()::toString);
    assertTrue(
        told().get(0).contains("The worst: openapi.yaml:5:5: warning read-operation-secured"));
  }

  @Test
  void every_finding_is_a_line_in_full_of_every_document_the_gravest_first() {
    run(Detail.FULL, source(CONTRACT, PARTS));

    assertTrue(told().get(0).startsWith("WARN openapi.yaml:5:5: error write-operation-secured"));
    assertTrue(told().get(1).startsWith("INFO parts.yaml:3:"), told()::toString);
    assertTrue(told().get(1).contains(": warning unknown-keyword "), told()::toString);
    assertTrue(told().get(2).contains(": info "), told()::toString);
    assertEquals("WARN The contract openapi.yaml has 1 error, 1 warning, 5 infos", told().get(7));
    assertEquals(8, told().size());
  }

  @Test
  void full_ends_after_a_thousand_lines() {
    StringBuilder many = new StringBuilder(CONTRACT);
    for (int i = 0; i < 500; i++) {
      many.append("  /b").append(i).append(": {get: {security: []}}\n"); // two findings at least
    }
    run(Detail.FULL, source(many.toString(), PARTS));

    assertEquals(1_001, told().size());
    assertTrue(told().get(1_000).endsWith(SEE_ALL), told().get(1_000));
  }

  @Test
  void nothing_is_told_where_it_is_off() throws InterruptedException {
    run(Detail.OFF, source(CONTRACT, PARTS));
    StartLint.of(Detail.OFF).contract(source(CONTRACT, PARTS), LintOptions.DEFAULT).begin().join();

    assertEquals(List.of(), told());
  }

  @Test
  void a_contract_too_large_for_the_start_is_left_to_those_who_ask_for_it() {
    int left = StartLint.MAX_SUMMARY_BYTES + 1 - CONTRACT.length() - PARTS.length();
    String comment = "# %s\n".formatted("x".repeat(61)).repeat(left / 64) + "#".repeat(left % 64);
    run(Detail.SUMMARY, source(CONTRACT, PARTS + comment));
    run(Detail.FULL, source(CONTRACT, PARTS + comment));
    run(Detail.SUMMARY, source(CONTRACT, PARTS + comment.substring(0, comment.length() - 1)));

    assertEquals(
        "INFO The contract openapi.yaml has 1048577 octets, too many for a summary at the start"
            + SEE_ALL,
        told().get(0));
    assertTrue(told().get(1).contains("write-operation-secured"));
    assertTrue(told().get(9).contains("has 1 error"), told()::toString);
  }

  @ParameterizedTest
  @EnumSource(names = "OFF", mode = EnumSource.Mode.EXCLUDE)
  void a_contract_that_cannot_be_read_is_told_and_stops_nothing(Detail detail) {
    run(detail, source("openapi: [", ""));

    assertTrue(
        told().get(0).contains("openapi.yaml:1:11: error contract-defect"), told()::toString);
  }

  @Test
  void a_failure_is_told_without_its_text_and_the_next_contract_is_looked_over() {
    ContractSource broken =
        ContractSource.of(
            "a\nb.yaml",
            CONTRACT.getBytes(StandardCharsets.UTF_8),
            path -> {
              throw new IllegalStateException("s3cret");
            });
    StartLint.of(Detail.SUMMARY)
        .contract(broken, LintOptions.DEFAULT)
        .contract(source(CONTRACT, PARTS), LintOptions.DEFAULT)
        .run();

    assertEquals(
        "WARN The contract a\\nb.yaml could not be looked over (IllegalStateException)."
            + " The service is not affected",
        told().get(0));
    assertTrue(told().get(1).contains("has 1 error"));
  }

  @Test
  void what_the_service_was_told_of_its_contract_holds_here_too() {
    LintOptions options =
        LintOptions.DEFAULT
            .ignoring("write-operation-secured")
            .withContract(ContractOptions.DEFAULT.withBasePath("/x"));
    StartLint.of(Detail.SUMMARY).contract(source(CONTRACT, PARTS), options).run();

    assertTrue(told().get(0).startsWith("INFO The contract openapi.yaml has no errors"));
  }

  private static Thread lookOver(Path openapi) throws IOException {
    // page: begin
    Thread lint =
        StartLint.of(StartLint.Detail.SUMMARY)
            .contract(ContractSource.file(openapi), LintOptions.DEFAULT)
            .begin();
    // page: end
    return lint;
  }

  @Test
  void it_runs_beside_the_start_on_a_thread_that_keeps_nothing_alive() throws Exception {
    Path openapi = Files.writeString(folder.resolve("openapi.yaml"), CONTRACT);
    Files.writeString(folder.resolve("parts.yaml"), PARTS);

    Thread thread = lookOver(openapi);
    thread.join();

    assertTrue(thread.isDaemon());
    assertEquals("hauberk-lint", thread.getName());
    assertTrue(told().get(0).startsWith("WARN The contract openapi.yaml has 1 error"));
    assertEquals(1, told().size());
  }

  @Test
  void the_page_shows_what_is_run_here() throws IOException {
    String source =
        Files.readString(ROOT.resolve("core/src/test/java/io/hauberk/StartLintTest.java"));
    String shown = between(source, "    // page: begin\n", "\n    // page: end\n");
    String page = Files.readString(ROOT.resolve("docs/lint.md"));

    assertEquals(
        shown.stripIndent(), between(page, "<!-- StartLintTest -->\n```java\n", "\n```\n"));
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
