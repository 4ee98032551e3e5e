package io.hauberk.contract;

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
   * @param rule what is broken
   * @param expected what the contract asks for
   */
  record Flaw(Reason reason, String rule, String expected) implements Decoded {}

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
