package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hauberk.Hauberk;
import io.hauberk.spring.orders.OrdersApplication;
import io.hauberk.store.Script;
import io.hauberk.store.SharedStore;
import io.hauberk.store.SharedStoreException;
import io.hauberk.store.SharedStoreException.Trouble;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.embedded.RedisServer;

/** Two services of one name, and a real Redis between them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharingTest {
  private static final Server SERVER = new Server();

  private final ECKey key;

  @TempDir Path mount;

  SharingTest() throws JOSEException {
    key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
  }

  @AfterAll
  static void stop() throws IOException {
    SERVER.process.stop();
  }

  /** A Redis of this test's own. */
  private static final class Server {
    private final int port;
    private final RedisServer process;

    Server() {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      try {
        process =
            RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
        process.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** As the auto-configuration of Spring Boot makes it. */
  @Configuration(proxyBeanMethods = false)
  static class Redis {

    @Bean
    LettuceConnectionFactory redisConnectionFactory() {
      return new LettuceConnectionFactory(
          new RedisStandaloneConfiguration("127.0.0.1", SERVER.port),
          LettuceClientConfiguration.builder().commandTimeout(Duration.ofMillis(500)).build());
    }
  }

  private ConfigurableApplicationContext instance() throws IOException {
    Path keys =
        Files.writeString(mount.resolve("jwks.json"), new JWKSet(key.toPublicJWK()).toString());
    return new SpringApplicationBuilder(OrdersApplication.class, Redis.class)
        .properties(KeyFile.trust(keys))
        .properties(
            "hauberk.issuers.main.algorithms=ES256",
            "server.port=0",
            "spring.application.name=orders",
            "hauberk.shared.limits=true",
            "hauberk.rate-limit.permits=20",
            "hauberk.rate-limit.period=366d")
        .run();
  }

  private int call(ConfigurableApplicationContext instance) throws Exception {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID("one")
                .type(new JOSEObjectType("at+jwt"))
                .build(),
            new JWTClaimsSet.Builder()
                .issuer("https://issuer.example")
                .audience("orders")
                .subject("alice")
                .claim("client_id", "shop")
                .claim("scope", "orders:write")
                .jwtID("t1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .build());
    token.sign(new ECDSASigner(key));
    int port = Integer.parseInt(instance.getEnvironment().getRequiredProperty("local.server.port"));
    return new Client(port)
        .post("/orders", "{\"sku\":\"a\"}", "Authorization", "Bearer " + token.serialize())
        .statusCode();
  }

  @Test
  void one_limit_holds_for_both() throws Exception {
    try (ConfigurableApplicationContext one = instance();
        ConfigurableApplicationContext other = instance()) {
      Map<Integer, Integer> answers = new TreeMap<>();
      for (int i = 0; i < 40; i++) {
        answers.merge(call(one), 1, Integer::sum);
        answers.merge(call(other), 1, Integer::sum);
      }
      assertEquals(Set.of(201, 429), answers.keySet());
      int admitted = answers.getOrDefault(201, 0);
      assertTrue(admitted < 40, admitted + ": each has 20 of its own");
      assertTrue(other.getBean(Hauberk.class).sharedLimits().orElseThrow().asks() > 0);
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      other.getBean("hauberkStandingMeters", MeterBinder.class).bindTo(registry);
      assertEquals(1, registry.get("hauberk.shared.usable").gauge().value());
      assertTrue(
          registry.get("hauberk.shared.asks").tag("outcome", "all").functionCounter().count() > 0);
    }
  }

  @Test
  void a_service_without_a_store_or_a_name_does_not_start() throws Exception {
    WebApplicationContextRunner service =
        new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(HauberkAutoConfiguration.class))
            .withPropertyValues(KeyFile.trust(KeyFile.in(mount)))
            .withPropertyValues("hauberk.shared.limits=true");
    service
        .withPropertyValues("spring.application.name=orders")
        .run(context -> assertTrue(text(context).contains("there is no RedisConnectionFactory")));
    service
        .withUserConfiguration(Redis.class)
        .run(context -> assertTrue(text(context).contains("has no name in the store")));
    service
        .withUserConfiguration(Redis.class)
        .withPropertyValues("hauberk.shared.service=a:b")
        .run(
            context -> assertTrue(text(context).contains("hauberk.shared.service cannot be used")));
  }

  private static String text(AssertableWebApplicationContext context) {
    StringBuilder all = new StringBuilder();
    for (Throwable at = context.getStartupFailure(); at != null; at = at.getCause()) {
      all.append(at.getMessage()).append('\n');
    }
    return all.toString();
  }

  @Test
  void scripts_run_over_the_application_s_own_connections() {
    Script echo = Script.of("return {tonumber(ARGV[1]), redis.call('INCR', KEYS[1])}");
    LettuceConnectionFactory factory = new Redis().redisConnectionFactory();
    factory.afterPropertiesSet();
    factory.start();
    try {
      SharedStore store = SpringRedis.store(factory);
      assertEquals(List.of(7L, 1L), store.run(echo, List.of("sharing:test"), List.of("7")));
      assertEquals(List.of(8L, 2L), store.run(echo, List.of("sharing:test"), List.of("8")));
      Script wrong = Script.of("return redis.call('LPUSH', KEYS[1], 'x')");
      assertEquals(
          Trouble.FAILED,
          Assertions.assertThrows(
                  SharedStoreException.class,
                  () -> store.run(wrong, List.of("sharing:test"), List.of()))
              .trouble());
    } finally {
      factory.destroy();
    }
  }
}
