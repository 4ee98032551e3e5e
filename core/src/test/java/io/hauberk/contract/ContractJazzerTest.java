package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The reader of contracts under documents of any kind: read or refused with reasons. */
@Tag("fuzz")
class ContractJazzerTest {

  @FuzzTest(maxExecutions = 10_000)
  void document(byte[] data) {
    List<String> first = outcome(data);
    assertFalse(first.isEmpty());
    assertEquals(first, outcome(data));
  }

  private static List<String> outcome(byte[] data) {
    try {
      Contract contract = Contract.read("contract.yaml", data, ContractOptions.DEFAULT);
      return List.of(contract.toString(), contract.notes().toString());
    } catch (ContractException e) {
      return e.defects().stream().map(ContractNote::toString).toList();
    }
  }
}
