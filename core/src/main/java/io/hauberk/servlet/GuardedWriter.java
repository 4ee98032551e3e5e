package io.hauberk.servlet;

import java.io.IOException;
import java.io.Writer;
import java.nio.CharBuffer;

/** What the service writes its characters to: past the guard, then the container's own writer. */
final class GuardedWriter extends Writer {
  private final GuardedBody body;
  private final Writer out;

  GuardedWriter(GuardedBody body, Writer out) {
    this.body = body;
    this.out = out;
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    body.take(CharBuffer.wrap(characters, offset, length), out);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    body.take(CharBuffer.wrap(text, offset, offset + length), out);
  }

  @Override
  public void flush() throws IOException {
    if (body.mayFlush() && !body.isDropped()) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    body.finish();
    if (!body.isDropped()) {
      out.close();
    }
  }
}
