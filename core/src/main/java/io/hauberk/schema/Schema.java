package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import java.util.List;

/** A compiled schema. Immutable and safe for use by any number of threads. */
public final class Schema {
  private final SchemaNode node;
  private final long workBudget;
  private final DynamicScope outside;

  Schema(SchemaNode node, long workBudget, DynamicScope outside) {
    this.node = node;
    this.workBudget = workBudget;
    this.outside = outside;
  }

  /**
   * Whether a value fits the schema. Stops at the first thing that does not.
   *
   * @param tape a tape that was read without a fault
   * @param value the value on it
   */
  public boolean isValid(JsonTape tape, int value) {
    Evaluation ev = Evaluation.of(tape);
    ev.begin(value, workBudget, outside);
    try {
      return ev.isValid(node, value);
    } finally {
      ev.end();
    }
  }

  /**
   * Adds to {@code findings} all in which a value does not fit the schema, and nothing if it fits.
   * A value that takes more work than the budget is told as such.
   *
   * @param tape a tape that was read without a fault
   * @param value the value on it
   * @param findings where the findings go, named from its root
   */
  public void check(JsonTape tape, int value, Findings findings) {
    Evaluation ev = Evaluation.of(tape);
    ev.begin(value, workBudget, outside);
    try {
      if (ev.isValid(node, value)) {
        return;
      }
      if (ev.isExhausted()) {
        findings.exhaust();
      } else {
        ev.explain(node, value, findings, outside);
      }
    } finally {
      ev.end();
    }
  }

  /** The schema of an array whose elements all fit this one, within one work budget. */
  public Schema each() {
    SchemaNode array = new SchemaNode(node.location(), node.id());
    array.complete(List.of(Items.all(node)));
    return new Schema(array, workBudget, outside);
  }

  /** What the schema says about the texts that are properties of its instances. */
  public PropertyTexts propertyTexts() {
    return PropertyTexts.of(node);
  }

  /** What the schema says about the shape of its instances, for whoever decodes text into them. */
  public SchemaFacts facts() {
    return SchemaFacts.of(node);
  }
}
