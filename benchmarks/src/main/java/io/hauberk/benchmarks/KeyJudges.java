package io.hauberk.benchmarks;

import io.hauberk.apikey.ApiKey;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.ApiKeyProfile;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authenticator;
import io.hauberk.identity.BroughtKey;
import io.hauberk.secret.SecretPoller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** From an API key to its caller. */
final class KeyJudges {
  private static final String PROFILE = "partners";

  static ProofJudge digest() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return request ->
        digest.digest(request.field(Brought.KEY_FIELD).getBytes(StandardCharsets.US_ASCII));
  }

  static ProofJudge hauberk(IssuedKeys issued) throws Exception {
    Path file = Files.createTempFile("keys", ".json");
    Authenticator authenticator;
    try {
      Files.writeString(file, issued.list().write());
      authenticator =
          Authenticator.builder()
              .profile(ApiKeyProfile.of(PROFILE, file))
              .secrets(new SecretPoller(SecurityEvents.direct(event -> {}, Clock.systemUTC())))
              .build();
    } finally {
      Files.delete(file); // it was read
    }
    return request -> {
      BroughtKey key = new BroughtKey(Set.of(PROFILE), request.headers(Brought.KEY_FIELD));
      if (authenticator.read(request, List.of(key)).authenticate() instanceof Authenticated good) {
        return good.caller().getName();
      }
      throw new IllegalArgumentException("refused");
    };
  }

  /**
   * What users of Spring Security write, which has no API keys: the secret as a password, in its
   * default encoding.
   */
  static ProofJudge spring(IssuedKeys issued) {
    PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    Map<String, String> passwords = Map.of(issued.key().id(), encoder.encode(issued.key().text()));
    return request -> {
      String text = request.field(Brought.KEY_FIELD);
      ApiKey key = ApiKey.tryParse(text).orElseThrow();
      String password = passwords.get(key.id());
      if (password == null || !encoder.matches(text, password)) {
        throw new IllegalArgumentException("refused");
      }
      return issued.names().get(0);
    };
  }

  private KeyJudges() {}
}
