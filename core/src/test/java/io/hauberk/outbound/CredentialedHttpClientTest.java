package io.hauberk.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of calls by the JDK's client whose destination or caller is out of the ordinary. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class CredentialedHttpClientTest {
  @TempDir Path directory;
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Calls calls;
  private HttpServer destination;
  private URI stock;
  private volatile Refusal refusal =
      exchange -> {
        byte[] body = "refused".getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
      };

  private interface Refusal {
    void answer(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    calls = new Calls(directory);
    calls.mount.update(Map.of("secret", TokenServers.MARKER));
    destination = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    destination.setExecutor(threads);
    destination.createContext("/", this::answer);
    destination.start();
    stock = URI.create("http://127.0.0.1:" + destination.getAddress().getPort() + "/stock");
  }

  @AfterEach
  void stop() {
    destination.stop(0);
    threads.shutdownNow();
    calls.close();
  }

  /** Takes the token t2 and no other. */
  private void answer(HttpExchange exchange) throws IOException {
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    exchange.getRequestBody().readAllBytes();
    arrived.add(token);
    if (token.equals("Bearer t2")) {
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    } else {
      refusal.answer(exchange);
    }
  }

  private TokenGrant.Builder grant() {
    return calls.clientCredentials(
        ClientAuthentication.secretBasic("orders", calls.file("secret")));
  }

  private OutboundCredentials credentials(CredentialSource source) {
    return calls.credentials(source, "http://127.0.0.1:" + stock.getPort());
  }

  /** A client with the token t1 at hand, where the issuer would now grant t2. */
  private HttpClient clientWithOldToken() throws Exception {
    calls.servers.answer(okJson(TokenServers.answer("t1", 3600)));
    OutboundCredentials credentials = credentials(grant().build());
    assertEquals(
        "Bearer t1", credentials.begin("GET", stock).orElseThrow().fields().get("Authorization"));
    calls.clock.advance(Duration.ofMinutes(1));
    calls.servers.answer(okJson(TokenServers.answer("t2", 3600)));
    return Calls.client(credentials);
  }

  private HttpRequest get() {
    return HttpRequest.newBuilder(stock).build();
  }

  private HttpRequest post(BodyPublisher body) {
    return HttpRequest.newBuilder(stock).POST(body).build();
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request, boolean async)
      throws Exception {
    return async
        ? client.sendAsync(request, BodyHandlers.ofString()).get()
        : client.send(request, BodyHandlers.ofString());
  }

  @Nested
  class A_refusal_whose_body_never_ends {

    @ParameterizedTest
    @CsvSource({"false,100", "true,100", "false,0", "true,0"}) // a length of 0 means: in chunks
    void does_not_hold_the_call(boolean async, long length) throws Exception {
      refusal =
          exchange -> {
            exchange.sendResponseHeaders(401, length);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
          };
      assertEquals(200, send(clientWithOldToken(), get(), async).statusCode());
      assertEquals(List.of("Bearer t1", "Bearer t2"), arrived);
    }
  }

  @Nested
  class A_body_that_can_be_read_once_only_though_its_length_is_known {

    private static BodyPublisher once() {
      AtomicBoolean read = new AtomicBoolean();
      return BodyPublishers.fromPublisher(
          subscriber -> {
            if (read.getAndSet(true)) {
              subscriber.onSubscribe(
                  new Subscription() {
                    @Override
                    public void request(long n) {}

                    @Override
                    public void cancel() {}
                  });
              subscriber.onError(new IllegalStateException("read before"));
            } else {
              BodyPublishers.ofString("abc").subscribe(subscriber);
            }
          },
          3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void brings_the_refusal_and_not_its_own_failure(boolean async) throws Exception {
      HttpResponse<String> answer = send(clientWithOldToken(), post(once()), async);
      assertEquals(401, answer.statusCode());
      assertEquals("refused", answer.body());
      assertEquals("7", answer.headers().firstValue("content-length").orElse(""));
      assertEquals(stock, answer.uri());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void that_fails_the_first_time_fails_the_call(boolean async) throws Exception {
      HttpClient client = clientWithOldToken();
      BodyPublisher body = once();
      assertEquals(401, send(client, post(body), async).statusCode());
      calls.clock.advance(Duration.ofMinutes(1));
      assertThrows(Exception.class, () -> send(client, post(body), async));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void has_a_twin_that_can_be_read_again(boolean async) throws Exception {
      HttpClient client = clientWithOldToken();
      assertEquals(200, send(client, post(BodyPublishers.ofString("abc")), async).statusCode());
    }
  }

  /** The destination knows no web sockets: what counts is what the handshakes carry. */
  @Test
  void a_handshake_that_is_refused_is_repeated_with_a_new_token() throws Exception {
    HttpClient client = clientWithOldToken();
    URI uri = URI.create("ws://127.0.0.1:" + stock.getPort() + "/feed");
    CompletionException failure =
        assertThrows(
            CompletionException.class,
            () -> client.newWebSocketBuilder().buildAsync(uri, new WebSocket.Listener() {}).join());
    assertInstanceOf(WebSocketHandshakeException.class, failure.getCause());
    assertEquals(List.of("Bearer t1", "Bearer t2"), arrived);
  }

  @Nested
  class Whoever_does_not_wait {

    private String threadOf(CompletableFuture<?> call) {
      CompletableFuture<String> thread = new CompletableFuture<>();
      CompletableFuture<?> told =
          call.whenComplete((value, failure) -> thread.complete(Thread.currentThread().getName()));
      String name = thread.join();
      assertTrue(told.isDone() || !told.isCancelled());
      return name;
    }

    private void assertNotOfUs(String thread) {
      assertFalse(thread.startsWith("hauberk"), thread);
      assertFalse(thread.contains("DelayScheduler"), thread);
    }

    @Test
    void is_not_called_back_by_a_thread_that_fetches_tokens() {
      calls.servers.answer(okJson(TokenServers.answer("t2", 3600)).withFixedDelay(300));
      HttpClient client = Calls.client(credentials(grant().build()));
      assertNotOfUs(threadOf(client.sendAsync(get(), BodyHandlers.ofString())));
    }

    @Test
    void is_not_called_back_by_it_either_when_there_is_no_token() {
      calls.servers.answer(aResponse().withStatus(503).withFixedDelay(300));
      OutboundCredentials credentials = credentials(grant().build());
      CompletableFuture<?> answer =
          Calls.client(credentials).sendAsync(get(), BodyHandlers.ofString());
      assertNotOfUs(threadOf(answer));
      assertThrows(CompletionException.class, answer::join);
    }

    @Test
    void is_not_called_back_by_the_one_timer_of_the_runtime() {
      calls.servers.answer(okJson(TokenServers.answer("t2", 3600)).withFixedDelay(60_000));
      OutboundCredentials credentials =
          credentials(grant().maxWait(Duration.ofMillis(300)).build());
      OutboundCall call = credentials.begin("GET", stock).orElseThrow();
      assertNotOfUs(threadOf(call.fieldsAsync()));
      calls.clock.advance(Duration.ofMinutes(1));
      HttpClient client = Calls.client(credentials);
      assertNotOfUs(threadOf(client.sendAsync(get(), BodyHandlers.ofString())));
    }
  }

  @Nested
  class A_call_that_is_cancelled {

    @Test
    void while_it_waits_for_a_token_is_not_sent() throws Exception {
      calls.servers.answer(okJson(TokenServers.answer("t2", 3600)).withFixedDelay(500));
      OutboundCredentials credentials = credentials(grant().build());
      HttpClient client = Calls.client(credentials);
      CompletableFuture<?> first = client.sendAsync(get(), BodyHandlers.ofString());
      assertTrue(first.cancel(true));
      assertEquals(200, send(client, get(), true).statusCode()); // waits for the same token
      assertEquals(List.of("Bearer t2"), arrived);
    }

    @Test
    void after_it_was_refused_is_not_sent_again() throws Exception {
      CountDownLatch refused = new CountDownLatch(1);
      refusal =
          exchange -> {
            exchange.sendResponseHeaders(401, 100);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            refused.countDown();
          };
      HttpClient client = clientWithOldToken();
      CompletableFuture<?> call = client.sendAsync(get(), BodyHandlers.ofString());
      refused.await();
      while (calls.servers.tokenRequests().size() < 2) {
        Thread.onSpinWait(); // until the refusal was seen
      }
      assertTrue(call.cancel(true));
      assertEquals(200, send(client, get(), true).statusCode());
      assertEquals(1, Collections.frequency(arrived, "Bearer t2"), arrived::toString);
    }
  }
}
