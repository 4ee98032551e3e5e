package io.hauberk.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No timing is believed before the answers are right. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerdictsTest {

  static Stream<String> inputs() {
    return Stream.concat(Stream.of(Input.ORDER, Input.EXPRESSION), Input.TEN.stream());
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void every_document_gets_the_verdict_of_its_corpus(String name) throws Exception {
    requireCorpora();
    assertEquals(Set.of(), Verdicts.wrong(Subject.HAUBERK, Input.load(name)));
  }

  /** A peer that falls over for want of a library here must not be measured. */
  @ParameterizedTest
  @EnumSource(names = {"HAUBERK", "NETWORKNT", "HARREL", "VERTX"})
  void everyone_judges_the_order_rightly(Subject subject) throws Exception {
    requireCorpora();
    assertEquals(Set.of(), Verdicts.wrong(subject, Input.load(Input.ORDER)));
  }

  private static void requireCorpora() {
    if (!Corpora.present()) {
      String message = "corpora are absent; name the folder with -Dhauberk.corpora=DIR";
      if (Boolean.getBoolean("hauberk.corpora.required")) {
        fail(message);
      }
      assumeTrue(false, message);
    }
  }
}
