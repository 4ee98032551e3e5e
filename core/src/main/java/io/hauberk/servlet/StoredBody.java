package io.hauberk.servlet;

import io.hauberk.Passage.Store;
import org.jspecify.annotations.Nullable;

/** What is kept of one body: what the service reads, and where a coding was undone, the coded. */
final class StoredBody implements Store, AutoCloseable {
  private final Spooling spooling;
  private final Spool octets;
  private @Nullable Spool received;

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

  /** The octets without a coding. */
  Spool octets() {
    return octets;
  }

  /** The octets as they were received. */
  Spool received() {
    return received == null ? octets : received;
  }

  /** Forgets everything. */
  @Override
  public void close() {
    octets.close();
    if (received != null) {
      received.close();
    }
  }
}
