package io.hauberk.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** A body that is streamed to the service, at most so many octets of it. */
final class LimitedStream extends ServletInputStream {
  private final ServletInputStream in;
  private long left;
  private volatile boolean tooLong;

  LimitedStream(ServletInputStream in, long maxBytes) {
    this.in = in;
    this.left = maxBytes;
  }

  boolean wasTooLong() {
    return tooLong;
  }

  @Override
  public int read() throws IOException {
    int octet = in.read();
    if (octet >= 0) {
      count(1);
    }
    return octet;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  private void count(int read) throws IOException {
    left -= read;
    if (left < 0) {
      tooLong = true;
      throw new IOException("The body is larger than the operation's limit.");
    }
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public boolean isFinished() {
    return in.isFinished();
  }

  @Override
  public boolean isReady() {
    return in.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    in.setReadListener(listener);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
