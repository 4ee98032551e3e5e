package io.hauberk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hauberk.json.Json;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonValue;
import io.hauberk.lint.ContractLint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LintCommandTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: T, version: "1"}
      security: [{main: []}]
      paths:
        /a b:
          get:
            operationId: get
            responses: {default: {$ref: "#/components/responses/Problem"}}
      components:
        securitySchemes:
          main: {type: http, scheme: bearer}
        responses:
          Problem:
            description: d
            content: {application/problem+json: {schema: {type: boolean}}}
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;
  private String file = "";

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("open api.yaml").toString();
    Files.writeString(Path.of(file), CONTRACT.replace("/a b", "/a/"));
  }

  private int run(String input, String... arguments) {
    return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, arguments);
  }

  private int run(InputStream in, OutputStream to, String... arguments) {
    return Main.run(
        List.of(arguments),
        new Terminal(
            in,
            new PrintStream(to, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)));
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String at(String pointer) {
    JsonValue root = Json.parse(out(), JsonLimits.DOCUMENT);
    return JsonPointer.parse(pointer).find(root).map(String::valueOf).orElse("absent");
  }

  @Test
  void a_report_for_people_has_a_line_for_each_finding_and_the_counts() {
    int code = run("", "lint", file);

    assertEquals(0, code);
    assertEquals(
        file
            + ":5:3: warning trailing-slash (API9:2023) #/paths/~1a~1: some servers take this path"
            + " without its slash, too, and rules by path miss one of the two. Remove the slash"
            + System.lineSeparator()
            + file
            + ": no errors, 1 warning, 1 info (1 not shown; --show info shows all)"
            + System.lineSeparator(),
        out());
  }

  @ParameterizedTest
  @CsvSource({"error,0", "warning,1", "info,1", "never,0"})
  void the_exit_code_tells_whether_something_was_found_that_fails(String failOn, int code) {
    assertEquals(code, run("", "lint", "--fail-on", failOn, file));
  }

  @Test
  void a_rule_can_be_ignored() {
    assertEquals(0, run("", "lint", "--ignore=trailing-slash", "--fail-on=warning", file));
  }

  @Test
  void a_rule_can_have_another_severity() {
    assertEquals(1, run("", "lint", "--severity", "trailing-slash=error", file));
    assertTrue(out().contains(": error trailing-slash"), out());
  }

  @Test
  void several_contracts_and_the_standard_input_are_looked_over() {
    assertEquals(0, run(CONTRACT.replace("/a b", "/a"), "lint", file, "-"));
    assertTrue(out().contains("-: no errors, no warnings, 1 info"), out());
  }

  @Test
  void a_contract_that_cannot_be_read_is_a_finding() {
    assertEquals(1, run("openapi: [", "lint", "-"));
    assertTrue(out().startsWith("stdin:1:11: error contract-defect #: YAML, line 1"), out());
  }

  @ParameterizedTest
  @CsvSource({
    "'',name a contract",
    "--format=xml x,--format is text",
    "--fail-on=bad x,--fail-on is error",
    "--ignore=none x,there is no lint rule 'none'",
    "--severity=x y,--severity is RULE=error",
    "--wat=1 x,there is no option --wat",
    "--show,--show needs a value",
    "absent.yaml,absent.yaml does not exist",
    "src,src is a directory"
  })
  void a_wrong_call_is_told(String arguments, String message) {
    String line = ("lint " + arguments).strip();

    assertEquals(2, run("", line.split(" ")));
    assertTrue(err().contains("lint: " + message), err::toString);
  }

  @Test
  void help_and_rules_are_told() {
    assertEquals(0, run("", "lint", "--help"));
    assertTrue(out().contains("--fail-on SEVERITY"));
    assertEquals(0, run("", "lint", "--rules"));
    ContractLint.rules()
        .forEach(
            rule ->
                assertTrue(
                    out().contains("\n" + rule.id() + " ") || out().contains(rule.id() + " "),
                    rule.id()));
    assertEquals(0, run("", "help"));
    assertEquals(2, run("", "fly"));
  }

  @Test
  void a_report_for_programs_is_JSON() {
    run("", "lint", "--format", "json", "--show", "warning", file);

    assertEquals("\"trailing-slash\"", at("/findings/0/rule"));
    assertEquals("\"warning\"", at("/findings/0/severity"));
    assertEquals("\"API9:2023\"", at("/findings/0/owasp"));
    assertEquals("\"#/paths/~1a~1\"", at("/findings/0/pointer"));
    assertEquals("5", at("/findings/0/line"));
    assertEquals("3", at("/findings/0/column"));
    assertEquals("absent", at("/findings/1"));
  }

  @Test
  void a_report_for_code_scanners_is_SARIF() {
    run("", "lint", "--format", "sarif", "--show", "warning", file);

    assertEquals("\"2.1.0\"", at("/version")); // 3.13.2, required
    assertEquals("\"hauberk-lint\"", at("/runs/0/tool/driver/name")); // 3.19.8, required
    String index = at("/runs/0/results/0/ruleIndex");
    assertEquals("\"trailing-slash\"", at("/runs/0/results/0/ruleId"));
    assertEquals("\"trailing-slash\"", at("/runs/0/tool/driver/rules/" + index + "/id"));
    assertEquals(
        "\"warning\"", at("/runs/0/tool/driver/rules/" + index + "/defaultConfiguration/level"));
    assertEquals("\"warning\"", at("/runs/0/results/0/level")); // none, note, warning, error
    assertTrue(at("/runs/0/results/0/message/text").contains("Remove the slash")); // required
    String location = "/runs/0/results/0/locations/0";
    assertTrue(
        at(location + "/physicalLocation/artifactLocation/uri").endsWith("/open%20api.yaml\""));
    assertEquals("5", at(location + "/physicalLocation/region/startLine"));
    assertEquals("3", at(location + "/physicalLocation/region/startColumn"));
    assertEquals("\"#/paths/~1a~1\"", at(location + "/logicalLocations/0/fullyQualifiedName"));
  }

  @Test
  void every_SARIF_rule_has_a_text_and_a_level_that_SARIF_knows() {
    run("", "lint", "--format=sarif", file);

    for (int i = 0; i < ContractLint.rules().size(); i++) {
      String rule = "/runs/0/tool/driver/rules/" + i;
      assertTrue(at(rule + "/shortDescription/text").length() > 10);
      assertTrue(at(rule + "/defaultConfiguration/level").matches("\"(note|warning|error)\""));
    }
  }

  private static final Pattern OBEYED = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /** A keyword that clears the screen, turns the text around and ends the line. */
  private static final String HOSTILE =
      """
      {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get":
       {"responses": {"200": {"description": "d", "content": {"application/json": {"schema":
         {"a\\u001b[2J\\u009b2J\\u202e\\u2066\\n\\u2028b": 1}}}}}}}}}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "sarif"})
  void what_a_terminal_would_obey_in_a_contract_is_written_out(String format) {
    run(HOSTILE, "lint", "--format", format, "--show=info", "-");

    assertTrue(out().contains("a\\u001b[2J\\u009b2J\\u202e\\u2066\\n\\u2028b is not a known"));
    assertFalse(out().lines().anyMatch(line -> OBEYED.matcher(line).find()));
    assertTrue(out().lines().allMatch(line -> line.matches("(stdin:|-:|\\{).*")));
  }

  @Test
  void what_a_terminal_would_obey_in_an_argument_is_written_out() {
    assertEquals(2, run("", "lint", "absent\u001b]0;x\u0007.yaml"));
    assertTrue(err().startsWith("lint: absent\\u001b]0;x\\u0007.yaml does not exist"), err());
  }

  @Test
  void a_file_that_cannot_be_read_is_told() {
    assumeTrue(Files.exists(Path.of("/proc/self/mem"))); // its first octet belongs to nobody

    assertEquals(2, run("", "lint", "/proc/self/mem"));
    assertTrue(err().startsWith("lint: /proc/self/mem cannot be read (IOException)"), err());
  }

  @Test
  void a_file_far_larger_than_a_contract_is_not_read_to_its_end() throws IOException {
    Path huge = folder.resolve("huge.yaml");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }

    assertEquals(1, run("", "lint", huge.toString()));
    assertTrue(out().contains("contract-defect #: "), out());
    assertTrue(out().contains("the document is larger than the limit"), out());
  }

  @Test
  void an_input_without_an_end_is_not_waited_for() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '#';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            Arrays.fill(into, from, from + length, (byte) '#');
            return length;
          }
        };

    assertEquals(1, run(endless, out, "lint", "-"));
    assertTrue(out().contains("the document is larger than the limit"), out());
  }

  @Test
  void a_failure_that_nobody_expects_names_the_file_and_the_cause_in_one_line() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("s3cret\nsecond line");
          }

          @Override
          public int read(byte[] into, int from, int length) {
            return read();
          }
        };

    assertEquals(3, run(broken, out, "lint", "-"));
    assertTrue(
        err()
            .matches(
                "lint: -: failed unexpectedly \\(IllegalStateException at \\w+\\.java:\\d+\\).*\\R"),
        err());
    assertFalse(err().contains("s3cret"));
    assertEquals("", out());
  }

  @Test
  void a_report_that_cannot_be_written_is_told() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertEquals(2, run(InputStream.nullInputStream(), full, "lint", "--format=sarif", file));
    assertTrue(err().startsWith("hauberk: the output cannot be written to its end"), err());
  }
}
