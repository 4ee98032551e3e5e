package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hauberk.contract.ContractRate.Window;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RateReaderTest {
  private static final Window HUNDRED_A_SECOND = new Window(100, Duration.ofSeconds(1));
  private static final Window THOUSAND_AN_HOUR = new Window(1_000, Duration.ofHours(1));

  private static Contract contract(String ofDocument, String ofOperation) {
    return Contracts.of(
        """
        %s
        paths:
          /orders:
            get:
              operationId: list
              %s
              responses: {"200": {description: ok}}
        """
            .formatted(ofDocument, ofOperation));
  }

  private static ContractRate ofOperation(String rate) {
    return contract("", "x-hauberk-rate: " + rate).operations().get(0).rate();
  }

  private static ContractNote defect(String ofDocument, String ofOperation) {
    List<ContractNote> defects =
        assertThrows(ContractException.class, () -> contract(ofDocument, ofOperation)).defects();
    assertEquals(1, defects.size(), defects::toString);
    return defects.get(0);
  }

  @Nested
  class Reads {
    @Test
    void one_window_of_one_caller() {
      assertEquals(
          new ContractRate(List.of(HUNDRED_A_SECOND), List.of(), OptionalInt.empty()),
          ofOperation("100/1s"));
    }

    @Test
    void several_windows() {
      assertEquals(
          List.of(HUNDRED_A_SECOND, THOUSAND_AN_HOUR), ofOperation("[100/1s, 1000/1h]").caller());
    }

    @Test
    void caller_total_and_cost() {
      assertEquals(
          new ContractRate(List.of(HUNDRED_A_SECOND), List.of(THOUSAND_AN_HOUR), OptionalInt.of(5)),
          ofOperation("{caller: 100/1s, total: [1000/1h], cost: 5}"));
    }

    @Test
    void what_the_document_says_of_every_operation() {
      Contract contract = contract("x-hauberk-rate: {caller: 100/1s, cost: 2}", "");
      assertEquals(
          new ContractRate(List.of(HUNDRED_A_SECOND), List.of(), OptionalInt.of(2)),
          contract.rate());
      assertEquals(ContractRate.NONE, contract.operations().get(0).rate());
    }

    @Test
    void nothing_where_nothing_is_said() {
      assertEquals(ContractRate.NONE, contract("", "").rate());
    }

    @ParameterizedTest
    @CsvSource({
      "1/1ms, 1, PT0.001S",
      "1000000000/366d, 1000000000, P366D",
      "7/90m, 7, PT1H30M",
    })
    void windows_up_to_the_ends_of_their_ranges(String text, long permits, Duration period) {
      assertEquals(List.of(new Window(permits, period)), ofOperation(text).caller());
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "100 | '' | a window is a text permits/period",
          "'100' | '' | a window is a text permits/period",
          "fast | '' | a window is a text permits/period",
          "100/s | '' | a window is a text permits/period",
          "-1/1s | '' | a window is a text permits/period",
          "100/1s 5/1m | '' | a window is a text permits/period",
          "100/1w | '' | a window is a text permits/period",
          "null | '' | a window is a text permits/period",
          "[100/1s, 7] | /1 | a window is a text permits/period",
          "[] | '' | has no window",
          "0/1s | '' | the permits of a window must be from 1 to 1000000000",
          "1000000001/1s | '' | the permits of a window must be from 1 to 1000000000",
          "1/0s | '' | the period of a window must be from 1ms to 366d",
          "1/367d | '' | the period of a window must be from 1ms to 366d",
          "[100/1s, 50/1000ms] | '' | has two windows of the same period",
          "{} | '' | says nothing",
          "{per-caller: 1/1s} | /per-caller | is not known",
          "{caller: {permits: 1}} | /caller | a window is a text permits/period",
          "{total: []} | /total | has no window",
          "{cost: 0} | /cost | must be an integer from 1 to 1000",
          "{cost: 1001} | /cost | must be an integer from 1 to 1000",
          "{cost: 1.5} | /cost | must be an integer from 1 to 1000",
          "{cost: '2'} | /cost | must be an integer from 1 to 1000",
        })
    void what_an_operation_says(String rate, String below, String text) {
      ContractNote defect = defect("", "x-hauberk-rate: " + rate);
      assertEquals("#/paths/~1orders/get/x-hauberk-rate" + below, defect.pointer());
      assertEquals(text, defect.text().substring(0, text.length()));
    }

    @Test
    void a_total_of_all_operations() {
      ContractNote defect = defect("x-hauberk-rate: {total: 1/1s}", "");
      assertEquals("#/x-hauberk-rate/total", defect.pointer());
    }

    @Test
    void a_rate_that_stands_at_a_path_where_nobody_would_apply_it() {
      List<ContractNote> defects =
          assertThrows(
                  ContractException.class,
                  () ->
                      Contracts.of(
                          """
                          paths:
                            /orders:
                              x-hauberk-rate: 1/1s
                              get: {operationId: list, responses: {"200": {description: ok}}}
                          """))
              .defects();
      assertEquals(
          List.of("#/paths/~1orders/x-hauberk-rate"),
          defects.stream().map(ContractNote::pointer).toList());
    }
  }
}
