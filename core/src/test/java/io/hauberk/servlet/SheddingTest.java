package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.Hauberk;
import io.hauberk.TestIssuer;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.ConcurrencyOptions;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import io.hauberk.servlet.TestServer.Container;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Many requests at once, in real containers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SheddingTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      security: [{}, {token: []}]
      paths:
        /orders:
          post:
            operationId: create
            requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
            responses: {'200': {description: ok}}
        /ends/{how}:
          get:
            operationId: end
            parameters: [{name: how, in: path, required: true, schema: {type: string}}]
            responses: {'200': {description: ok}}
      components: {securitySchemes: {token: {type: http, scheme: bearer}}}
      """;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch gate = new CountDownLatch(1);

  private Hauberk hauberk(int max) {
    return Hauberk.builder()
        .contract(
            Contract.read(
                "shop", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
        .issuer(issuer.profile("main"))
        .callerLimit(RateLimit.perSecond(1_000_000))
        .concurrency(ConcurrencyOptions.upTo(max).withMin(max).withHigh(Set.of("main:checkout")))
        .events(SecurityEvents.direct(events::add, clock))
        .clock(clock)
        .build();
  }

  private String as(String subject) {
    return "Authorization: Bearer " + issuer.token(claims -> claims.subject(subject));
  }

  /** Waits at the gate, or ends as the path says. */
  private final class Service extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
      switch (in.getRequestURI()) {
        case "/orders" -> waitAtGate();
        case "/ends/throw" -> throw new IllegalStateException("as asked");
        case "/ends/error" -> out.sendError(500);
        case "/ends/complete" -> {
          AsyncContext async = in.startAsync();
          async.start(async::complete);
        }
        case "/ends/dispatch", "/ends/dispatch-and-throw" -> {
          if (in.getAttribute("again") == null) {
            in.setAttribute("again", true);
            AsyncContext async = in.startAsync();
            async.start(async::dispatch);
          } else if (in.getRequestURI().endsWith("throw")) {
            throw new IllegalStateException("as asked");
          }
        }
        case "/ends/twice" -> {
          Integer times = (Integer) in.getAttribute("times");
          if (times == null || times < 2) {
            in.setAttribute("times", times == null ? 1 : times + 1);
            AsyncContext async = in.startAsync();
            async.start(async::dispatch);
          }
        }
        case "/ends/timeout" -> in.startAsync().setTimeout(1);
        case "/ends/async-stream" -> {
          out.setContentType("text/plain");
          out.getOutputStream().write(65);
          out.flushBuffer();
          AsyncContext async = in.startAsync();
          async.start(async::complete);
        }
        default -> out.getOutputStream().write(65);
      }
    }

    private void waitAtGate() {
      arrived.release();
      try {
        assertTrue(gate.await(30, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static <T> FutureTask<T> begin(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private FutureTask<RawHttp.Response> order(int port, String... headers) {
    return begin(() -> RawHttp.json(port, "POST", "/orders", "{}", headers));
  }

  /** States a body of a hundred octets, and sends the beginning of it. */
  private static void begin(Socket socket, String body) throws IOException {
    String head =
        """
        POST /orders HTTP/1.1\r
        Host: api.example.test\r
        Content-Type: application/json\r
        Content-Length: 100\r
        \r
        """;
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** States a body, sends no octet of it, and reads what comes back: whoever reads it waits. */
  private static String headOfAnswerWithoutBodySent(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      begin(socket, "");
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int octet = socket.getInputStream().read();
        assertTrue(octet >= 0, head::toString);
        head.append((char) octet);
      }
      return head.toString();
    }
  }

  private void await(int requests) throws InterruptedException {
    assertTrue(arrived.tryAcquire(requests, 30, TimeUnit.SECONDS));
  }

  /** The container tells of the end of a request after its caller has read the answer. */
  private static void assertAllOver(Hauberk hauberk) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (used(hauberk) != 0 && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    assertEquals(0, used(hauberk));
  }

  private static int used(Hauberk hauberk) {
    return hauberk.concurrency().orElseThrow().used();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void what_is_too_much_is_shed_with_its_body_unread_the_lower_classes_first(Container container)
      throws Exception {
    try (Hauberk hauberk = hauberk(10);
        TestServer server = container.start(hauberk, new Service())) {
      List<FutureTask<RawHttp.Response>> inside = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        inside.add(order(server.port()));
      }
      await(5);
      String shed = headOfAnswerWithoutBodySent(server.port());
      assertTrue(shed.startsWith("HTTP/1.1 503 "), shed);
      assertTrue(shed.contains("\r\nRetry-After: 1\r\n"), shed);
      for (int i = 0; i < 4; i++) {
        inside.add(order(server.port(), as("alice")));
      }
      await(4);
      assertEquals(503, order(server.port(), as("alice")).get().status());
      inside.add(order(server.port(), as("checkout")));
      await(1);
      assertEquals(503, order(server.port(), as("checkout")).get().status());
      assertEquals(
          List.of(Reason.OVERLOADED, Reason.OVERLOADED, Reason.OVERLOADED),
          events.stream().flatMap(event -> event.reason().stream()).toList());

      gate.countDown();
      for (FutureTask<RawHttp.Response> request : inside) {
        assertEquals(200, request.get().status());
      }
      assertAllOver(hauberk);
      assertEquals(200, order(server.port()).get().status());
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void of_many_at_once_as_many_get_through_as_there_is_room_for(Container container)
      throws Exception {
    int room = 20;
    try (Hauberk hauberk = hauberk(2 * room);
        TestServer server = container.start(hauberk, new Service())) {
      List<FutureTask<RawHttp.Response>> all = new ArrayList<>();
      for (int i = 0; i < 3 * room; i++) {
        all.add(order(server.port()));
      }
      await(room);
      List<FutureTask<RawHttp.Response>> shed = new ArrayList<>();
      while (shed.size() < 2 * room) {
        all.stream().filter(task -> task.isDone() && !shed.contains(task)).forEach(shed::add);
        Thread.onSpinWait();
      }
      for (FutureTask<RawHttp.Response> request : shed) {
        assertEquals(503, request.get().status());
      }
      assertEquals(0, arrived.availablePermits(), "the service saw no other");
      gate.countDown();
      int served = 0;
      for (FutureTask<RawHttp.Response> request : all) {
        served += request.get().status() == 200 ? 1 : 0;
      }
      assertEquals(room, served);
      assertAllOver(hauberk);
    }
  }

  static Stream<Arguments> ends() {
    return Stream.of(Container.values())
        .flatMap(
            container ->
                Stream.of(
                        "plainly",
                        "throw",
                        "error",
                        "complete",
                        "dispatch",
                        "dispatch-and-throw",
                        "twice",
                        "timeout",
                        "async-stream")
                    .map(how -> Arguments.of(container, how)));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void a_place_is_given_back_once_however_a_request_ends(Container container, String how)
      throws Exception {
    try (Hauberk hauberk = hauberk(4);
        TestServer server = container.start(hauberk, new Service())) {
      int calls = how.equals("timeout") ? 1 : 5;
      for (int i = 0; i < calls; i++) {
        assertTrue(RawHttp.get(server.port(), "/ends/" + how).status() >= 200);
        assertAllOver(hauberk);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void a_place_is_given_back_when_a_body_is_refused_or_never_ends(Container container)
      throws Exception {
    try (Hauberk hauberk = hauberk(4);
        TestServer server = container.start(hauberk, new Service())) {
      assertEquals(400, RawHttp.json(server.port(), "POST", "/orders", "[]").status());
      assertAllOver(hauberk);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        begin(socket, "{");
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (used(hauberk) == 0 && System.nanoTime() - deadline < 0) {
          Thread.onSpinWait();
        }
        assertEquals(1, used(hauberk), "while its body comes in it has its place");
      }
      assertAllOver(hauberk);
    }
  }
}
