package io.hauberk.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** A range of a spool as a servlet stream. */
final class SpoolStream extends ServletInputStream {
  private final Spool spool;
  private final long end;
  private long position;

  SpoolStream(Spool spool, long from, long length) {
    this.spool = spool;
    this.position = from;
    this.end = from + length;
  }

  @Override
  public int read() throws IOException {
    byte[] octet = new byte[1];
    return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position >= end) {
      return -1;
    }
    int read = spool.read(position, target, offset, (int) Math.min(length, end - position));
    if (read > 0) {
      position += read;
    }
    return read;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(0, Math.min(count, end - position));
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, end - position);
  }

  @Override
  public boolean isFinished() {
    return position >= end;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  /** All is here already, so the listener is served at once, on the calling thread. */
  @Override
  public void setReadListener(ReadListener listener) {
    StoredOctets.serve(this, listener);
  }
}
