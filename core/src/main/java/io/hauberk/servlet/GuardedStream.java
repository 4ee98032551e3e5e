package io.hauberk.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/** What the service writes its octets to: past the guard, then the container's own stream. */
final class GuardedStream extends ServletOutputStream {
  private final GuardedBody body;
  private final Supplier<HttpServletResponse> response;
  private final byte[] single = new byte[1];

  GuardedStream(GuardedBody body, Supplier<HttpServletResponse> response) {
    this.body = body;
    this.response = response;
  }

  @Override
  public void write(int octet) throws IOException {
    single[0] = (byte) octet;
    body.take(single, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    body.take(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    if (body.mayFlush()) {
      container().flush();
    }
  }

  @Override
  public void close() throws IOException {
    body.finish();
    container().close();
  }

  @Override
  public boolean isReady() {
    try {
      return container().isReady();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    try {
      container().setWriteListener(listener);
    } catch (IOException e) {
      listener.onError(e);
    }
  }

  private ServletOutputStream container() throws IOException {
    return response.get().getOutputStream();
  }
}
