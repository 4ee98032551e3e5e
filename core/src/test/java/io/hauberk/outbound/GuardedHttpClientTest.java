package io.hauberk.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
import io.hauberk.request.Mode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls by the JDK's client to a real server on this machine, which counts what arrives. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GuardedHttpClientTest {
  private final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger arrived = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          arrived.incrementAndGet();
          if (exchange.getRequestURI().getPath().equals("/redirect")) {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest");
            exchange.sendResponseHeaders(302, -1);
          } else {
            exchange.sendResponseHeaders(200, -1);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  /** In this test's world, names that begin with "inside" stand for this machine. */
  private static InetAddress[] lookup(String host) throws UnknownHostException {
    return host.startsWith("inside")
        ? new InetAddress[] {InetAddress.getLoopbackAddress()}
        : InetAddress.getAllByName(host);
  }

  private HttpClient client(Mode mode, EgressRules rules) {
    SecurityEvents told = SecurityEvents.direct(events::add, HandClock.at("2026-01-01T00:00:00Z"));
    return GuardedHttpClient.of(
        HttpClient.newHttpClient(),
        new EgressGuard(rules, mode, told, GuardedHttpClientTest::lookup));
  }

  private EgressRules listed() {
    return EgressRules.builder()
        .destination("http://127.0.0.1:" + port(), "127.0.0.0/8")
        .destination("http://localhost:" + port()) // without the range of its address
        .build();
  }

  private static HttpRequest get(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).GET().build();
  }

  private List<String> causes() {
    return events.stream().map(event -> event.details().get(Detail.CAUSE)).toList();
  }

  @Test
  void a_listed_destination_inside_is_called() throws Exception {
    HttpClient client = client(Mode.ENFORCE, listed());
    String uri = "http://127.0.0.1:" + port() + "/stock";
    assertEquals(200, client.send(get(uri), BodyHandlers.discarding()).statusCode());
    assertEquals(200, client.sendAsync(get(uri), BodyHandlers.discarding()).join().statusCode());
    assertEquals(
        200, client.sendAsync(get(uri), BodyHandlers.discarding(), null).join().statusCode());
    assertEquals(3, arrived.get());
    assertEquals(List.of(), events);
  }

  @Test
  void a_private_address_without_its_range_is_not_called() {
    HttpClient client = client(Mode.ENFORCE, listed());
    HttpRequest request = get("http://localhost:" + port() + "/stock?token=secret");
    EgressException refused =
        assertThrows(EgressException.class, () -> client.send(request, BodyHandlers.discarding()));
    assertEquals(EgressRefusal.ADDRESS_NOT_LISTED, refused.refusal());
    assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
    CompletionException later =
        assertThrows(
            CompletionException.class,
            () -> client.sendAsync(request, BodyHandlers.discarding()).join());
    assertInstanceOf(EgressException.class, later.getCause());
    assertEquals(0, arrived.get());
    assertEquals(List.of("address_not_listed", "address_not_listed"), causes());
    assertEquals(Kind.EGRESS_REFUSED, events.get(0).kind());
    assertEquals("http://localhost:" + port(), events.get(0).details().get(Detail.DESTINATION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:169.254.169.254]/latest",
        "http://2852039166/", // the same as one number
        "http://[fd00:ec2::254]/latest",
        "http://127.0.0.1:%s/",
        "http://2130706433:%s/", // this machine as one number
        "http://[::ffff:127.0.0.1]:%s/",
        "http://inside.example:%s/", // a name that stands for this machine
        "http://localhost:%s/"
      })
  void where_unlisted_destinations_may_be_called_the_inside_may_not(String uri) {
    HttpClient client = client(Mode.ENFORCE, EgressRules.builder().allowUnlisted().build());
    HttpRequest request = get(uri.replace("%s", Integer.toString(port())));
    assertThrows(EgressException.class, () -> client.send(request, BodyHandlers.discarding()));
    assertEquals(0, arrived.get());
    assertEquals(1, events.size());
  }

  @Test
  void a_redirect_is_handed_out_and_not_followed() throws Exception {
    HttpResponse<Void> response =
        client(Mode.ENFORCE, listed())
            .send(get("http://127.0.0.1:" + port() + "/redirect"), BodyHandlers.discarding());
    assertEquals(302, response.statusCode());
  }

  @Test
  void a_client_that_follows_redirects_by_itself_is_not_taken() {
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    EgressGuard guard =
        new EgressGuard(
            listed(),
            Mode.ENFORCE,
            SecurityEvents.direct(events::add, HandClock.at("2026-01-01T00:00:00Z")));
    assertThrows(IllegalArgumentException.class, () -> GuardedHttpClient.of(following, guard));
  }

  @Test
  void in_report_mode_a_call_leaves_and_is_told() throws Exception {
    HttpClient client = client(Mode.REPORT, EgressRules.builder().build());
    String uri = "http://127.0.0.1:" + port() + "/stock";
    assertEquals(200, client.send(get(uri), BodyHandlers.discarding()).statusCode());
    assertEquals(List.of("unlisted"), causes());
    assertEquals(Kind.EGRESS_REPORTED, events.get(0).kind());
  }

  @Test
  void switched_off_it_judges_nothing() throws Exception {
    HttpClient client = client(Mode.OFF, EgressRules.builder().build());
    String uri = "http://127.0.0.1:" + port() + "/stock";
    assertEquals(200, client.send(get(uri), BodyHandlers.discarding()).statusCode());
    assertTrue(events.isEmpty());
  }

  /** It may be one that a proxy knows; without one the client fails by itself. */
  @Test
  void a_name_without_an_address_is_nobodys_attack() {
    HttpClient client =
        client(Mode.ENFORCE, EgressRules.builder().destination("https://gone.invalid").build());
    assertThrows(
        ConnectException.class,
        () -> client.send(get("https://gone.invalid/"), BodyHandlers.discarding()));
    assertTrue(events.isEmpty());
  }

  @Test
  void a_literal_is_the_same_for_the_client_that_tells_only_its_address() throws Exception {
    EgressGuard guard =
        new EgressGuard(
            EgressRules.builder().destination("http://[::1]:8080", "::1").build(),
            Mode.ENFORCE,
            SecurityEvents.direct(events::add, HandClock.at("2026-01-01T00:00:00Z")));
    assertTrue(guard.permits(InetAddress.getAllByName("[::1]")[0]));
    assertTrue(
        guard.permits(URI.create("http://[0:0:0::1]:8080/"), InetAddress.getAllByName("::1")[0]));
    assertFalse(guard.permits(InetAddress.getAllByName("127.0.0.1")[0]));
    assertEquals(List.of("unlisted"), causes());
  }

  @Test
  void a_web_socket_is_judged_likewise() {
    WebSocket.Builder builder = client(Mode.ENFORCE, listed()).newWebSocketBuilder();
    CompletionException refused =
        assertThrows(
            CompletionException.class,
            () ->
                builder
                    .buildAsync(URI.create("ws://localhost:" + port()), new WebSocket.Listener() {})
                    .join());
    assertInstanceOf(EgressException.class, refused.getCause());
    assertEquals(0, arrived.get());
  }
}
