package io.hauberk.servlet;

import io.hauberk.Passage;
import io.hauberk.Passage.Store;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one request until it is over: of its body what the service reads, and where a
 * coding was undone, the coded; and the passage, which is to know the end.
 */
final class StoredBody implements Store, AutoCloseable {
  private final Spooling spooling;
  private final Spool octets;
  private @Nullable Spool received;
  private @Nullable Passage passage;

  StoredBody(Spooling spooling) {
    this.spooling = spooling;
    this.octets = new Spool(spooling);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    octets.write(bytes, offset, count);
  }

  @Override
  public void writeReceived(byte[] bytes, int offset, int count) {
    if (received == null) {
      received = new Spool(spooling);
    }
    received.write(bytes, offset, count);
  }

  /** Tells this passage once the request is over. */
  void belongsTo(Passage of) {
    passage = of;
  }

  /** The octets without a coding. */
  Spool octets() {
    return octets;
  }

  /** The octets as they were received. */
  Spool received() {
    return received == null ? octets : received;
  }

  /** Forgets everything: the request is over. */
  @Override
  public void close() {
    if (passage != null) {
      passage.over();
    }
    octets.close();
    if (received != null) {
      received.close();
    }
  }
}
