package io.hauberk.leak;

import io.hauberk.request.Reason;
import java.util.Arrays;
import java.util.Optional;

/**
 * The search of one body, which may come in pieces: each is looked at with what stands before it,
 * so that nothing hides where two of them meet. Not thread-safe.
 */
public final class LeakSearch {
  /*
   * What betrays a leak is confirmed by at most 1024 octets after its beginning and 512 before it. So a piece is searched
   * from 1024 octets before its own beginning on, and 512 more are kept to look back at.
   */
  private static final int FORWARD = 1024;
  private static final int BACK = 512;

  private final LeakDetector detector;
  private final boolean json;
  private byte[] kept = new byte[0];
  private int left = LeakDetector.MAX_BYTES;

  LeakSearch(LeakDetector detector, boolean json) {
    this.detector = detector;
    this.json = json;
  }

  /** Whether more of the body is to be looked at: up to {@link LeakDetector#MAX_BYTES}. */
  public boolean wantsMore() {
    return left > 0;
  }

  /**
   * What the next octets tell, the most telling first: one of the reasons that begin with {@code
   * LEAKED}.
   */
  public Optional<Reason> next(byte[] bytes, int offset, int length) {
    int looked = Math.min(length, left);
    if (looked <= 0) {
      return Optional.empty();
    }
    left -= looked;
    byte[] text = Arrays.copyOf(kept, kept.length + looked);
    System.arraycopy(bytes, offset, text, kept.length, looked);
    int from = Math.max(0, kept.length - FORWARD);
    Octets octets = json ? Octets.ofJson(text, text.length) : Octets.of(text, text.length);
    int shortened = text.length - octets.length();
    kept = Arrays.copyOfRange(text, Math.max(0, text.length - FORWARD - BACK), text.length);
    return detector.find(octets, Math.max(0, from - shortened));
  }
}
