package io.hauberk.record;

import io.hauberk.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of one instance come to.
 *
 * @param instance its identifier
 * @param lines how many lines it has
 * @param lowest the lowest number among them
 * @param highest the highest number among them
 * @param dropped how many events it tells of as dropped
 * @param folded how many events it tells of as folded into others
 * @param algorithm by what its lines are chained; null if they are not
 * @param hash the hash of its last line, in hexadecimal; null if there is none
 * @param stopped whether it tells that it stopped; else it still runs, was killed, or its last
 *     lines are not here
 */
public record InstanceAccount(
    String instance,
    long lines,
    long lowest,
    long highest,
    long dropped,
    long folded,
    @Nullable String algorithm,
    @Nullable String hash,
    boolean stopped) {

  /** For people: one line, in which nothing is obeyed. */
  @Override
  public String toString() {
    return Json.printable(
        "instance %s: %s lines, numbers %s to %s, %s told as dropped, %s as folded; %s; %s"
            .formatted(
                instance,
                lines,
                lowest,
                highest,
                dropped,
                folded,
                algorithm == null
                    ? "not chained"
                    : "chained by " + algorithm + ", last hash " + hash,
                stopped
                    ? "it stopped"
                    : "no line tells that it stopped: it still runs, was killed, or its last lines"
                        + " are not here"));
  }
}
