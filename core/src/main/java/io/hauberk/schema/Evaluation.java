package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import org.jspecify.annotations.Nullable;

/**
 * One value being judged: the tape, what is left of the work budget, and, only where someone asks
 * for them, findings, annotations and the dynamic scope. Its tape keeps it for the next document.
 */
final class Evaluation {
  /*
   * A value is judged first without explanation: the first refusal ends it and nothing is
   * allocated. Only a refused value is judged once more to tell why.
   *
   * Alternatives that refer back to themselves would double the work at each level. So, once a value
   * has cost more than most (PLENTY for each of its nodes), a schema to which several ways lead
   * judges each value only once: its verdict and its marks are kept in a `Memo`, together with
   * whether the findings tell of it. All other schemas have one way to them, from a schema that is
   * itself judged at most once. So the work is at most proportional to the size of the schema times
   * the size of the value, whatever the schema.
   *
   * The second lock: `work` counts down with each schema applied and each member looked at; `depth`
   * bounds the nesting of schemas, so that no combination of deep instances and long chains of
   * references overflows the stack. Whichever ends first, `exhausted` stays set and refuses the value
   * as a whole: a `not` cannot turn it into an acceptance.
   */
  private static final int MAX_DEPTH = 1_000;
  private static final int PLENTY = 4;
  private static final int FEW_NODES = 16;

  private static final int MAX_SCHEMAS = 1 << 20;
  private static final int MAX_SCOPES = 1 << 14;
  private static final int MAX_NODES = 1 << 30;

  final JsonTape tape;
  final Marks marks = new Marks();
  private final AsciiText text = new AsciiText();
  private final StringBuilder path = new StringBuilder(0);
  private final Memo memo = new Memo();
  private @Nullable DynamicScope scope;
  private long budget;
  private long work;
  private long memoBelow;
  private long spentBefore;
  private int depth;
  private boolean exhausted;
  private @Nullable Findings findings;
  private @Nullable SchemaNode site;

  /** The evaluation that goes with a tape. */
  static Evaluation of(JsonTape tape) {
    if (tape.companion() instanceof Evaluation known) {
      return known;
    }
    Evaluation made = new Evaluation(tape);
    tape.companion(made);
    return made;
  }

  private Evaluation(JsonTape tape) {
    this.tape = tape;
  }

  /** Another value is to be judged, in this budget. */
  void begin(int node, long workBudget, DynamicScope outside) {
    budget = workBudget;
    work = workBudget;
    spentBefore = 0;
    long nodes = tape.next(node) - (long) node;
    memoBelow = workBudget - PLENTY * (nodes + FEW_NODES);
    scope = outside;
    depth = 0;
    exhausted = false;
    findings = null;
    site = null;
  }

  /** Forgets the value, and gives back what memory it took beyond the usual. */
  void end() {
    scope = null;
    marks.reset();
    memo.clear();
    text.forget();
  }

  boolean isValid(SchemaNode schema, int node) {
    try {
      return schema.check(this, node) && !exhausted;
    } catch (StackOverflowError e) { // a thread with a small stack
      return giveUp();
    }
  }

  /** Judges the value again, which is known to be refused, and tells why, in as much work again. */
  void explain(SchemaNode schema, int node, Findings sink, DynamicScope outside) {
    int before = sink.size();
    if (remembers()) {
      memoBelow = Long.MAX_VALUE;
    }
    spentBefore = spent();
    work = budget;
    scope = outside;
    findings = sink;
    path.setLength(0);
    try {
      schema.check(this, node);
    } catch (StackOverflowError e) {
      giveUp();
    }
    findings = null;
    if (sink.size() == before) { // what is left may not suffice for telling
      sink.add("schema", "a value that fits the schema");
    }
  }

  /** Something may be half done: this evaluation is not used again. */
  private boolean giveUp() {
    tape.companion(null);
    return exhaust();
  }

  /** Whether the value was given up on. */
  boolean isExhausted() {
    return exhausted;
  }

