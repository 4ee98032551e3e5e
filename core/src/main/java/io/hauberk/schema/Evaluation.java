package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value being judged: the tape, what is left of the work budget, and, only where someone asks
 * for them, findings, annotations and the dynamic scope.
 */
final class Evaluation {
  /*
   * A value is judged first without explanation: the first refusal ends it and nothing is
   * allocated. Only a refused value is judged once more to tell why.
   *
   * Work is bounded twice. `work` counts down with each schema applied and each member looked at;
   * `depth` bounds the nesting of schemas, so that no combination of deep instances and long chains
   * of references overflows the stack. Whichever ends first, `exhausted` stays set and refuses the
   * value as a whole: a `not` cannot turn it into an acceptance.
   *
   * Alternatives that refer back to themselves would double the work at each level; so, once a value
   * has cost more than most, the verdicts of referred schemas are kept in a `Memo`.
   *
   * `marks` are the annotations of JSON Schema 2020-12, 10.3 and 11: the members or elements of the
   * value at hand that some keyword has evaluated. They exist only below a schema that has an
   * `unevaluated…` keyword; everybody else sees null.
   */
  private static final int MAX_DEPTH = 1_000;

  /** Work after which verdicts are remembered; most values never get here. */
  private static final long MEMO_AFTER = 20_000;

  final JsonTape tape;
  private final AsciiText text = new AsciiText();
  private final StringBuilder path = new StringBuilder(0);
  private final List<Resource> scope = new ArrayList<>(0);
  private final long memoBelow;
  private long work;
  private int depth;
  private boolean exhausted;
  private @Nullable Findings findings;
  private @Nullable SchemaNode site;
  private @Nullable Memo memo;
  private @Nullable BitSet marks;

  Evaluation(JsonTape tape, long workBudget) {
    this.tape = tape;
    this.work = workBudget;
    this.memoBelow = workBudget - MEMO_AFTER;
  }

  boolean isValid(SchemaNode schema, int node) {
    try {
      return schema.check(this, node) && !exhausted;
    } catch (StackOverflowError e) { // a thread with a small stack; nothing here is half done
      return exhaust();
    }
  }

  /** Judges a value that is known to be refused, and tells why. */
  void explain(SchemaNode schema, int node, Findings sink) {
    int before = sink.size();
    findings = sink;
    try {
      schema.check(this, node);
    } catch (StackOverflowError e) {
      exhaust();
    }
    findings = null;
    if (sink.size()
        == before) { // telling takes more work than judging: what is left may not suffice
      sink.add("schema", "a value that fits the schema");
    }
  }

  /** Whether the value was given up on. */
  boolean isExhausted() {
    return exhausted;
  }

  /**
   * Whether findings are wanted and there is room for more: then keywords go on after a refusal.
   */
  boolean explaining() {
    return findings != null && !findings.isFull();
  }

  /** Refuses the value at hand in the words of a keyword. Always false. */
  boolean refuse(Keyword keyword) {
    return findings != null && refuse("", keyword.rule(), keyword.expected());
  }

  /** Refuses the value at hand as the schema {@code false} does. Always false. */
  boolean refuseAny(String expected) {
    if (findings != null && !exhausted) {
      findings.add(path.toString(), "false", expected, site == null ? "" : site.location().name());
    }
    return false;
  }

  /** Refuses what lies at a path below the value at hand. Always false. */
  boolean refuse(String below, String rule, String expected) {
    if (findings != null && !exhausted) {
      String declaredAt = site == null ? "" : site.location().declaration(rule);
      findings.add(path + below, rule, expected, declaredAt);
    }
    return false;
  }

  /** Counts work; false once there is none left. */
  boolean spend(long units) {
    work -= units;
    if (work < 0) {
      exhausted = true;
    }
    return !exhausted;
  }

  /** Gives up on the value: it is refused, whatever stands around. Always false. */
  boolean exhaust() {
    exhausted = true;
    return false;
  }

  /** Notes which schema's keywords speak from now on; answers which did before. */
  @Nullable SchemaNode site(@Nullable SchemaNode schema) {
    SchemaNode before = site;
    site = schema;
    return before;
  }

  boolean enter() {
    if (depth >= MAX_DEPTH || --work < 0 || exhausted) {
      exhausted = true;
      return false;
    }
    depth++;
    return true;
  }

  void leave() {
    depth--;
  }

