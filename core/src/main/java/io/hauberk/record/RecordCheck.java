package io.hauberk.record;

import static java.util.Objects.requireNonNull;

import io.hauberk.json.Json;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that sinks wrote, of one instance or of many among each other, and tells what is
 * missing or was changed.
 *
 * <p>Each instance numbers its events from 1 on. A number that no line has must be told of: by an
 * event that counts dropped events, or by one into which others were folded. What is missing beyond
 * that was lost or removed. Where lines are chained ({@link io.hauberk.event.LineChain}), each must
 * follow from the one before it of its instance.
 *
 * <p>It can't tell that lines are missing at the end: {@link InstanceAccount#stopped} says whether
 * the instance told that it stopped. Nor can it miss an instance of which no line is here.
 *
 * <p>Whatever the lines hold, memory is bounded: lines of up to a mebibyte, 10 000 instances, and
 * 65 536 gaps and told ranges of all of them. What is above that is a finding. JSON that is no
 * event of ours is passed over and counted.
 */
public final class RecordCheck {
  private static final int MAX_INSTANCES = 10_000;
  private static final int MAX_GAPS = 1 << 16;
  private static final int MAX_ID_LENGTH = 256;
  private static final JsonLimits LIMITS = JsonLimits.DEFAULT.withMaxBytes(BoundedLines.MAX_BYTES);

  private final RecordOptions options;
  private final Consumer<RecordFinding> findings;
  private final Room room = new Room(MAX_GAPS);
  private final Map<String, InstanceRecord> instances = new LinkedHashMap<>();
  private boolean tooManyTold;
  private long events;
  private long others;

  /**
   * Begins a check.
   *
   * @param findings takes each finding as it is found
   */
  public RecordCheck(RecordOptions options, Consumer<RecordFinding> findings) {
    this.options = requireNonNull(options, "options");
    this.findings = requireNonNull(findings, "findings");
  }

  /**
   * Reads lines; those of a record in several files in the order in which they were written.
   *
   * @param name what findings call the file
   * @throws IOException if it cannot be read to its end
   */
  public void read(String name, InputStream in) throws IOException {
    BoundedLines lines = new BoundedLines(in);
    long number = 0;
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      number++;
      take(name + ":" + number, line);
    }
  }

  private void take(String place, byte[] octets) {
    Consumer<String> here = text -> findings.accept(new RecordFinding(place, text));
    if (octets == BoundedLines.TOO_LONG) {
      here.accept(
          "this line is longer than " + BoundedLines.MAX_BYTES + " octets: none of ours is");
      return;
    }
    if (octets.length == 0) {
      return;
    }
    JsonValue value = parsed(octets, here);
    if (value == null) {
      return;
    }
    Optional<RecordLine> line = RecordLine.of(value);
    if (line.isEmpty()) {
      others++;
      return;
    }
    InstanceRecord instance = instance(line.get().instance(), here);
    if (instance != null) {
      events++;
      instance.take(line.get(), octets, here);
    }
  }

  private static @Nullable JsonValue parsed(byte[] octets, Consumer<String> here) {
    try {
      return Json.parse(octets, LIMITS);
    } catch (JsonException e) {
      here.accept(
          "this line is not JSON that can be trusted (%s, column %s): torn, altered or not ours"
              .formatted(e.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '), e.column()));
      return null;
    }
  }

  private @Nullable InstanceRecord instance(String id, Consumer<String> here) {
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
      here.accept("this line names its instance in a way that none of ours is named");
      return null;
    }
    InstanceRecord known = instances.get(id);
    if (known != null) {
      return known;
    }
    if (instances.size() == MAX_INSTANCES) {
      if (!tooManyTold) {
        here.accept(
            "from here on no further instance is judged, as there are more than "
                + MAX_INSTANCES
                + ". Check fewer files at a time");
      }
      tooManyTold = true;
      return null;
    }
    InstanceRecord begun = new InstanceRecord(id, options, room);
    instances.put(id, begun);
    return begun;
  }

  /** Looks at what is missing, after all lines were read, and sums up each instance. */
  public List<InstanceAccount> end() {
    if (events == 0) {
      findings.accept(new RecordFinding("the record", "there is no event of ours in it"));
    }
    instances.values().forEach(instance -> instance.end(findings));
    return instances.values().stream().map(InstanceRecord::account).toList();
  }

  /** How many lines of events were judged. */
  public long events() {
    return events;
  }

  /** How many lines of JSON were no events of ours. */
  public long others() {
    return others;
  }
}
