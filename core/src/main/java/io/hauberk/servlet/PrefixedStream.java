package io.hauberk.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** What was read before a report-only refusal, then the rest of the connection. */
final class PrefixedStream extends ServletInputStream {
  private final ServletInputStream prefix;
  private final ServletInputStream rest;

  PrefixedStream(ServletInputStream prefix, ServletInputStream rest) {
    this.prefix = prefix;
    this.rest = rest;
  }

  @Override
  public int read() throws IOException {
    return prefix.isFinished() ? rest.read() : prefix.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return prefix.isFinished()
        ? rest.read(target, offset, length)
        : prefix.read(target, offset, length);
  }

  @Override
  public int available() throws IOException {
    return prefix.isFinished() ? rest.available() : prefix.available();
  }

  @Override
  public boolean isFinished() {
    return prefix.isFinished() && rest.isFinished();
  }

  @Override
  public boolean isReady() {
    return !prefix.isFinished() || rest.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new IllegalStateException(
        "A body that was read before it was found too large cannot be read without blocking.");
  }
}
