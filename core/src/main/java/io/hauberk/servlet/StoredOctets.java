package io.hauberk.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** Serves listeners of streams whose octets are all here already. */
final class StoredOctets {

  static void serve(ServletInputStream stream, ReadListener listener) {
    try {
      if (!stream.isFinished()) {
        listener.onDataAvailable();
      }
      if (stream.isFinished()) {
        listener.onAllDataRead();
      }
    } catch (IOException e) {
      listener.onError(e);
    }
  }

  private StoredOctets() {}
}