  /** The work that the value has taken so far. */
  long spent() {
    return spentBefore + budget - work;
  }

  /** Whether findings are wanted. */
  boolean telling() {
    return findings != null;
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

  /** Counts a schema that applies no others; false if it is one too many. */
  boolean mayEnter() {
    return --work >= 0 || exhaust();
  }

  boolean enter() {
    if (depth >= MAX_DEPTH || exhausted || !mayEnter()) {
      return exhaust();
    }
    depth++;
    return true;
  }

  void leave() {
    depth--;
  }

  /** Applies a schema to a declared member of the value at hand. */
  boolean member(SchemaNode schema, int node, NameTable names, int index) {
    if (findings == null) {
      return child(schema, node);
    }
    return below(Location.below("", names.name(index)), schema, node);
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

  /**
   * Applies a schema to the value at hand only to learn whether it fits. What it evaluates counts
   * only if it does.
   */
  boolean fits(SchemaNode schema, int node) {
    Findings saved = findings;
    findings = null;
    boolean valid;
    if (marks.wanted()) {
      int before = marks.open(tape.size(node));
      valid = schema.check(this, node);
      marks.close(before, valid);
    } else {
      valid = schema.check(this, node);
    }
    findings = saved;
    return valid;
  }

  /**
   * Applies a schema to the value at hand, or below it, only to learn whether it fits. What it
   * evaluates does not count.
   */
  boolean fitsUnmarked(SchemaNode schema, int node) {
    int before = marks.suspend();
    boolean valid = fits(schema, node);
    marks.resume(before);
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
    if (!marks.wanted()) {
      return schema.check(this, node);
    }
    int before = marks.suspend();
    boolean valid = schema.check(this, node);
    marks.resume(before);
    return valid;
  }

  /** Enters a resource; answers the scope before. */
  @Nullable DynamicScope enter(Resource resource) {
    DynamicScope before = scope;
    if (before != null) {
      scope = before.enter(resource);
    }
    return before;
  }

  void leave(@Nullable DynamicScope before) {
    scope = before;
  }

  /** The outermost resource of the dynamic scope that has this dynamic anchor, if any. */
  @Nullable Resource outermost(String dynamicAnchor) {
    return scope == null ? null : scope.outermost(dynamicAnchor);
  }

  /** Whether the value has cost so much that verdicts are remembered. */
  boolean remembers() {
    return work < memoBelow;
  }

  /** Applies a schema to which several ways lead: at most once to each value. */
  boolean once(SchemaNode schema, int node) {
    int scopeNumber = 0;
    if (schema.seesScope() && scope != null) {
      if (!scope.isNumbered()) {
        return schema.judge(this, node);
      }
      scopeNumber = scope.number();
    }
    if (schema.id() >= MAX_SCHEMAS || node >= MAX_NODES || scopeNumber >= MAX_SCOPES) {
      return schema.judge(this, node);
    }
    long key = ((long) scopeNumber << 20 | schema.id()) << 30 | node;
    int known = memo.find(key);
    boolean marking = marks.wanted();
    if ((known == Memo.BREAKS && findings == null) || (known & Memo.TOLD) != 0) {
      spend(1);
      return false;
    }
    if ((known & Memo.FITS) != 0 && (!marking || (known & Memo.MARKED) != 0)) {
      if (marking) {
        memo.addMarks(key, marks);
      }
      return spend(1);
    }
    if (!marking) {
      boolean valid = schema.judge(this, node);
      remember(key, valid);
      return valid;
    }
    int size = tape.size(node);
    int before = marks.open(size);
    boolean valid = schema.judge(this, node);
    if (!valid) {
      remember(key, false);
    } else if (!exhausted) {
      memo.put(key, Memo.FITS, marks, Marks.words(size));
    }
    marks.close(before, valid);
    return valid;
  }

  private void remember(long key, boolean valid) {
    if (!exhausted) {
      int told = findings == null ? 0 : Memo.TOLD;
      memo.put(key, valid ? Memo.FITS : Memo.BREAKS | told);
    }
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
