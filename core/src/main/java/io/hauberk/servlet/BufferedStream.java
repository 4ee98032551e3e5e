package io.hauberk.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;

/** Octets that have been read already, as a servlet stream. */
final class BufferedStream extends ServletInputStream {
  private final ByteArrayInputStream bytes;

  BufferedStream(byte[] bytes, int length) {
    this.bytes = new ByteArrayInputStream(bytes, 0, length);
  }

  @Override
  public int read() {
    return bytes.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    return bytes.read(target, offset, length);
  }

  @Override
  public int available() {
    return bytes.available();
  }

  @Override
  public boolean isFinished() {
    return bytes.available() == 0;
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
