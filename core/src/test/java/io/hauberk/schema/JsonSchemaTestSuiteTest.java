package io.hauberk.schema;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The official suite of JSON Schema 2020-12: the required part whole, the optional part but for a
 * list.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonSchemaTestSuiteTest {
  private static final Map<String, String> OPTIONAL_EXCEPTIONS =
      Map.of(
          "cross-draft / refs to historic drafts are processed as historic drafts"
              + " / first item not a string is valid",
          "older drafts are refused when they are compiled");

  @Test
  void every_required_case_has_the_verdict_of_the_suite() throws IOException {
    run("tests/draft2020-12", false).assertFailed("JSON Schema 2020-12, required", Set.of());
  }

  @Test
  void the_optional_cases_have_the_verdict_of_the_suite_but_for_a_list() throws IOException {
    run("tests/draft2020-12/optional", false)
        .assertFailed("JSON Schema 2020-12, optional", OPTIONAL_EXCEPTIONS.keySet());
  }

  @Test
  void the_formats_have_the_verdict_of_the_suite() throws IOException {
    run("tests/draft2020-12/optional/format", true)
        .assertFailed("JSON Schema 2020-12, formats", Set.of());
  }

  private static TestSuite run(String folder, boolean formats) throws IOException {
    TestSuite suite = new TestSuite(remote -> !remote.startsWith("draft4/"));
    for (TestSuite.Group group : suite.groups(folder)) {
      SchemaCompiler.Builder builder = SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12);
      suite.judge(group, group.schema(), Metaschemas.addTo(builder).assertFormats(formats));
    }
    return suite;
  }
}
