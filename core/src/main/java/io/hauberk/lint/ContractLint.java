package io.hauberk.lint;

import static java.util.Objects.requireNonNull;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractDocuments;
import io.hauberk.contract.ContractDocuments.Document;
import io.hauberk.contract.ContractException;
import io.hauberk.contract.ContractNote;
import io.hauberk.contract.ContractSource;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.TextPosition;
import io.hauberk.json.TextPositions;
import io.hauberk.lint.Complaints.Complaint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * Looks over a contract in a file, and what its references lead to in the folder of the file and
   * below. Findings call the documents as {@code file} is written.
   *
   * @throws IOException if the file cannot be read
   */
  public LintReport lint(Path file) throws IOException {
    ContractSource source =
        ContractSource.file(file, options.contract().documentLimits().maxBytes());
    String path = file.toString();
    return lint(path.substring(0, path.length() - source.name().length()), source);
  }

  /**
   * Looks over a contract that is one document. What keeps it from being read is a finding, too.
   *
   * @param name how findings call the document
   * @param document OpenAPI 3 in JSON or YAML
   */
  public LintReport lint(String name, byte[] document) {
    return lint(ContractSource.of(name, document));
  }

  /**
   * Looks over a contract in several documents. Findings call the first one by the name of the
   * source, and the others by their path from its folder, or by their URI.
   */
  public LintReport lint(ContractSource source) {
    return lint("", source);
  }

  private LintReport lint(String folder, ContractSource source) {
    ContractDocuments documents;
    try {
      documents = ContractDocuments.read(source, options.contract());
    } catch (JsonException e) {
      LintRule rule = Rules.get(ContractNote.DEFECT);
      return new LintReport(
          List.of(
              new LintFinding(
                  rule,
                  rule.severity(),
                  folder + source.name(),
                  "#",
                  new TextPosition(e.line(), e.column()),
                  String.valueOf(e.getMessage()))));
    }
    DocumentTree tree = new DocumentTree(documents, folder, source.name());
    return new LintReport(located(complaints(source, tree), tree));
  }

  private List<Complaint> complaints(ContractSource source, DocumentTree tree) {
    Complaints complaints = new Complaints();
    try {
      Contract contract = Contract.read(source, options.contract());
      contract.notes().forEach(note -> NoteRules.add(note, tree, complaints));
    } catch (ContractException e) {
      e.defects().forEach(defect -> NoteRules.add(defect, tree, complaints));
    }
    if (tree.root().text("openapi").startsWith("3.")) {
      ContractModel model = ModelReader.read(tree);
      Rules.CHECKS.forEach(check -> check.check(model, complaints));
    }
    Map<String, Suppressions> suppressions = new HashMap<>();
    LintRule unknown = Rules.get("unknown-lint-rule");
    tree.byName()
        .forEach(
            (name, document) -> {
              Suppressions own = new Suppressions(document.root());
              suppressions.put(name, own);
              for (JsonPointer at : own.unknown()) {
                complaints.add(
                    unknown,
                    unknown.severity(),
                    name,
                    at,
                    "names a rule that does not exist, so it silences nothing. Correct its"
                        + " spelling");
              }
            });
    Suppressions everywhere = suppressions.get(tree.root().document());
    return complaints.list().stream()
        .filter(it -> !options.ignored().contains(it.rule().id()))
        .filter(it -> everywhere == null || !everywhere.silences(it.rule().id()))
        .filter(
            it -> {
              Suppressions own = suppressions.get(it.document());
              return own == null || !own.silences(it.rule().id(), it.at());
            })
        .toList();
  }

  private List<LintFinding> located(List<Complaint> complaints, DocumentTree tree) {
    Map<String, List<Complaint>> byDocument = new LinkedHashMap<>();
    tree.byName().keySet().forEach(name -> byDocument.put(name, new ArrayList<>()));
    complaints.forEach(
        it -> byDocument.computeIfAbsent(it.document(), name -> new ArrayList<>()).add(it));
    List<LintFinding> findings = new ArrayList<>();
    byDocument.forEach(
        (name, some) -> findings.addAll(located(some, positions(some, tree.byName().get(name)))));
    return findings;
  }

  private Map<JsonPointer, TextPosition> positions(
      List<Complaint> complaints, @Nullable Document document) {
    if (document == null || complaints.isEmpty()) {
      return Map.of();
    }
    Set<JsonPointer> places = new LinkedHashSet<>();
    complaints.forEach(it -> places.add(it.at()));
    JsonLimits limits = options.contract().documentLimits();
    byte[] text = document.octets();
    if (isJson(text)) {
      try {
        return TextPositions.inJson(text, limits, places);
      } catch (JsonException e) {
        // {a: b} is YAML, too
      }
    }
    return TextPositions.inYaml(text, limits, places);
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
