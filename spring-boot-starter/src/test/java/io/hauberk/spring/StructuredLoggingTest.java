package io.hauberk.spring;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.KeySource;
import io.hauberk.spring.orders.OrdersApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal arrives in each of Boot's structured formats; an unlucky key would lose it without a
 * word.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StructuredLoggingTest {
  @TempDir Path directory;

  @Configuration(proxyBeanMethods = false)
  static class Trust {
    @Bean
    TrustedIssuers localTrust() throws Exception {
      return new TrustedIssuers(
          List.of(
              IssuerProfile.builder("main")
                  .issuer("https://issuer.example")
                  .audience("orders")
                  .keys(KeySource.jwksFile(KeyFile.in(Files.createTempDirectory("keys"))))
                  .build()));
    }
  }

  /** A context of another test may have set logging up; the next one does it anew. */
  @BeforeEach
  @AfterEach
  void logging_begins_anew() {
    LoggingSystem.get(StructuredLoggingTest.class.getClassLoader()).cleanUp();
  }

  @ParameterizedTest
  @CsvSource({
    "ecs, event.reason, hauberk.operation.id",
    "logstash, event.reason, hauberk.operation.id",
    "gelf, _event.reason, _hauberk.operation.id"
  })
  void a_refusal_arrives(String format, String reasonKey, String operationKey) throws Exception {
    Path file = directory.resolve(format + ".log");
    try (var context =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(OrdersApplication.class, Trust.class)
                .web(WebApplicationType.SERVLET)
                .properties(
                    "server.port=0",
                    "logging.level.io.hauberk.security=info",
                    "logging.file.name=" + file,
                    "logging.structured.format.file=" + format)
                .run()) {
      Client client = new Client(requireNonNull(context.getWebServer()).getPort());
      assertEquals(401, client.get("/orders").statusCode());
      assertEquals(401, client.get("/orders", "Authorization", "Bearer a.b.c").statusCode());
    } // closing flushes the events
    JsonMapper json = JsonMapper.shared();
    List<Map<String, Object>> lines =
        Files.readAllLines(file).stream()
            .map(line -> json.readValue(line, new TypeReference<Map<String, Object>>() {}))
            .toList();
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    "credentials_missing".equals(at(line, reasonKey))
                        && "listOrders".equals(at(line, operationKey))),
        () -> lines.toString());
    assertTrue(lines.stream().anyMatch(line -> "token_malformed".equals(at(line, reasonKey))));
  }

  /** The value of a dotted key, nested or flat. */
  @SuppressWarnings("unchecked")
  private static @Nullable Object at(Map<String, Object> line, String key) {
    if (line.containsKey(key)) {
      return line.get(key);
    }
    int dot = key.indexOf('.');
    return dot > 0 && line.get(key.substring(0, dot)) instanceof Map<?, ?> inner
        ? at((Map<String, Object>) inner, key.substring(dot + 1))
        : null;
  }
}
