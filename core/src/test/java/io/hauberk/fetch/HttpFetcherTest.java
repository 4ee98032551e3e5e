package io.hauberk.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.hauberk.fetch.FetchResult.Failed;
import io.hauberk.fetch.FetchResult.Failure;
import io.hauberk.fetch.FetchResult.Fetched;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpFetcherTest {
  private static final byte[] DOCUMENT = {'{', '}'};

  private final Loopback server = new Loopback(Loopback.body(DOCUMENT));
  private final CountDownLatch release = new CountDownLatch(1);
  private final HttpFetcher fetcher = patient().maxBytes(1000).build();

  @AfterEach
  void stop() {
    release.countDown();
    fetcher.close();
    server.close();
  }

  /** How slow the machine is decides nothing. */
  private static HttpFetcher.Builder patient() {
    return HttpFetcher.builder()
        .connectTimeout(Duration.ofSeconds(60))
        .totalTimeout(Duration.ofSeconds(60));
  }

  private static FetchResult await(CompletionStage<FetchResult> result) {
    return result.toCompletableFuture().orTimeout(150, TimeUnit.SECONDS).join();
  }

  private static void assertFails(Failure failure, CompletionStage<FetchResult> result) {
    assertEquals(new Failed(failure), await(result));
  }

  /** A fetcher for which every name stands for this address. */
  private static HttpFetcher resolving(String address) {
    return HttpFetcher.builder()
        .lookup(host -> new InetAddress[] {InetAddress.getByName(address)})
        .build();
  }

  @Nested
  class Fetches {
    @Test
    void a_document() {
      Fetched fetched = assertInstanceOf(Fetched.class, await(fetcher.fetch(server.uri())));
      assertArrayEquals(DOCUMENT, fetched.body());
      assertEquals("Fetched[2 octets]", fetched.toString());
    }

    @Test
    void a_document_of_exactly_the_limit_without_a_stated_length() {
      server.answer(
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[1000]);
          });
      assertEquals(
          1000, assertInstanceOf(Fetched.class, await(fetcher.fetch(server.uri()))).body().length);
    }

    @Test
    void whatever_the_content_type_says() {
      server.answer(
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            Loopback.body(DOCUMENT).to(exchange);
          });
      assertInstanceOf(Fetched.class, await(fetcher.fetch(server.uri())));
    }

    @Test
    void many_documents_one_after_the_other() {
      for (int i = 0; i < 50; i++) {
        assertInstanceOf(Fetched.class, await(fetcher.fetch(server.uri())));
      }
      assertEquals(50, server.requests());
    }
  }

  @Nested
  class Refuses {
    @Test
    void to_follow_a_redirect() {
      server.answer(
          exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
          });
      assertFails(Failure.STATUS, fetcher.fetch(server.uri()));
      assertEquals(1, server.requests());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 404, 500, 503})
    void any_status_but_200(int status) {
      server.answer(Loopback.status(status, new byte[0]));
      assertFails(Failure.STATUS, fetcher.fetch(server.uri()));
    }

    @Test
    void a_body_above_the_limit() {
      server.answer(Loopback.body(new byte[1001]));
      assertFails(Failure.TOO_LARGE, fetcher.fetch(server.uri()));
    }

    @Test
    void an_endless_body_without_reading_it_all() {
      long[] written = new long[1];
      server.answer(
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < 100_000; i++) { // 100 MB, if somebody took it
              out.write(new byte[1000]);
              written[0] += 1000;
            }
          });
      assertFails(Failure.TOO_LARGE, fetcher.fetch(server.uri()));
      assertTrue(written[0] < 100_000_000);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://issuer.example/jwks",
          "ftp://issuer.example/jwks",
          "file:///etc/passwd",
          "jwks.json",
          "https:///jwks",
          "https://user:secret@issuer.example/jwks",
          "https://issuer.example/jwks#keys",
          "http://127.0.0.1.evil.test/jwks",
          "http://localhost.evil.test/jwks"
        })
    void a_uri_that_is_not_plain_https(String uri) {
      assertFails(Failure.NOT_ALLOWED, resolving("169.254.169.254").fetch(URI.create(uri)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "169.254.169.254",
          "169.254.0.1",
          "fe80::1",
          "fd00:ec2::254",
          "::ffff:169.254.169.254",
          "64:ff9b::a9fe:a9fe",
          "100.100.100.200",
          "168.63.129.16",
          "0.0.0.0",
          "::",
          "224.0.0.1"
        })
    void a_name_that_stands_for_an_address_no_issuer_has(String address) {
      assertFails(
          Failure.NOT_ALLOWED, resolving(address).fetch(URI.create("https://issuer.example/jwks")));
    }

    @Test
    void a_name_of_which_one_address_is_forbidden() {
      HttpFetcher two =
          HttpFetcher.builder()
              .lookup(
                  host ->
                      new InetAddress[] {
                        InetAddress.getByName("192.0.2.1"), InetAddress.getByName("169.254.169.254")
                      })
              .build();
      assertFails(Failure.NOT_ALLOWED, two.fetch(URI.create("https://issuer.example/")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "10.1.2.3",
          "172.16.0.1",
          "192.168.1.1",
          "100.64.0.1",
          "fd12::1",
          "::ffff:10.1.2.3",
          "64:ff9b::a01:203",
          "127.0.0.1",
          "::1"
        })
    void a_name_that_stands_for_an_address_of_the_inside_that_is_not_listed(String address) {
      assertFails(
          Failure.ADDRESS_NOT_LISTED,
          resolving(address).fetch(URI.create("https://issuer.example/jwks")));
      FetchTerms elsewhere = FetchTerms.DEFAULT.withAddresses("10.2.0.0/16", "fd13::/16");
      assertFails(
          Failure.ADDRESS_NOT_LISTED,
          resolving(address).fetch(URI.create("https://issuer.example/jwks"), elsewhere));
    }

    @Test
    void a_metadata_service_though_its_range_is_listed() {
      FetchTerms all = FetchTerms.DEFAULT.withAddresses("169.254.0.0/16");
      assertFails(
          Failure.NOT_ALLOWED,
          resolving("169.254.169.254").fetch(URI.create("https://issuer.example/jwks"), all));
    }

    @Test
    void plain_http_to_a_loopback_name_that_stands_for_another_address() {
      assertFails(
          Failure.NOT_ALLOWED, resolving("192.0.2.1").fetch(URI.create("http://localhost/jwks")));
    }

    @Test
    void all_while_this_process_can_make_no_thread_and_fetches_when_it_can() {
      AtomicBoolean exhausted = new AtomicBoolean(true);
      HttpFetcher starved =
          patient()
              .threads(
                  work -> {
                    if (exhausted.get()) { // as Thread.start() throws it
                      throw new OutOfMemoryError("unable to create native thread");
                    }
                    return Share.thread(work);
                  })
              .build();
      for (int i = 0; i < 2 * Share.AT_ONCE; i++) { // none of them keeps its place
        assertFails(Failure.NO_THREAD, starved.fetch(server.uri()));
      }
      assertEquals(0, server.requests());
      exhausted.set(false);
      assertInstanceOf(Fetched.class, await(starved.fetch(server.uri())));
      starved.close();
    }

    @Test
    void more_fetches_than_fit() {
      server.answer(exchange -> awaitRelease());
      List<CompletionStage<FetchResult>> results = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        results.add(fetcher.fetch(server.uri()));
      }
      long busy =
          results.stream()
              .map(r -> r.toCompletableFuture().getNow(new Failed(Failure.TIMEOUT)))
              .filter(new Failed(Failure.BUSY)::equals)
              .count();
      assertEquals(300 - Share.AT_ONCE - Share.WAITING, busy);
    }
  }

  private void awaitRelease() {
    try {
      assertTrue(release.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Nested
  class Bounds {
    private final HttpFetcher impatient =
        HttpFetcher.builder().totalTimeout(Duration.ofMillis(300)).build();

    @Test
    void a_server_that_never_answers() {
      server.answer(exchange -> awaitRelease());
      assertFails(Failure.TIMEOUT, impatient.fetch(server.uri()));
    }

    @Test
    void a_server_that_never_ends() {
      server.answer(
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            awaitRelease();
          });
      assertFails(Failure.TIMEOUT, impatient.fetch(server.uri()));
    }

    @Test
    void a_name_server_that_never_answers() {
      HttpFetcher lost =
          HttpFetcher.builder()
              .totalTimeout(Duration.ofMillis(300))
              .lookup(
                  host -> {
                    awaitRelease();
                    throw new UnknownHostException(host);
                  })
              .build();
      assertFails(Failure.TIMEOUT, lost.fetch(URI.create("https://issuer.example/")));
    }
  }

  @Test
  void a_name_without_address() {
    HttpFetcher lost =
        HttpFetcher.builder()
            .lookup(
                host -> {
                  throw new UnknownHostException(host);
                })
            .build();
    assertFails(Failure.UNKNOWN_HOST, lost.fetch(URI.create("https://issuer.example/")));
  }

  @Test
  void a_closed_port() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertFails(
        Failure.CONNECTION, fetcher.fetch(URI.create("http://127.0.0.1:" + port + "/jwks")));
  }

  @Test
  void a_server_without_tls() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletionStage<FetchResult> result =
          fetcher.fetch(URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/"));
      try (Socket socket = plain.accept()) {
        assertEquals(22, socket.getInputStream().read(), "a handshake (RFC 8446, 5.1) has begun");
        socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
        assertFails(Failure.TLS, result);
      }
    }
  }

  @Nested
  class Over_TLS {
    @TempDir Path folder;

    @Test
    void a_server_is_believed_if_its_certificate_is_trusted() throws Exception {
      SSLContext own = selfSigned(folder.resolve("server.p12"));
      HttpsServer tls =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      tls.setHttpsConfigurator(new HttpsConfigurator(own));
      tls.createContext(
          "/",
          exchange -> {
            try (exchange) {
              Loopback.body(DOCUMENT).to(exchange);
            }
          });
      tls.start();
      try {
        URI uri = URI.create("https://127.0.0.1:" + tls.getAddress().getPort() + "/");
        assertFails(Failure.TLS, fetcher.fetch(uri));
        assertInstanceOf(Fetched.class, await(patient().trust(own).build().fetch(uri)));
        FetchTerms terms = FetchTerms.DEFAULT.withTrust(own);
        assertInstanceOf(Fetched.class, await(fetcher.fetch(uri, terms)));
        assertFails(Failure.TLS, fetcher.fetch(uri));
      } finally {
        tls.stop(0);
      }
    }

    /** A certificate for 127.0.0.1, made by the JDK's own tool, and trust in it. */
    private static SSLContext selfSigned(Path file) throws Exception {
      String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      List<String> command =
          List.of(
              keytool,
              "-genkeypair",
              "-keyalg",
              "EC",
              "-alias",
              "a",
              "-dname",
              "CN=loopback",
              "-ext",
              "san=ip:127.0.0.1",
              "-storetype",
              "PKCS12",
              "-storepass",
              "changeit",
              "-keystore",
              file.toString());
      assertEquals(
          0,
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor());
      char[] password = "changeit".toCharArray();
      KeyStore store = KeyStore.getInstance(file.toFile(), password);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("a", store.getCertificate("a"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    }
  }

  @Nested
  class For_one_server {
    @Test
    void an_address_of_the_inside_that_is_listed() throws IOException {
      int port;
      try (ServerSocket socket = new ServerSocket(0)) {
        port = socket.getLocalPort();
      }
      FetchTerms inside = FetchTerms.DEFAULT.withAddresses("127.0.0.0/8");
      assertFails( // it was let through to where nobody listens
          Failure.CONNECTION,
          resolving("127.0.0.1").fetch(URI.create("https://issuer.invalid:" + port + "/"), inside));
    }

    @Test
    void a_bearer_token_is_sent_and_asked_for_each_time() {
      List<String> shown = new CopyOnWriteArrayList<>();
      server.answer(
          exchange -> {
            shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Loopback.body(DOCUMENT).to(exchange);
          });
      Iterator<String> tokens = List.of("one", "two").iterator();
      FetchTerms terms = FetchTerms.DEFAULT.withBearer(tokens::next);
      await(fetcher.fetch(server.uri(), terms));
      await(fetcher.fetch(server.uri(), terms));
      await(fetcher.fetch(server.uri()));
      assertEquals(List.of("Bearer one", "Bearer two", "null"), shown);
      assertEquals("FetchTerms[]", terms.toString());
    }

    @Test
    void a_credential_that_cannot_be_read_ends_the_fetch() {
      FetchTerms terms =
          FetchTerms.DEFAULT.withBearer(
              () -> {
                throw new IllegalStateException("gone");
              });
      assertFails(Failure.CREDENTIAL, fetcher.fetch(server.uri(), terms));
      assertFails(
          Failure.CREDENTIAL,
          fetcher.fetch(server.uri(), FetchTerms.DEFAULT.withBearer(() -> "a\r\nHost: b")));
      assertEquals(0, server.requests());
    }
  }

  @Test
  void a_closed_fetcher() {
    fetcher.close();
    assertFails(Failure.CLOSED, fetcher.fetch(server.uri()));
    assertFails(Failure.CLOSED, fetcher.apart().fetch(server.uri()));
  }

  @Nested
  class Many_at_once {
    /** Sends one octet, and no more until the test is over. */
    private void drip(HttpExchange exchange) throws IOException {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      awaitRelease();
    }

    @Test
    void of_a_dripping_server_hold_up_no_fetch_of_a_fetcher_that_is_apart() {
      server.answer(this::drip);
      HttpFetcher slow = fetcher.apart();
      List<CompletableFuture<FetchResult>> dripping = new ArrayList<>();
      for (int i = 0; i < Share.AT_ONCE + Share.WAITING; i++) {
        dripping.add(slow.fetch(server.uri()).toCompletableFuture());
      }
      try (Loopback honest = new Loopback(Loopback.body(DOCUMENT))) {
        assertInstanceOf(Fetched.class, await(fetcher.fetch(honest.uri())));
        assertInstanceOf(Fetched.class, await(fetcher.apart().fetch(honest.uri())));
      }
      assertTrue(dripping.stream().noneMatch(CompletableFuture::isDone));
      fetcher.close(); // both
      dripping.forEach(one -> assertFails(Failure.CLOSED, one));
    }

    @Test
    void of_a_name_server_that_never_answers_hold_up_no_other_either() {
      HttpFetcher lost =
          patient()
              .lookup(
                  host -> {
                    if (host.equals("issuer.example")) {
                      awaitRelease();
                    }
                    return InetAddress.getAllByName(host);
                  })
              .build();
      List<CompletionStage<FetchResult>> waiting = new ArrayList<>();
      HttpFetcher slow = lost.apart();
      for (int i = 0; i < Share.AT_ONCE + Share.WAITING; i++) {
        waiting.add(slow.fetch(URI.create("https://issuer.example/")));
      }
      assertInstanceOf(Fetched.class, await(lost.fetch(server.uri())));
      lost.close();
      waiting.forEach(one -> assertFails(Failure.CLOSED, one));
    }

    @Test
    void wait_for_their_turn_and_are_all_answered() {
      CyclicBarrier together = new CyclicBarrier(Share.AT_ONCE);
      AtomicInteger now = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      server.answer(
          exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            meet(together); // whoever is alone is not answered
            now.decrementAndGet();
            Loopback.body(DOCUMENT).to(exchange);
          });
      List<CompletionStage<FetchResult>> results = new ArrayList<>();
      for (int i = 0; i < 5 * Share.AT_ONCE; i++) {
        results.add(fetcher.fetch(server.uri()));
      }
      results.forEach(one -> assertInstanceOf(Fetched.class, await(one)));
      assertEquals(Share.AT_ONCE, most.get());
    }

    @Test
    void have_a_few_threads_and_one_client_at_any_moment() {
      Set<Thread> before = threads();
      CyclicBarrier together = new CyclicBarrier(Share.AT_ONCE);
      AtomicInteger mostThreads = new AtomicInteger();
      AtomicInteger mostClients = new AtomicInteger();
      server.answer(
          exchange -> {
            Set<Thread> now = threads();
            now.removeAll(before);
            int clients = (int) now.stream().filter(Many_at_once::servesClient).count();
            mostClients.accumulateAndGet(clients, Math::max);
            mostThreads.accumulateAndGet(now.size() - clients, Math::max);
            meet(together);
            Loopback.body(DOCUMENT).to(exchange);
          });
      HttpFetcher lasting = patient().clientLife(Duration.ofHours(1)).build();
      List<CompletionStage<FetchResult>> results = new ArrayList<>();
      for (int i = 0; i < 5 * Share.AT_ONCE; i++) {
        results.add(lasting.fetch(server.uri()));
      }
      results.forEach(one -> assertInstanceOf(Fetched.class, await(one)));
      lasting.close();
      assertTrue(
          mostThreads.get() >= 1 && mostThreads.get() <= Share.THREADS,
          () -> mostThreads + " threads");
      assertEquals(1, mostClients.get());
    }

    @Test
    void with_special_trust_have_one_client_for_each_context() throws Exception {
      SSLContext one = context();
      SSLContext other = context();
      HttpFetcher lasting = patient().clientLife(Duration.ofHours(1)).build();
      Set<Thread> before = threads();
      for (int i = 0; i < 20; i++) {
        FetchTerms terms = FetchTerms.DEFAULT.withTrust(i % 2 == 0 ? one : other);
        assertInstanceOf(Fetched.class, await(lasting.fetch(server.uri(), terms)));
      }
      Set<Thread> now = threads();
      now.removeAll(before);
      assertEquals(2, now.stream().filter(Many_at_once::servesClient).count(), now::toString);
      assertInstanceOf(Fetched.class, await(lasting.fetch(server.uri()))); // holds the clients
      lasting.close();
    }

    private static SSLContext context() throws Exception {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      return context;
    }

    private static boolean servesClient(Thread thread) {
      return thread.getName().startsWith("HttpClient-");
    }

    @Test
    void leave_no_thread_when_all_is_idle() throws Exception {
      Set<Thread> before = threads();
      assertInstanceOf(Fetched.class, await(fetcher.fetch(server.uri())));
      assertInstanceOf(
          Fetched.class,
          await(fetcher.fetch(server.uri(), FetchTerms.DEFAULT.withTrust(context()))));
      Set<Thread> seen = threads();
      seen.removeAll(before);
      assertFalse(seen.isEmpty());
      for (Thread one : seen) {
        for (int i = 0; one.isAlive() && i < 300; i++) {
          System.gc(); // the JDK ends what serves a client when nobody refers to that
          one.join(100);
        }
        assertFalse(one.isAlive(), one::getName);
      }
    }

    private Set<Thread> threads() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(one -> one.getName().matches("hauberk-fetch|HttpClient-.*"))
          .collect(Collectors.toCollection(HashSet::new));
    }

    private static void meet(CyclicBarrier barrier) {
      try {
        barrier.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void plain_http_from_a_host_that_was_named() {
    HttpFetcher mesh =
        HttpFetcher.builder()
            .lookup(host -> new InetAddress[] {InetAddress.getByName("192.0.2.1")})
            .connectTimeout(Duration.ofMillis(100))
            .totalTimeout(Duration.ofMillis(300))
            .build();
    FetchTerms terms = FetchTerms.DEFAULT.withInsecureHttp("Issuer.Example");
    URI named = URI.create("http://issuer.example/jwks");
    mesh.requireAllowed("the URL", named, terms);
    assertNotEquals(new Failed(Failure.NOT_ALLOWED), await(mesh.fetch(named, terms)));
    assertFails(
        Failure.NOT_ALLOWED, mesh.fetch(URI.create("http://issuer.example.invalid/jwks"), terms));
    assertFails(Failure.NOT_ALLOWED, mesh.fetch(named)); // what others ask for
    mesh.close();
  }

  @Test
  void configuration_says_what_is_wrong_and_how_to_mend_it() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                fetcher.requireAllowed(
                    "the URL of a key set",
                    URI.create("http://issuer.example/jwks"),
                    FetchTerms.DEFAULT));
    assertEquals(
        "the URL of a key set is not https: anybody between here and there could answer for the"
            + " server; use https",
        e.getMessage());
    for (String nameless : List.of("https://key_server:8443/jwks", "http://key_server/jwks")) {
      e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  fetcher.requireAllowed(
                      "the URL of a key set", URI.create(nameless), FetchTerms.DEFAULT));
      assertEquals(
          "the URL of a key set has no host that can be told: write https://host/path. A name with"
              + " an underscore is none: give the host one of letters, digits and hyphens (RFC 1123,"
              + " 2.1)",
          e.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> HttpFetcher.builder().maxBytes(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> HttpFetcher.builder().totalTimeout(Duration.ofMinutes(2)));
    assertThrows(
        IllegalArgumentException.class, () -> HttpFetcher.builder().connectTimeout(Duration.ZERO));
  }

  @Nested
  class Posts {

    private PostResult post(HttpFetcher by, URI uri) {
      return by.post(uri, FetchTerms.DEFAULT, Map.of("Authorization", "Basic b3JkZXJz"), "a=1&b=2")
          .toCompletableFuture()
          .orTimeout(150, TimeUnit.SECONDS)
          .join();
    }

    @Test
    void a_form_and_brings_the_answer_whatever_its_status() {
      server.answer(
          exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), US_ASCII);
            byte[] answer =
                (exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestHeaders().getFirst("Content-Type")
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization")
                        + " "
                        + form)
                    .getBytes(US_ASCII);
            exchange.getResponseHeaders().add("DPoP-Nonce", "n1");
            exchange.sendResponseHeaders(401, answer.length);
            exchange.getResponseBody().write(answer);
          });
      PostResult.Answered answered =
          assertInstanceOf(PostResult.Answered.class, post(fetcher, server.uri()));
      assertEquals(401, answered.status());
      assertEquals("n1", answered.field("dpop-nonce").orElseThrow());
      assertEquals(
          "POST application/x-www-form-urlencoded Basic b3JkZXJz a=1&b=2",
          new String(answered.body(), US_ASCII));
      assertEquals("Answered[401, 61 octets]", answered.toString());
    }

    @Test
    void without_following_a_redirect() {
      server.answer(
          exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
          });
      PostResult.Answered answered =
          assertInstanceOf(PostResult.Answered.class, post(fetcher, server.uri()));
      assertEquals(307, answered.status());
      assertEquals(1, server.requests());
    }

    @Test
    void within_its_bounds_and_nowhere_else() {
      server.answer(Loopback.status(400, new byte[1001]));
      assertEquals(new PostResult.Unanswered(Failure.TOO_LARGE), post(fetcher, server.uri()));
      assertEquals(
          new PostResult.Unanswered(Failure.NOT_ALLOWED),
          post(fetcher, URI.create("http://issuer.example/token")));
      assertEquals(
          new PostResult.Unanswered(Failure.NOT_ALLOWED),
          post(fetcher, URI.create("https://169.254.169.254/token")));
      assertEquals(
          new PostResult.Unanswered(Failure.ADDRESS_NOT_LISTED),
          post(fetcher, URI.create("https://10.1.2.3/token")));
    }
  }
}
