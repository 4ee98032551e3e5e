package io.hauberk.record;

import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.record.Told.Span;
import java.util.function.Consumer;

/** The lines of one instance, as far as they were read. */
final class InstanceRecord {
  private final String id;
  private final RecordOptions options;
  private final Room room;
  private final ChainState chain;
  private final Numbers numbers = new Numbers();
  private final Told told = new Told();
  private long lines;
  private long dropped;
  private long folded;
  private boolean stopped;
  private boolean tooScattered;

  InstanceRecord(String id, RecordOptions options, Room room) {
    this.id = id;
    this.options = options;
    this.room = room;
    this.chain = new ChainState(options);
  }

  void take(RecordLine line, byte[] octets, Consumer<String> findings) {
    lines++;
    chain
        .follow(octets, line.hasHash())
        .ifPresent(text -> findings.accept("this line of " + name() + " " + text));
    if (line.code().equals(Kind.SERVICE_STOPPED.id())) {
      stopped = true;
    }
    if (line.sequence() < 1) {
      findings.accept("this line of " + name() + " has no number from 1 on");
      return;
    }
    if (tooScattered) {
      return;
    }
    int held = held();
    if (!numbers.add(line.sequence())) {
      findings.accept("number " + line.sequence() + " of " + name() + " is here once more");
    }
    explain(line, findings);
    if (!room.hold(held() - held)) {
      tooScattered = true;
      findings.accept(
          "so many numbers are missing here and there that those of "
              + name()
              + " are judged no further. Name all files of the record, in their order");
    }
  }

  private void explain(RecordLine line, Consumer<String> findings) {
    if (line.dropped() == 0 && line.folded() == 0) {
      return;
    }
    Span span = new Span(line.first(), line.last(), Told.sum(line.dropped(), line.folded()));
    boolean isWhole = line.dropped() >= 0 && line.folded() >= 0;
    if (!isWhole || !span.isPossible()) {
      findings.accept("this line of " + name() + " tells of other events in numbers that can't be");
      return;
    }
    dropped = Told.sum(dropped, line.dropped());
    folded = Told.sum(folded, line.folded());
    told.add(span);
  }

  private int held() {
    return numbers.gaps().size() + told.spans().size();
  }

  /** Looks at what is missing, once all lines were read. */
  void end(Consumer<RecordFinding> findings) {
    if (tooScattered) {
      return;
    }
    if (options.partial()) {
      numbers.beginAtLowest();
    }
    numbers.gaps().forEach((first, last) -> untold(first, last, findings));
    for (Span span : told.spans().values()) {
      long missing = numbers.missingBetween(span.first(), span.last());
      if (missing > span.count()) {
        findings.accept(
            found(
                "%s events are missing between the numbers %s and %s, of which only %s are told as"
                        .formatted(missing, span.first(), span.last(), span.count())
                    + " dropped or folded: the others were lost or removed"));
      }
      boolean judged = !options.partial() || span.first() >= numbers.lowest();
      long stillToCome = Math.max(0, span.last() - numbers.highest());
      if (judged && missing < span.count() - stillToCome) {
        findings.accept(
            found(
                "%s events are told as dropped or folded between the numbers %s and %s, but only %s"
                        .formatted(span.count(), span.first(), span.last(), missing)
                    + " are missing: lines were added, or numbers changed"));
      }
    }
  }

  /** Tells of the parts of a gap that nothing tells of. */
  private void untold(long first, long last, Consumer<RecordFinding> findings) {
    long from = first;
    while (from <= last) {
      Span span = told.around(from);
      if (span != null && span.last() >= last) {
        return;
      }
      if (span != null) {
        from = span.last() + 1;
        continue;
      }
      long to = Math.min(last, told.nextAfter(from) - 1);
      findings.accept(
          found(
              from == to
                  ? "number %s is missing, and nothing tells of it: lost or removed".formatted(from)
                  : "numbers %s to %s are missing, and nothing tells of them: lost or removed"
                      .formatted(from, to)));
      from = to + 1;
    }
  }

  InstanceAccount account() {
    return new InstanceAccount(
        id,
        lines,
        numbers.highest() == 0 ? 0 : numbers.lowest(),
        numbers.highest(),
        dropped,
        folded,
        chain.algorithm(),
        chain.last(),
        stopped);
  }

  private RecordFinding found(String text) {
    return new RecordFinding(name(), text);
  }

  private String name() {
    return "instance " + id;
  }
}
