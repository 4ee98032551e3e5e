package io.hauberk.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No timing is believed before the answers are right. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenSubjectTest {

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
  void everyone_accepts_a_good_token_and_refuses_bad_ones(String algorithm) throws Exception {
    IssuedTokens issuer = IssuedTokens.by(algorithm);
    for (TokenSubject subject : TokenSubject.values()) {
      assertEquals(Map.of(), subject.wrong(issuer), subject.title());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
  void a_token_has_the_length_that_tokens_have(String algorithm) throws Exception {
    int length = IssuedTokens.by(algorithm).valid().length();
    assertTrue(length > 500 && length < 1000, algorithm + " " + length);
  }
}
