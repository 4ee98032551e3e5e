package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contracts that are made to cost: a contract is the operator's, but may come from elsewhere. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileContractTest {
  private static final String PATHS =
      "paths: {/a: {get: {operationId: a, responses: {'200': {description: ok}}}}}\n";

  @Nested
  class Aliases {

    /** Each level holds the one before nine times: nine levels would be 387 million values. */
    private String bomb(int levels) {
      StringBuilder out = new StringBuilder(PATHS + "x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
      for (int i = 1; i <= levels; i++) {
        String before = "*a" + (i - 1) + ", ";
        out.append("x-%s: &a%s [%s]\n".formatted(i, i, before.repeat(9)));
      }
      return out.toString();
    }

    @Test
    void that_unfold_without_end_are_refused() {
      ContractException refusal =
          assertThrows(ContractException.class, () -> Contracts.of(bomb(20)));
      assertEquals(1, refusal.defects().size());
    }

    @Test
    void that_hold_themselves_are_refused() {
      assertThrows(ContractException.class, () -> Contracts.of(PATHS + "x-a: &a [*a]\n"));
    }

    @Test
    void that_save_some_writing_are_read() {
      assertEquals(1, Contracts.of(bomb(2)).operations().size());
    }
  }

  @Nested
  class Very_many_paths {

    private Contract contract(int paths) {
      StringBuilder out =
          new StringBuilder("{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"t\",");
      out.append("\"version\": \"1\"}, \"paths\": {");
      for (int i = 0; i < paths; i++) {
        out.append(i == 0 ? "" : ",")
            .append("\"/a%s/{x}/b%s\": {".formatted(i % 1_000, i))
            .append("\"parameters\": [{\"$ref\": \"#/components/parameters/x\"}],")
            .append("\"get\": {\"responses\": {\"200\": {\"description\": \"ok\"}}}}");
      }
      out.append("}, \"components\": {\"parameters\": {\"x\": {\"name\": \"x\", \"in\": \"path\",");
      out.append("\"required\": true, \"schema\": {\"type\": \"integer\"}}}}}");
      return Contracts.read(out.toString());
    }

    @Test
    void are_read_and_each_is_found() {
      check(5_000);
    }

    @Test
    @Tag("long")
    void are_read_and_each_is_found_by_the_hundred_thousand() {
      check(100_000);
    }

    private void check(int paths) {
      Contract contract = contract(paths);
      assertEquals(paths, contract.operations().size());
      for (int i : new int[] {0, 1, 999, 1_000, 4_321, paths - 1}) {
        String target = "/a%s/7/b%s".formatted(i % 1_000, i);
        assertTrue(Contracts.check(contract, TestHead.of("GET", target)).isAdmitted());
      }
      assertInstanceOf(Route.NotFound.class, Contracts.route(contract, "GET", "/a1/7/b" + paths));
    }
  }

  @Nested
  class Schemas_that_lead_on_and_on {

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "multipart/form-data"})
    void are_read_without_end_of_the_stack(String type) {
      int schemas = 3_000;
      StringBuilder out =
          new StringBuilder("{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"t\",");
      out.append(
          "\"version\": \"1\"}, \"paths\": {\"/x\": {\"post\": {\"requestBody\": {\"content\":");
      out.append(
          "{\"%s\": {\"schema\": {\"$ref\": \"#/components/schemas/s0\"}}}},".formatted(type));
      out.append(
          "\"responses\": {\"200\": {\"description\": \"ok\"}}}}}, \"components\": {\"schemas\": {");
      for (int i = 0; i < schemas; i++) {
        out.append("\"s%s\": {\"allOf\":".formatted(i));
        out.append("[{\"$ref\": \"#/components/schemas/s%s\"}]},".formatted(i + 1));
      }
      out.append("\"s%s\": {\"type\": \"object\"}}}}".formatted(schemas));
      assertEquals(1, Contracts.read(out.toString()).operations().size());
    }
  }
}
