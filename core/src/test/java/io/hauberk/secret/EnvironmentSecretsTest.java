package io.hauberk.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvironmentSecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DB_PASSWORD",
        "PASSWORD",
        "spring.datasource.password",
        "CLIENT_SECRET",
        "GITHUB_TOKEN",
        "STRIPE_API_KEY",
        "APIKEY",
        "AWS_SECRET_ACCESS_KEY",
        "TLS_PRIVATE_KEY",
        "DB_PWD",
        "my-token",
        "SMTP_PASS",
        "AZURE_CREDENTIALS"
      })
  void finds_what_is_called_like_a_secret(String name) {
    assertEquals(List.of(name), EnvironmentSecrets.names(Map.of(name, "hunter2")));
  }

  @ParameterizedTest
  @CsvSource({
    "DB_PASSWORD_FILE,hunter2",
    "PWD,home",
    "TOKEN_URI,x",
    "SECRET_NAME,db",
    "COMPASS,x",
    "AWS_ACCESS_KEY_ID,AKIAIOSFODNN7EXAMPLE",
    "GOOGLE_APPLICATION_CREDENTIALS,/etc/gcp.json",
    "DB_PASSWORD,/run/secrets/db",
    "ENABLE_TOKEN,true",
    "TOKENS,5",
    "MONKEY,x",
    "PATH,/bin"
  })
  void passes_over_what_says_where_it_is_or_is_none(String name, String value) {
    assertEquals(List.of(), EnvironmentSecrets.names(Map.of(name, value)));
  }

  @Test
  void passes_over_what_is_empty() {
    assertEquals(List.of(), EnvironmentSecrets.names(Map.of("DB_PASSWORD", " ")));
  }

  @Test
  void finds_a_private_key_whatever_it_is_called() {
    String key = TestCertificate.authority("x").keyPem();
    assertEquals(List.of("CONFIG"), EnvironmentSecrets.names(Map.of("CONFIG", "x\n" + key)));
  }

  @Test
  void names_are_sorted_and_bounded() {
    Map<String, String> many = new HashMap<>();
    for (int i = 100; i < 200; i++) {
      many.put("X" + i + "_TOKEN", "x");
    }
    List<String> names = EnvironmentSecrets.names(many);
    assertEquals(50, names.size());
    assertEquals("X100_TOKEN", names.get(0));
  }
}
