package io.hauberk.contract;

import java.util.List;
import java.util.Map;

/** A decoded parameter before its texts have types: what its style says, and no more. */
sealed interface TextNode {

  /** One text. */
  record Text(String text) implements TextNode {}

  /** Several, in order. */
  record Items(List<TextNode> items) implements TextNode {}

  /** Several with names; {@code a[]=1} has an empty one. */
  record Members(Map<String, TextNode> members) implements TextNode {}

  /** JSON text that was sent as such. */
  record Json(String json) implements TextNode {}
}
