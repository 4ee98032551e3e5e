package io.hauberk.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that counts its requests. */
public final class Loopback implements AutoCloseable {

  /** What it answers. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Answer answer;

  public Loopback(Answer answer) {
    this.answer = answer;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          try (exchange) {
            this.answer.to(exchange);
          }
        });
    server.start();
  }

  /** A fetcher to which every name stands for this address; where it connects to is not changed. */
  public static HttpFetcher believing(String address) {
    return HttpFetcher.builder()
        .lookup(host -> new InetAddress[] {InetAddress.getByName(address)})
        .build();
  }

  /** A fetcher in a process that can make no thread more. */
  public static HttpFetcher withoutThreads() {
    return HttpFetcher.builder()
        .threads(
            work -> {
              throw new OutOfMemoryError("unable to create native thread");
            })
        .build();
  }

  /** Answers with this body and status 200. */
  public static Answer body(byte[] body) {
    return status(200, body);
  }

  public static Answer status(int status, byte[] body) {
    return exchange -> {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    };
  }

  public void answer(Answer next) {
    answer = next;
  }

  public int requests() {
    return requests.get();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
