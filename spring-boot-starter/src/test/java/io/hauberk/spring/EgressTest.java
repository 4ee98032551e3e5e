package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvents;
import io.hauberk.outbound.EgressException;
import io.hauberk.outbound.EgressRefusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Calls by the clients that Spring Boot builds, to real servers on this machine. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EgressTest {
  private static final List<SecurityEvent> EVENTS = new CopyOnWriteArrayList<>();

  private final AtomicInteger arrived = new AtomicInteger();
  private HttpServer listed;
  private HttpServer other;

  @BeforeEach
  void start() throws IOException {
    EVENTS.clear();
    other = server("");
    listed = server("http://localhost:" + other.getAddress().getPort() + "/stolen");
  }

  private HttpServer server(String redirect) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          arrived.incrementAndGet();
          if (exchange.getRequestURI().getPath().equals("/redirect")) {
            exchange.getResponseHeaders().add("Location", redirect);
            exchange.sendResponseHeaders(302, -1);
          } else {
            exchange.sendResponseHeaders(204, -1);
          }
          exchange.close();
        });
    server.start();
    return server;
  }

  @AfterEach
  void stop() {
    listed.stop(0);
    other.stop(0);
  }

  @Configuration(proxyBeanMethods = false)
  static class Recording {

    @Bean
    SecurityEvents events() {
      return SecurityEvents.direct(EVENTS::add, Clock.systemUTC());
    }
  }

  /** An interceptor that turns the name of a service into its place, as load balancers do. */
  @Configuration(proxyBeanMethods = false)
  static class Balancing {

    @Bean
    RestClientCustomizer balancer(Environment environment) {
      return builder ->
          builder.requestInterceptor(
              (request, body, execution) ->
                  execution.execute(
                      new HttpRequestWrapper(request) {
                        @Override
                        public URI getURI() {
                          return URI.create(environment.getRequiredProperty("place"));
                        }
                      },
                      body));
    }
  }

  /** With one destination listed, at 127.0.0.1. */
  private ApplicationContextRunner listing(String... more) {
    return unlisted(
            "hauberk.egress.destinations[0].url=http://127.0.0.1:" + listed.getAddress().getPort(),
            "hauberk.egress.destinations[0].addresses=127.0.0.0/8")
        .withPropertyValues(more);
  }

  private static ApplicationContextRunner unlisted(String... properties) {
    return new ApplicationContextRunner()
        .withUserConfiguration(Recording.class)
        .withConfiguration(
            AutoConfigurations.of(
                HauberkEgressAutoConfiguration.class,
                HttpClientAutoConfiguration.class,
                ImperativeHttpClientAutoConfiguration.class,
                RestClientAutoConfiguration.class,
                RestTemplateAutoConfiguration.class))
        .withPropertyValues(properties);
  }

  private static void calls(ApplicationContextRunner runner, Consumer<RestClient> test) {
    runner.run(context -> test.accept(context.getBean(RestClient.Builder.class).build()));
  }

  private static void get(RestClient client, String uri) {
    client.get().uri(uri).retrieve().toBodilessEntity();
  }

  private String at(HttpServer server, String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  private static List<String> causes() {
    return EVENTS.stream().map(event -> event.details().get(Detail.CAUSE)).toList();
  }

  @Test
  void a_listed_destination_is_called() {
    calls(listing(), client -> get(client, at(listed, "127.0.0.1", "/stock")));
    listing()
        .run(
            context ->
                context
                    .getBean(RestTemplateBuilder.class)
                    .build()
                    .getForEntity(at(listed, "127.0.0.1", "/stock"), Void.class));
    assertEquals(2, arrived.get());
    assertEquals(List.of(), EVENTS);
  }

  @Test
  void another_one_is_not_and_an_event_tells_so() {
    calls(
        listing(),
        client -> {
          ResourceAccessException failure =
              assertThrows(
                  ResourceAccessException.class,
                  () -> get(client, at(other, "127.0.0.1", "/stock?token=secret")));
          EgressException refused = assertInstanceOf(EgressException.class, failure.getCause());
          assertEquals(EgressRefusal.UNLISTED, refused.refusal());
        });
    listing()
        .run(
            context ->
                assertThrows(
                    ResourceAccessException.class,
                    () ->
                        context
                            .getBean(RestTemplateBuilder.class)
                            .build()
                            .getForEntity(at(other, "127.0.0.1", "/stock"), Void.class)));
    assertEquals(0, arrived.get());
    assertEquals(List.of("unlisted", "unlisted"), causes());
    assertEquals(at(other, "127.0.0.1", ""), EVENTS.get(0).details().get(Detail.DESTINATION));
  }

  /** The JDK's client would follow without asking anybody. */
  @Test
  void a_redirect_is_not_followed() {
    calls(
        listing(),
        client ->
            assertEquals(
                302,
                client
                    .get()
                    .uri(at(listed, "127.0.0.1", "/redirect"))
                    .retrieve()
                    .toBodilessEntity()
                    .getStatusCode()
                    .value()));
    assertEquals(1, arrived.get());
  }

  @Test
  void without_a_list_all_but_metadata_services_are_called() {
    calls(unlisted(), client -> get(client, at(other, "localhost", "/stock")));
    assertEquals(List.of(), EVENTS);
    calls(
        unlisted(),
        client ->
            assertThrows(
                ResourceAccessException.class,
                () -> get(client, "http://169.254.169.254/latest/meta-data")));
    assertEquals(List.of("address_forbidden"), causes());
  }

  @Test
  void where_unlisted_ones_may_be_called_the_inside_may_not() {
    calls(
        unlisted("hauberk.egress.unlisted=true"),
        client ->
            assertThrows(
                ResourceAccessException.class, () -> get(client, at(other, "localhost", "/"))));
    assertEquals(0, arrived.get());
    assertEquals(List.of("address_not_listed"), causes());
  }

  @Test
  void in_report_mode_a_call_leaves_and_is_told() {
    calls(
        listing("hauberk.egress.mode=report"),
        client -> get(client, at(other, "127.0.0.1", "/stock")));
    assertEquals(1, arrived.get());
    assertTrue(causes().contains("unlisted"));
  }

  @Test
  void switched_off_it_changes_nothing() {
    calls(
        listing("hauberk.egress.mode=off"),
        client -> {
          get(client, at(other, "127.0.0.1", "/stock"));
          get(client, at(listed, "127.0.0.1", "/redirect"));
        });
    assertEquals(3, arrived.get());
    assertEquals(List.of(), EVENTS);
  }

  @Test
  void the_simplest_client_is_judged_before_each_call() {
    calls(
        listing("spring.http.clients.imperative.factory=simple"),
        client -> {
          get(client, at(listed, "127.0.0.1", "/stock"));
          assertThrows(
              ResourceAccessException.class, () -> get(client, at(other, "127.0.0.1", "/stock")));
        });
    assertEquals(1, arrived.get());
  }

  @Test
  void where_a_call_leads_counts_and_not_where_it_led_before_an_interceptor() {
    calls(
        listing("place=" + at(listed, "127.0.0.1", "/stock"))
            .withUserConfiguration(Balancing.class),
        client -> get(client, "http://inventory-service/stock"));
    assertEquals(1, arrived.get());
    calls(
        listing("place=" + at(other, "127.0.0.1", "/stock")).withUserConfiguration(Balancing.class),
        client ->
            assertThrows(
                ResourceAccessException.class,
                () -> get(client, at(listed, "127.0.0.1", "/stock"))));
    assertEquals(1, arrived.get());
  }

  @Test
  void a_filter_of_the_applications_own_counts_beside_the_rules() {
    calls(
        listing().withBean(InetAddressFilter.class, () -> address -> false),
        client ->
            assertThrows(
                RuntimeException.class, () -> get(client, at(listed, "127.0.0.1", "/stock"))));
    assertEquals(0, arrived.get());
  }

  /** With all that the starter brings, and nothing of the test's. */
  @Test
  void an_application_that_only_calls_others_is_held_to_its_rules() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                HauberkAutoConfiguration.class,
                HauberkEgressAutoConfiguration.class,
                HttpClientAutoConfiguration.class,
                ImperativeHttpClientAutoConfiguration.class,
                RestClientAutoConfiguration.class))
        .withPropertyValues("hauberk.egress.destinations[0].url=https://api.example")
        .run(
            context ->
                assertThrows(
                    ResourceAccessException.class,
                    () ->
                        get(
                            context.getBean(RestClient.Builder.class).build(),
                            at(other, "localhost", "/"))));
    assertEquals(0, arrived.get());
  }

  @Test
  void a_rule_that_cannot_be_right_stops_the_start() {
    unlisted("hauberk.egress.destinations[0].url=https://api.example/path")
        .run(
            context -> {
              SetupException stopped = StartFailure.setup(context.getStartupFailure());
              assertTrue(
                  String.valueOf(stopped.getMessage()).contains("hauberk.egress.destinations[0]"));
            });
  }
}
