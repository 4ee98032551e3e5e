package io.hauberk.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** {@code docs/lint.md} names every rule as the code has it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LintPageTest {

  private static String row(LintRule rule) {
    return "| %s | `%s` | %s | %s |"
        .formatted(rule.category().orElse("–"), rule.id(), rule.severity(), rule.title());
  }

  @Test
  void the_page_has_a_row_for_each_rule_and_no_other() throws IOException {
    Path page = Path.of(System.getProperty("hauberk.root", ".."), "docs", "lint.md");
    List<String> rows =
        Files.readAllLines(page).stream().filter(line -> line.matches("\\| \\S+ \\| `.*")).toList();

    assertEquals(
        String.join("\n", ContractLint.rules().stream().map(LintPageTest::row).toList()),
        String.join("\n", rows));
  }
}
