package io.hauberk.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.contract.ContractNote;
import io.hauberk.request.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real contracts, and what is wrong with them on purpose, are looked over without a stumble. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LintCorporaTest {

  private static List<Path> documents(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Corpora.require(folder))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(json|yaml|yml)"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openapi/oai-examples",
        "openapi/oai-fixtures",
        "openapi/peers/cdimascio-express-openapi-validator",
        "openapi/peers/stoplightio-prism/contracts",
        "openapi/peers/eclipse-vertx-openapi"
      })
  void every_contract_of_a_corpus_is_looked_over(String folder) throws IOException {
    List<Path> files = documents(folder);
    long findings = 0;
    int unread = 0;
    for (Path file : files) {
      LintReport report = ContractLint.standard().lint(file);
      findings += report.findings().size();
      boolean defect =
          report.findings().stream().anyMatch(it -> it.rule().id().equals(ContractNote.DEFECT));
      unread += defect ? 1 : 0;
      report.findings().forEach(it -> assertTrue(it.pointer().startsWith("#"), it::toString));
    }
    System.out.println(
        "lint: " + folder + ": " + findings + " findings, " + unread + " with defects");
    Corpora.report("lint " + folder, files.size(), files.size());
  }

  @ParameterizedTest
  @CsvSource({"spec3-2022-04-12.json,7", "spec3-2023-09-12.yaml,7"})
  void the_contracts_of_Stripe_are_looked_over(String file, long errors) throws IOException {
    LintReport report = ContractLint.standard().lint(Corpora.require("openapi/stripe/" + file));

    System.out.println("lint: " + file + ": " + report.summary());
    assertEquals(errors, report.count(Severity.ERROR));
    assertTrue(report.findings().stream().allMatch(it -> it.findPosition().isPresent()));
  }
}
