package io.hauberk.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.fetch.Loopback;
import io.hauberk.request.HandClock;
import io.hauberk.secret.SecretPoller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where token endpoints may be, and how they may be reached: as key servers are judged. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenEndpointTest {
  private final HandClock clock = HandClock.at("2026-03-01T10:00:00Z");
  private final SecurityEvents events = SecurityEvents.direct(event -> {}, clock);
  private final SecretPoller secrets = new SecretPoller(events, clock);

  @TempDir Path mount;
  private Path secret;

  @BeforeEach
  void mount() throws IOException {
    secret = Files.writeString(mount.resolve("secret"), TokenServers.MARKER);
  }

  private TokenGrant.Builder grant(String tokenUri) {
    return TokenGrant.clientCredentials(URI.create(tokenUri))
        .client(ClientAuthentication.secretBasic("orders", secret));
  }

  private OutboundCredentials.Builder builder() {
    return OutboundCredentials.builder(events, secrets).clock(clock);
  }

  @Nested
  class Its_address {

    /** Why no token is had of where nobody listens, the name of which stands for this address. */
    private String failure(String address, String... listed) throws IOException {
      int port;
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      TokenGrant grant = grant("https://localhost:" + port + "/token").addresses(listed).build();
      try (HttpFetcher fetcher = Loopback.believing(address);
          OutboundCredentials credentials =
              builder()
                  .credential("inventory", grant, "https://inventory.example")
                  .fetcher(fetcher)
                  .build()) {
        OutboundCall call =
            credentials.begin("GET", URI.create("https://inventory.example/")).orElseThrow();
        Exception thrown =
            assertThrows(
                Exception.class,
                () -> call.fieldsAsync().toCompletableFuture().get(30, TimeUnit.SECONDS));
        String message =
            String.valueOf(
                assertInstanceOf(CredentialException.class, thrown.getCause()).getMessage());
        return message.substring(message.indexOf('(') + 1, message.indexOf(')'));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd12::1"})
    void may_be_private_only_where_it_is_listed(String address) throws IOException {
      String refused = "token endpoint: address_not_listed in token-addresses";
      assertEquals(refused, failure(address));
      assertEquals(refused, failure(address, "10.2.0.0/16"));
      assertEquals( // its honest twin is let through to where nobody listens
          "token endpoint: connection", failure(address, address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "169.254.0.1", "fe80::1"})
    void is_never_one_of_the_link_or_of_metadata(String address) throws IOException {
      assertEquals("token endpoint: not_allowed", failure(address));
      assertEquals("token endpoint: not_allowed", failure(address, "169.254.0.0/16", "fe80::/10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "127.0.0.1", "::1"})
    void may_be_public_or_of_this_machine_where_its_name_says_so(String address)
        throws IOException {
      assertEquals("token endpoint: connection", failure(address));
    }
  }

  @Nested
  class Its_host {

    private String refusal(OutboundCredentials.Builder builder) {
      return String.valueOf(
          assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://token_server:8080/token",
          "https://token_server/token",
          "https:///token"
        })
    void must_be_one_that_can_be_told(String tokenUri) {
      String refused =
          "hauberk.outbound.inventory.token-uri has no host that can be told: write"
              + " https://host/path. A name with an underscore is none: give the host one of"
              + " letters, digits and hyphens (RFC 1123, 2.1)";
      TokenGrant grant = grant(tokenUri).build();
      String destination = "https://inventory.example";
      assertEquals(refused, refusal(builder().credential("inventory", grant, destination)));
      assertEquals(refused, refusal(builder().insecureCredential("inventory", grant, destination)));
    }

    @Test
    void may_have_a_hyphen() {
      TokenGrant grant = grant("http://token-server:8080/token").build();
      builder().insecureCredential("inventory", grant, "https://inventory.example").build().close();
    }
  }

  @Test
  void that_cannot_be_asked_for_want_of_a_thread_is_told() {
    List<String> told = new ArrayList<>();
    SecurityEvents heard =
        SecurityEvents.direct(
            event -> told.add(event.kind().id() + " " + event.details().get(Detail.CAUSE)), clock);
    try (HttpFetcher fetcher = Loopback.withoutThreads();
        OutboundCredentials credentials =
            OutboundCredentials.builder(heard, secrets)
                .clock(clock)
                .credential(
                    "inventory",
                    grant("http://localhost/token").build(),
                    "https://inventory.example")
                .fetcher(fetcher)
                .build()) {
      credentials.maintain();
      assertEquals(
          List.of(
              "credential_unavailable no_thread: this service could make no thread to ask the token"
                  + " endpoint with; look at its memory, and at the limits of threads of its user"
                  + " and container; no token is in force"),
          told);
    }
  }

  @Nested
  class Plain_http {
    private static final String MESH = "http://issuer.example/token";

    @Test
    void is_refused_and_the_message_says_how_to_mend_it() {
      OutboundCredentials.Builder builder =
          builder().credential("inventory", grant(MESH).build(), "https://inventory.example");
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, builder::build);
      assertEquals(
          "hauberk.outbound.inventory.token-uri is not https: anybody between here and there could"
              + " read what proves the client, and answer for the server. Use https, or, only where"
              + " a service mesh encrypts the way, allow http by"
              + " hauberk.outbound.inventory.insecure-http",
          refused.getMessage());
    }

    @Test
    void of_one_grant_does_not_count_for_another_at_the_same_host() {
      OutboundCredentials.Builder builder =
          builder().insecureCredential("ledger", grant(MESH).build(), "https://ledger.example");
      builder.build().close();
      builder.credential("inventory", grant(MESH).build(), "https://inventory.example");
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, builder::build);
      assertEquals(
          "hauberk.outbound.inventory.token-uri",
          String.valueOf(refused.getMessage()).split(" ", 2)[0]);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"http://localhost:8080/token", "http://127.0.0.1/token", "http://[::1]/token"})
    void never_leaves_this_machine(String here) {
      builder()
          .credential("inventory", grant(here).build(), "https://inventory.example")
          .build()
          .close();
    }
  }
}
