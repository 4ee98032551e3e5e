package io.hauberk.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CertifiedKeyTest {
  private final TestCertificate root = TestCertificate.authority("root");
  private final TestCertificate intermediate = root.issue("intermediate").authority().make();
  private final TestCertificate leaf = intermediate.issue("orders").make();

  private static CertifiedKey read(String certificates, String key) {
    return CertifiedKey.read("tls.crt", secret(certificates), "tls.key", secret(key));
  }

  private static Secret secret(String text) {
    return Secret.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String refusal(String certificates, String key) {
    return String.valueOf(
        assertThrows(PemException.class, () -> read(certificates, key)).getMessage());
  }

  @Nested
  class Takes {
    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void a_key_and_its_certificate(String type) {
      TestCertificate pair = root.issue("x").keyType(type).make();
      CertifiedKey read = read(pair.pem(), pair.keyPem());
      assertEquals(pair.key(), read.key());
      assertEquals(pair.certificate(), read.certificate());
      assertEquals(8, read.fingerprint().length());
    }

    @Test
    void the_issuers_of_the_certificate_with_the_root_and_without() {
      X509Certificate[] chain = {leaf.certificate(), intermediate.certificate()};
      assertArrayEquals(chain, read(leaf.chainPem(), leaf.keyPem()).chain());
      assertEquals(3, read(leaf.chainPem() + root.pem(), leaf.keyPem()).chain().length);
    }

    @Test
    void both_in_one_file_and_words_between_the_blocks() {
      String bundle =
          "\u00ef\u00bb\u00bfBag Attributes\r\n"
              + leaf.keyPem().replace("\n", "\r\n")
              + "subject=CN = orders\r\n"
              + leaf.chainPem();
      assertEquals(2, read(bundle, bundle).chain().length);
    }

    @Test
    void what_ends_first_as_its_end() {
      TestCertificate shorter =
          root.issue("short")
              .authority()
              .valid(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-06-01T00:00:00Z"))
              .make();
      TestCertificate longer = shorter.issue("long").make();
      CertifiedKey read = read(longer.chainPem(), longer.keyPem());
      assertEquals(Instant.parse("2026-06-01T00:00:00Z"), read.notAfter());
      assertEquals(Instant.parse("2026-01-01T00:00:00Z"), read.notBefore());
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @CsvSource({"EC,EC", "RSA,RSA", "Ed25519,Ed25519", "EC,RSA", "RSA,EC", "Ed25519,EC"})
    void the_key_of_another_certificate(String type, String other) {
      TestCertificate mine = root.issue("x").keyType(type).make();
      TestCertificate yours = root.issue("x").keyType(other).make();
      assertEquals(
          "the file 'tls.key' does not hold the key of the first certificate in 'tls.crt':"
              + " replace both in one step",
          refusal(mine.pem(), yours.keyPem()));
    }

    @Test
    void certificates_out_of_order() {
      String expected =
          "the file 'tls.crt' has no chain of certificates: number 2 did not issue the one before"
              + " it: write the certificate of the key first, then its issuer, then the issuer's"
              + " issuer";
      assertEquals(expected, refusal(intermediate.pem() + leaf.pem(), leaf.keyPem()));
      assertEquals(expected, refusal(leaf.pem() + root.pem(), leaf.keyPem()));
    }

    @Test
    void an_issuer_of_the_right_name_with_another_key() {
      TestCertificate impostor = root.issue("intermediate").authority().make();
      assertTrue(
          refusal(leaf.pem() + impostor.pem(), leaf.keyPem()).contains("number 2 did not issue"));
    }

    @Test
    void a_whole_bundle_of_authorities_as_a_chain() {
      assertTrue(
          refusal(leaf.pem() + root.pem().repeat(10), leaf.keyPem()).contains("more than 10"));
    }

    @Test
    void a_key_that_needs_a_passphrase() {
      String modern = TestCertificate.block("ENCRYPTED PRIVATE KEY", new byte[] {1});
      String old =
          "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n"
              + "AAAA\n-----END RSA PRIVATE KEY-----\n";
      for (String key : new String[] {modern, old}) {
        assertEquals(
            "the file 'tls.key' holds an encrypted private key, and a passphrase would have to lie"
                + " beside it: mount it unencrypted, where only this process reads it (openssl"
                + " pkcs8 -topk8 -nocrypt -in OLD -out NEW)",
            refusal(leaf.pem(), key));
      }
    }

    @ParameterizedTest
    @CsvSource({"RSA PRIVATE KEY,PKCS#1", "EC PRIVATE KEY,SEC 1"})
    void a_key_in_an_older_form_with_the_command_that_converts_it(String label, String form) {
      String parameters =
          TestCertificate.block("EC PARAMETERS", new byte[] {1})
              + TestCertificate.block("X9.42 DH PARAMETERS", new byte[] {1});
      assertEquals(
          "the file 'tls.key' holds a '"
              + label
              + "' block ("
              + form
              + "): convert it to PKCS#8 (openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW), or have"
              + " it written so (cert-manager: spec.privateKey.encoding: PKCS8)",
          refusal(leaf.pem(), parameters + TestCertificate.block(label, new byte[] {1})));
    }

    @Test
    void more_than_one_key() {
      assertTrue(
          refusal(leaf.pem(), leaf.keyPem() + root.keyPem()).contains("more than one private key"));
    }

    @Test
    void what_is_no_pem_at_all() {
      assertTrue(refusal("0\u0082\u0001", leaf.keyPem()).contains("holds no certificate"));
      assertTrue(refusal(leaf.keyPem(), leaf.keyPem()).contains("holds no certificate"));
      assertTrue(refusal(leaf.pem(), leaf.pem()).contains("holds no private key"));
    }

    @Test
    void a_block_that_is_cut_off_or_broken() {
      String pem = leaf.pem();
      assertTrue(refusal(pem.substring(0, pem.length() - 30), leaf.keyPem()).contains("not end"));
      assertTrue(refusal(pem.substring(0, 200), leaf.keyPem()).contains("does not end"));
      assertTrue(refusal("-----BEGIN ", leaf.keyPem()).contains("looks like the boundary"));
      assertTrue(refusal(pem.replace("\nMII", "\n*II"), leaf.keyPem()).contains("no Base64"));
      assertTrue(
          refusal(TestCertificate.block("CERTIFICATE", new byte[9]), leaf.keyPem())
              .contains("cannot be decoded"));
      assertTrue(
          refusal(pem, TestCertificate.block("PRIVATE KEY", new byte[9]))
              .contains("cannot be decoded"));
    }

    @Test
    void a_great_many_blocks_in_little_time() {
      String many = TestCertificate.block("X", new byte[1]).repeat(1001);
      assertTrue(refusal(many, leaf.keyPem()).contains("more than 1000"));
    }
  }

  @Test
  void its_text_form_tells_no_key() {
    CertifiedKey read = read(leaf.pem(), leaf.keyPem());
    assertEquals("CertifiedKey[" + read.fingerprint() + "]", read.toString());
  }

  @Test
  void an_array_that_is_handed_out_is_a_copy() {
    CertifiedKey read = read(leaf.pem(), leaf.keyPem());
    read.chain()[0] = root.certificate();
    assertEquals(leaf.certificate(), read.chain()[0]);
  }

  @Test
  void a_bundle_of_authorities_ends_with_its_last_one_and_counts_each_once() {
    TestCertificate other = TestCertificate.authority("other");
    CaBundle bundle = CaBundle.read("ca.crt", secret(root.pem() + other.pem() + root.pem()));
    assertEquals(2, bundle.certificates().size());
    assertEquals(2, bundle.trustManager().getAcceptedIssuers().length);
    assertFalse(bundle.notAfter().isBefore(other.certificate().getNotAfter().toInstant()));
    assertThrows(PemException.class, () -> CaBundle.read("ca.crt", secret(root.keyPem())));
  }
}
