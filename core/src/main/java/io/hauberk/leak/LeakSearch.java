package io.hauberk.leak;

import io.hauberk.request.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search of one body, which may come in pieces: each is looked at with what stands before it,
 * so that nothing hides where two of them meet. Not thread-safe.
 */
public final class LeakSearch {
  /*
   * One pass over the octets. At each, the few needles that begin with it are compared; one that fits is confirmed by a
   * look at its neighbourhood, which is bounded by a constant. So the work is at most octets × (length of all needles +
   * neighbourhood), whatever a caller managed to have echoed, and no regular expression is run.
   *
   * After each piece two things are gone back over: the end, where the text of a needle may not be complete; and the
   * texts that were not confirmed, as long as what confirms them may yet come, which is at most 1024 octets on.
   */
  private static final int NEIGHBOURHOOD = 1024;

  private final LeakDetector detector;
  private final Octets octets;
  private int left = LeakDetector.MAX_BYTES;
  private List<Integer> unconfirmed = new ArrayList<>(0);
  private @Nullable Reason worst;

  LeakSearch(LeakDetector detector, boolean json) {
    this.detector = detector;
    this.octets = new Octets(json);
  }

  /** Whether more of the body is to be looked at: up to {@link LeakDetector#MAX_BYTES}. */
  public boolean wantsMore() {
    return left > 0;
  }

  /**
   * What the body tells up to the end of these octets, the most telling first: one of the reasons
   * that begin with {@code LEAKED}.
   */
  public Optional<Reason> next(byte[] bytes, int offset, int length) {
    int looked = Math.min(length, left);
    if (looked > 0) {
      left -= looked;
      int begun = Math.max(0, octets.length() - detector.longest() + 1);
      octets.add(bytes, offset, looked);
      look(begun);
    }
    return Optional.ofNullable(worst);
  }

  private void look(int begun) {
    List<Integer> before = unconfirmed;
    unconfirmed = new ArrayList<>(0);
    for (int at : before) {
      if (at < begun && at >= octets.length() - NEIGHBOURHOOD) {
        lookAt(at);
      }
    }
    for (int at = begun; at < octets.length() && worst != Reason.LEAKED_STACK_TRACE; at++) {
      lookAt(at);
    }
  }

  private void lookAt(int at) {
    boolean open = false;
    for (Needle needle : detector.needles(octets.at(at))) {
      boolean tells = worst == null || needle.kind().compareTo(worst) < 0;
      if (tells && needle.isAt(octets, at)) {
        if (needle.isConfirmed(octets, at)) {
          worst = needle.kind();
        } else {
          open = true;
        }
      }
    }
    if (open) {
      unconfirmed.add(at);
    }
  }
}
