package io.hauberk.samples.orders;

import io.hauberk.lint.ContractLint;
import io.hauberk.lint.Severity;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractTest {

  @Test
  void the_contract_is_clean() throws IOException {
    ContractLint.standard()
        .lint(Path.of("src/main/resources/openapi.yaml"))
        .assertNone(Severity.WARNING);
  }
}
