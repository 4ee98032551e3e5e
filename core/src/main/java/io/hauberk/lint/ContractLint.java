package io.hauberk.lint;

import static java.util.Objects.requireNonNull;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractException;
import io.hauberk.contract.ContractNote;
import io.hauberk.json.Json;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonValue;
import io.hauberk.json.TextPosition;
import io.hauberk.json.TextPositions;
import io.hauberk.json.Yaml;
import io.hauberk.lint.Complaints.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks over an OpenAPI contract. Immutable and safe for use by any number of threads.
 *
 * <pre>{@code
 * ContractLint.standard().lint(Path.of("src/main/resources/openapi.yaml")).assertNone(Severity.WARNING);
 * }</pre>
 *
 * <p>A contract silences rules itself where it knows better: {@code x-hauberk-lint-ignore: [rule]}
 * at an object holds for the object and all below it.
 */
public final class ContractLint {
  private final LintOptions options;

  /** With every rule, each with its own severity. */
  public static ContractLint standard() {
    return of(LintOptions.DEFAULT);
  }

  /** With options. */
  public static ContractLint of(LintOptions options) {
    return new ContractLint(requireNonNull(options, "options"));
  }

  /** All rules: by risk, those without one last, then by id. */
  public static List<LintRule> rules() {
    return Rules.all();
  }

  private ContractLint(LintOptions options) {
    this.options = options;
  }

  /**
   * Looks over a contract in a file.
   *
   * @throws IOException if the file cannot be read
   */
  public LintReport lint(Path file) throws IOException {
    return lint(file.toString(), Files.readAllBytes(file));
  }

  /**
   * Looks over a contract. What keeps it from being read is a finding, too.
   *
   * @param name how findings call the document
   * @param document OpenAPI 3 in JSON or YAML
   */
  public LintReport lint(String name, byte[] document) {
    JsonLimits limits = options.contract().documentLimits();
    boolean json = isJson(document);
    JsonValue value;
    try {
      value = json ? Json.parse(document, limits) : Yaml.parse(document, limits);
    } catch (JsonException e) {
      LintRule rule = Rules.get(ContractNote.DEFECT);
      return new LintReport(
          List.of(
              new LintFinding(
                  rule,
                  rule.severity(),
                  name,
                  "#",
                  new TextPosition(e.line(), e.column()),
                  String.valueOf(e.getMessage()))));
    }
    List<Complaint> complaints = complaints(name, document, value);
    Set<JsonPointer> places = new LinkedHashSet<>();
    complaints.forEach(it -> places.add(it.at()));
    Map<JsonPointer, TextPosition> positions =
        json
            ? TextPositions.inJson(document, limits, places)
            : TextPositions.inYaml(document, limits, places);
    return new LintReport(located(complaints, positions));
  }

  private List<Complaint> complaints(String name, byte[] document, JsonValue value) {
    Complaints complaints = new Complaints();
    try {
      Contract contract = Contract.read(name, document, options.contract());
      contract.notes().forEach(note -> NoteRules.add(note, name, complaints));
    } catch (ContractException e) {
      e.defects().forEach(defect -> NoteRules.add(defect, name, complaints));
    }
    if (!(value instanceof JsonObject root)) {
      return complaints.list();
    }
    Place place = new Place(name, root, JsonPointer.ROOT);
    if (place.text("openapi").startsWith("3.")) {
      ContractModel model = ModelReader.read(new DocumentTree(name, root));
      Rules.CHECKS.forEach(check -> check.check(model, complaints));
    }
    Suppressions suppressions = new Suppressions(root);
    LintRule unknown = Rules.get("unknown-lint-rule");
    for (JsonPointer at : suppressions.unknown()) {
      complaints.add(
          unknown,
          unknown.severity(),
          name,
          at,
          "names a rule that does not exist, so it silences nothing. Correct its spelling");
    }
    return complaints.list().stream()
        .filter(it -> !options.ignored().contains(it.rule().id()))
        .filter(it -> !suppressions.silences(it.rule().id(), it.at()))
        .toList();
  }

  private List<LintFinding> located(
      List<Complaint> complaints, Map<JsonPointer, TextPosition> positions) {
    Map<JsonPointer, Integer> order = new HashMap<>();
    positions.keySet().forEach(pointer -> order.put(pointer, order.size()));
    return complaints.stream()
        .sorted(
            Comparator.comparing((Complaint it) -> order.getOrDefault(it.at(), order.size()))
                .thenComparing(it -> it.rule().id()))
        .map(
            it ->
                new LintFinding(
                    it.rule(),
                    options.severities().getOrDefault(it.rule().id(), it.severity()),
                    it.document(),
                    it.at().toFragment(),
                    positions.get(it.at()),
                    it.message()))
        .toList();
  }

  /** A document that begins with a brace is JSON: it would be YAML, too, but slower to read. */
  private static boolean isJson(byte[] document) {
    for (byte octet : document) {
      if (octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n') {
        return octet == '{';
      }
    }
    return false;
  }
}
