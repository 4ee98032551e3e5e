package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.fetch.Loopback;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Waiting;
import io.hauberk.identity.KeyState.Standing;
import io.hauberk.request.HandClock;
import io.hauberk.request.TestAuthority;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretRefusedException;
import io.hauberk.secret.SecretState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer over TLS whose authority the JVM does not know. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyServerTest {
  /** A machine that is slow fails no test. */
  private static final KeyRefresh PATIENT =
      KeyRefresh.DEFAULT.withMaxWait(Duration.ofSeconds(10)); // the most

  private static final TestAuthority OURS = TestAuthority.root("inside");
  private static final TestAuthority ANOTHER = TestAuthority.root("another");

  @TempDir Path mount;
  private Path trusted = Path.of("");
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> told = new CopyOnWriteArrayList<>();
  private final SecurityEvents events = SecurityEvents.direct(told::add, clock);
  private final SecretPoller secrets = new SecretPoller(events, clock);
  private final HttpFetcher fetcher =
      HttpFetcher.builder().totalTimeout(Duration.ofSeconds(30)).build();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final HttpsServer issuer = newServer();

  private static HttpsServer newServer() {
    try {
      return HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() throws Exception {
    trusted = mount.resolve("ca.crt");
    issuer.setHttpsConfigurator(new HttpsConfigurator(own()));
    issuer.createContext(
        "/",
        exchange -> {
          try (exchange) {
            Loopback.body(TestKeys.octets(TestKeys.TRUSTED)).to(exchange);
          }
        });
    issuer.start();
  }

  private static SSLContext own() throws Exception {
    TestAuthority.Issued issued =
        OURS.order("issuer")
            .ip("127.0.0.1")
            .valid(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"))
            .issue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", issued.key(), new char[0], issued.chain().toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @AfterEach
  void stop() {
    timers.shutdownNow();
    fetcher.close();
    issuer.stop(0);
  }

  private void trust(String pem) throws IOException {
    Files.writeString(trusted, pem);
  }

  private Authenticator started(KeyRefresh refresh) {
    Authenticator authenticator =
        Authenticator.builder()
            .profile(
                IssuerProfile.builder("main")
                    .issuer(TestToken.ISSUER)
                    .audience(TestToken.AUDIENCE)
                    .maxLifetime(Duration.ofDays(10))
                    .keys(
                        KeySource.jwks(
                            URI.create("https://127.0.0.1:" + issuer.getAddress().getPort() + "/"),
                            KeyServer.reachedBy(fetcher).withTrustCertificates(trusted),
                            refresh))
                    .build())
            .clock(clock)
            .events(events)
            .secrets(secrets)
            .build();
    authenticator.start(timers);
    authenticator.close();
    return authenticator;
  }

  private static void assertAdmits(Authenticator authenticator) {
    Authentication answer =
        authenticator.authenticate(
            TestHead.bearing(TestToken.t0().claim("exp", TestToken.NOW + 86_400 * 9).sign()));
    if (answer instanceof Waiting waiting) {
      answer = waiting.next().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
    assertInstanceOf(Authenticated.class, answer);
  }

  private void refresh(Authenticator authenticator) {
    authenticator.maintain();
    RemoteKeys keys = (RemoteKeys) authenticator.profiles().get(0).keys();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (keys.isFetching() && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    assertFalse(keys.isFetching());
  }

  private static Standing standing(Authenticator authenticator) {
    return authenticator.keyStates().get(0).standing();
  }

  @Test
  void is_believed_if_an_authority_of_the_file_vouches_for_it() throws IOException {
    trust("inside, and one more:\n" + ANOTHER.pem() + OURS.pem());
    assertAdmits(started(PATIENT));
  }

  @Test
  void is_not_believed_if_none_does() throws IOException {
    trust(ANOTHER.pem());
    KeySetException e = assertThrows(KeySetException.class, () -> started(PATIENT));
    assertTrue(String.valueOf(e.getMessage()).contains("tls"), e.getMessage());
  }

  @Test
  void is_believed_once_the_file_is_rotated() throws IOException {
    trust(ANOTHER.pem());
    Authenticator authenticator = started(PATIENT.startingLazily());
    refresh(authenticator);
    assertEquals(Standing.ABSENT, standing(authenticator));
    trust(OURS.pem());
    secrets.poll();
    clock.advance(Duration.ofSeconds(10));
    refresh(authenticator);
    assertAdmits(authenticator);
  }

  @Test
  void is_not_believed_any_more_once_the_file_leaves_its_authority_out() throws IOException {
    trust(OURS.pem());
    Authenticator authenticator = started(PATIENT);
    trust(ANOTHER.pem());
    secrets.poll();
    clock.advance(Duration.ofMinutes(5));
    refresh(authenticator);
    assertEquals(Standing.STALE, standing(authenticator));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
      })
  void is_still_believed_if_the_file_is_broken_and_that_is_told(String broken) throws IOException {
    trust(OURS.pem());
    Authenticator authenticator = started(PATIENT);
    trust(broken);
    secrets.poll();
    clock.advance(Duration.ofMinutes(5));
    refresh(authenticator);
    assertEquals(Standing.IN_FORCE, standing(authenticator));
    SecretState state = secrets.states().get(0);
    assertEquals("hauberk.issuers.main.keys.trust-certificates", state.name());
    String trouble = String.valueOf(state.trouble());
    assertTrue(trouble.contains("refused: the file 'ca.crt' holds"), trouble);
    assertFalse(trouble.contains("AAAA"), trouble);
  }

  @Test
  void needs_a_file_at_the_start_and_somebody_who_notices_its_rotation() throws IOException {
    trust("nothing");
    assertThrows(SecretRefusedException.class, () -> started(PATIENT));
    trust(OURS.pem());
    IssuerProfile profile =
        IssuerProfile.builder("main")
            .issuer(TestToken.ISSUER)
            .audience(TestToken.AUDIENCE)
            .keys(
                KeySource.jwks(
                    URI.create("https://127.0.0.1/"),
                    KeyServer.reachedBy(fetcher).withTrustCertificates(trusted),
                    PATIENT))
            .build();
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> Authenticator.builder().profile(profile).clock(clock).build());
    assertTrue(String.valueOf(e.getMessage()).contains("SecretPoller"), e.getMessage());
  }

  @Test
  void has_addresses_in_ranges() {
    assertEquals(
        "KeyServer[FetchTerms[AddressRange[first=10.0.0.0, length=8]]]",
        KeyServer.reachedBy(fetcher).withAddresses("10.0.0.0/8").toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> KeyServer.reachedBy(fetcher).withAddresses("0.0.0.0/0"));
  }
}
