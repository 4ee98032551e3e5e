package io.hauberk.contract;

import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonTape;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import io.hauberk.schema.Findings;
import io.hauberk.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Judges the header fields of a part that its Encoding Object describes. */
final class PartHeaderCheck {
  private static final int MOST_FINDINGS = 4;

  /** Where refusals go. */
  interface Refusals {
    void add(Reason reason, Finding finding);
  }

  private final TapePool tapes;
  private final Refusals refusals;

  PartHeaderCheck(TapePool tapes, Refusals refusals) {
    this.tapes = tapes;
    this.refusals = refusals;
  }

  /**
   * @param where the place of the part in findings
   */
  void check(String where, PartHead head, PartRule rule) {
    for (Parameter header : rule.headers()) {
      check(where + "/" + header.where(), header, header.decodeHeader(head.asRequest()));
    }
  }

  private void check(String where, Parameter header, Decoded decoded) {
    if (decoded instanceof Decoded.Absent) {
      if (header.required()) {
        refuse(new Finding(where, "required", "this header field"));
      }
    } else if (decoded instanceof Decoded.Flaw flaw) {
      refuse(new Finding(where + flaw.path(), flaw.rule(), flaw.expected()));
    } else if (decoded instanceof Decoded.Value value) {
      judge(where, header, value.node()).forEach(this::refuse);
    }
  }

  private List<Finding> judge(String where, Parameter header, TextNode node) {
    JsonText text = new JsonText();
    JsonText.Mismatch mismatch = text.write(node, header.shape());
    if (mismatch != null) {
      return List.of(new Finding(where, mismatch.rule(), mismatch.expected()));
    }
    JsonTape tape = tapes.take();
    try {
      if (tape.read(text.json().getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT) != null) {
        return List.of(new Finding(where, "json", "a value within the limits"));
      }
      Schema schema = header.schema();
      if (schema == null || schema.isValid(tape, tape.root())) {
        return List.of();
      }
      Findings found = new Findings(where, MOST_FINDINGS);
      schema.check(tape, tape.root(), found);
      if (found.isEmpty()) {
        found.add("schema", "a value that fits the schema");
      }
      return found.list();
    } finally {
      tapes.giveBack(tape);
    }
  }

  private void refuse(Finding finding) {
    refusals.add(Reason.BODY_INVALID, finding);
  }
}
