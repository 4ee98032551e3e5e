package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NameRuleTest {
  private final NameRule subject = NameRule.of(CertificateSubject.DISTINGUISHED_NAME);

  @Test
  void subjects_are_the_same_in_any_case_and_with_other_blanks() {
    assertEquals(subject.fold("CN=billing,O=Shop"), subject.fold("cn=Billing, O=shop"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=b\u0131ll\u0131ng,O=Shop",
        "CN=\uff42illing,O=Shop",
        "CN=billin\u01e5,O=Shop",
        "CN=billing,O=\u017fhop",
        "CN=billing\\,O=Shop"
      })
  void a_subject_that_looks_like_another_one_is_not_that_one(String name) {
    assertNotNull(subject.fold(name));
    assertNotEquals(subject.fold("CN=billing,O=Shop"), subject.fold(name));
    assertEquals(subject.fold(name), subject.fold(name));
  }
}
