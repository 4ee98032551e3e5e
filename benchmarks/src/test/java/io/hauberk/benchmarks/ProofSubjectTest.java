package io.hauberk.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No timing is believed before the answers are right. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProofSubjectTest {
  private static final byte[] TEXT = "text".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @EnumSource
  void everyone_accepts_good_proofs_and_refuses_bad_ones_but_those_that_it_leaves_to_others(
      ProofSubject subject) throws Exception {
    assertEquals(Map.of(), subject.wrong(subject.kind().issue()));
  }

  @ParameterizedTest
  @EnumSource(names = {"CERTIFICATE_HAUBERK", "API_KEY_HAUBERK", "DPOP_HAUBERK"})
  void a_judge_who_trusts_somebody_else_is_found_out(ProofSubject subject) throws Exception {
    Proofs issued = subject.kind().issue();
    ProofJudge other = subject.trusting(subject.kind().issue());
    Brought good = issued.good(1).get(0);
    String answer;
    try {
      answer = String.valueOf(other.subject(good));
    } catch (IllegalArgumentException e) {
      answer = "refused";
    }
    assertEquals("refused", answer);
  }

  @Test
  void each_proof_is_another() throws Exception {
    List<Brought> proofs = new IssuedProofs().good(200);
    assertEquals(200, proofs.stream().map(proof -> proof.field("DPoP")).distinct().count());
  }

  @Test
  void each_new_certificate_is_another_and_signed_by_the_authority() throws Exception {
    IssuedCertificates issued = new IssuedCertificates(true);
    List<Brought> good = issued.good(20);
    assertEquals(
        20, good.stream().map(each -> each.clientCertificates().get(0)).distinct().count());
    ProofJudge floor = CertificateJudges.signature(issued);
    assertEquals(true, floor.subject(good.get(7)));
    assertEquals(false, floor.subject(new IssuedCertificates(true).good(1).get(0)));
  }

  @Test
  void the_floor_of_the_proofs_is_a_signature_that_holds() throws Exception {
    IssuedProofs issued = new IssuedProofs();
    ProofJudge floor = DpopJudges.signature(issued);
    Brought good = issued.good(1).get(0);
    assertEquals(true, floor.subject(good));
    String proof = good.field("DPoP");
    int end = proof.lastIndexOf('.');
    String altered = proof.substring(0, end - 1) + (proof.charAt(end - 1) == 'A' ? 'B' : 'A');
    assertEquals(false, floor.subject(Brought.dpop(good.token(), altered + proof.substring(end))));
  }

  @Test
  void hasty_signatures_by_RSA_hold_and_are_made_with_a_key_of_the_usual_size() throws Exception {
    HastyRsa key = new HastyRsa(new Random(7));
    int bits = key.modulus().bitLength();
    assertTrue(bits >= 2048 && bits < 2080, () -> bits + " bits");
    PublicKey shown =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(key.modulus(), key.exponent()));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(shown);
    signature.update(TEXT);
    assertTrue(signature.verify(key.sign(TEXT)));
    assertNotEquals(key.modulus(), new HastyRsa(new Random(8)).modulus());
  }
}