  /** Applies a schema to a declared member of the value at hand. */
  boolean member(SchemaNode schema, int node, String name) {
    if (findings == null) {
      return child(schema, node);
    }
    return below("/" + name, schema, node);
  }

  /** Applies a schema to a member whose name only the caller knows. */
  boolean undeclaredMember(SchemaNode schema, int node) {
    if (findings == null) {
      return child(schema, node);
    }
    return below("/*", schema, node);
  }

  /** Applies a schema to an element of the value at hand. */
  boolean element(SchemaNode schema, int node, int index) {
    if (findings == null) {
      return child(schema, node);
    }
    return below("/" + index, schema, node);
  }

  /** Applies a schema to the value at hand or below it only to learn whether it fits. */
  boolean fits(SchemaNode schema, int node) {
    Findings saved = findings;
    findings = null;
    boolean valid = schema.check(this, node);
    findings = saved;
    return valid;
  }

  /** Applies a schema to a child of the value at hand only to learn whether it fits. */
  boolean childFits(SchemaNode schema, int node) {
    BitSet saved = marks;
    marks = null;
    boolean valid = fits(schema, node);
    marks = saved;
    return valid;
  }

  private boolean below(String step, SchemaNode schema, int node) {
    int length = path.length();
    path.append(step);
    boolean valid = child(schema, node);
    path.setLength(length);
    return valid;
  }

  private boolean child(SchemaNode schema, int node) {
    if (marks == null) {
      return schema.check(this, node);
    }
    BitSet saved = marks;
    marks = null;
    boolean valid = schema.check(this, node);
    marks = saved;
    return valid;
  }

  /** Whether anyone wants to know what was evaluated. */
  boolean marking() {
    return marks != null;
  }

  /** Notes that a keyword has evaluated the member or element at this index. */
  void mark(int index) {
    if (marks != null) {
      marks.set(index);
    }
  }

  /** Notes that a keyword has evaluated all members or elements up to this index. */
  void markUpTo(int end) {
    if (marks != null) {
      marks.set(0, end);
    }
  }

  /** What was evaluated so far; never null while a schema with an {@code unevaluated…} runs. */
  @Nullable BitSet marks() {
    return marks;
  }

  /** Sets what was evaluated, as one returns from a schema or drops a failed branch. */
  void marks(@Nullable BitSet marks) {
    this.marks = marks;
  }

  /** A copy to come back to if a branch fails; null if nobody asks. */
  @Nullable BitSet snapshot() {
    return marks == null ? null : (BitSet) marks.clone();
  }

  void pushScope(Resource resource) {
    scope.add(resource);
  }

  void popScope() {
    scope.remove(scope.size() - 1);
  }

  /** The outermost resource of the dynamic scope that has this dynamic anchor, if any. */
  @Nullable Resource outermost(String dynamicAnchor) {
    for (Resource resource : scope) {
      if (resource.hasDynamicAnchor(dynamicAnchor)) {
        return resource;
      }
    }
    return null;
  }

  /**
   * Applies a schema that is referred to. Where alternatives refer back to themselves, the same
   * schema meets the same value again and again; its verdict is then remembered, unless it depends
   * on the way that led here.
   */
  boolean referred(SchemaNode schema, int node) {
    if (work > memoBelow || findings != null || marks != null || !scope.isEmpty()) {
      return schema.check(this, node);
    }
    if (memo == null) {
      memo = new Memo();
    }
    int known = memo.find(schema.id(), node);
    if (known >= 0) {
      return spend(1) && known == 1;
    }
    boolean valid = schema.check(this, node);
    memo.put(schema.id(), node, valid);
    return valid;
  }

  /**
   * Whether a pattern is found in a string or a member's name. A search that takes too many steps
   * refuses the value as a whole.
   */
  boolean finds(EcmaPattern pattern, int node) {
    Automaton table = pattern.table();
    if (table != null && tape.ascii(node) && !tape.escaped(node)) {
      int from = tape.start(node);
      int to = tape.end(node);
      return spend((to - from) / 8) && table.find(tape.bytes(), from, to);
    }
    CharSequence characters = text(node);
    if (!spend(characters.length() / 8)) {
      return false;
    }
    return switch (pattern.find(characters)) {
      case FOUND -> true;
      case ABSENT -> false;
      case EXHAUSTED -> exhaust();
    };
  }

  /** A string as text, without a copy where it is plain ASCII. Valid until the next call. */
  CharSequence text(int node) {
    return text.of(tape, node);
  }
}
