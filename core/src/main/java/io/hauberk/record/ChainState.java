package io.hauberk.record;

import io.hauberk.event.LineChain;
import io.hauberk.event.LineChain.Link;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the chain of one instance has been followed. */
final class ChainState {
  private final RecordOptions options;
  private @Nullable String algorithm;
  private @Nullable String last;
  private boolean begun;
  private boolean unchained;
  private boolean alienTold;

  ChainState(RecordOptions options) {
    this.options = options;
  }

  /** Follows the chain by one line; answers what is wrong, if something is. */
  Optional<String> follow(byte[] line, boolean hasHash) {
    Optional<Link> found = LineChain.find(line);
    boolean isFirst = !begun;
    begun = true;
    if (found.isEmpty()) {
      return unlinked(hasHash, isFirst);
    }
    Link link = found.get();
    boolean afterUnchained = algorithm == null && unchained;
    algorithm = link.algorithm();
    String before = last;
    last = link.hash();
    if (!link.algorithm().equals(options.chain().algorithm())) {
      return alien(link.algorithm());
    }
    if (before == null && afterUnchained) {
      return Optional.of("has a hash, though lines of its instance before it have none");
    }
    if (before == null && options.partial()) {
      return Optional.empty();
    }
    String expected =
        options.chain().hash(before == null ? LineChain.start() : before, link.line());
    if (expected.equals(link.hash())) {
      return Optional.empty();
    }
    return Optional.of(
        before == null
            ? "is not the first of its chain, or was altered. Name all files of the record in their"
                + " order; --partial takes one that begins in the middle"
            : "does not follow from the line of its instance before it: one of them was altered, or"
                + " lines between them are missing, were added or stand elsewhere");
  }

  private Optional<String> unlinked(boolean hasHash, boolean isFirst) {
    if (hasHash) {
      return Optional.of(
          "has its hash where none of ours stands: something wrote the line anew. Verify what the"
              + " service itself wrote");
    }
    if (algorithm != null) {
      return Optional.of("has no hash, though lines of its instance before it have one");
    }
    unchained = true;
    return isFirst && options.mustBeChained()
        ? Optional.of("has no hash, and so may its instance's other lines")
        : Optional.empty();
  }

  private Optional<String> alien(String stated) {
    if (alienTold) {
      return Optional.empty();
    }
    alienTold = true;
    return Optional.of(
        stated.equals("hmac-sha256")
            ? "is chained with a key, without which no line of its instance can be judged. Name the"
                + " key's file with --key"
            : "is not chained by "
                + options.chain().algorithm()
                + ", so no line of its instance is judged by it: anybody may have written them");
  }

  @Nullable String algorithm() {
    return algorithm;
  }

  @Nullable String last() {
    return last;
  }
}
