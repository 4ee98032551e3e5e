package io.hauberk.contract;

import io.hauberk.json.JsonPointer;
import io.hauberk.request.Reason;

/** What a request holds for one parameter. */
sealed interface Decoded {

  /** Nothing. */
  Decoded ABSENT = new Absent();

  /** An empty value that the contract allows in place of one. */
  Decoded EMPTY = new Empty();

  /** The request does not hold the parameter. */
  record Absent() implements Decoded {}

  /** The parameter is there and says nothing. */
  record Empty() implements Decoded {}

  /** The parameter's texts, as its style arranges them. */
  record Value(TextNode node) implements Decoded {}

  /**
   * The parameter's text does not follow its style.
   *
   * @param path where, below the parameter; empty for the parameter itself
   * @param rule what is broken
   * @param expected what the contract asks for
   */
  record Flaw(Reason reason, String path, String rule, String expected) implements Decoded {

    Flaw(Reason reason, String rule, String expected) {
      this(reason, "", rule, expected);
    }

    /** The same flaw of a property of this name. */
    Flaw below(String name) {
      return new Flaw(reason, "/" + JsonPointer.escape(name) + path, rule, expected);
    }
  }

  static Decoded text(String text) {
    return new Value(new TextNode.Text(text));
  }

  static Decoded repeated() {
    return new Flaw(Reason.PARAMETER_REPEATED, "repeated", "this once");
  }

  static Decoded malformed(String expected) {
    return new Flaw(Reason.PARAMETER_MALFORMED, "style", expected);
  }

  static Decoded badEncoding() {
    return new Flaw(Reason.PARAMETER_MALFORMED, "encoding", "percent-encoded UTF-8");
  }
}
