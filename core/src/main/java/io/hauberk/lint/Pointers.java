package io.hauberk.lint;

import io.hauberk.json.JsonException;
import io.hauberk.json.JsonPointer;

/** Pointers as messages write them. */
final class Pointers {

  /** The place that a fragment names; the root if it names none. */
  static JsonPointer ofFragment(String fragment) {
    try {
      return JsonPointer.parseFragment(fragment);
    } catch (JsonException e) {
      return JsonPointer.ROOT;
    }
  }

  private Pointers() {}
}
