package io.hauberk.record;

import io.hauberk.json.Json;

/**
 * Something that is wrong with a record.
 *
 * @param place the file and the line, or the instance
 * @param text what it is, and what it means
 */
public record RecordFinding(String place, String text) {

  /** For people: one line, in which nothing is obeyed. */
  @Override
  public String toString() {
    return Json.printable(place + ": " + text);
  }
}
