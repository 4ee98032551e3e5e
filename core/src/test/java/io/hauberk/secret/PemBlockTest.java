package io.hauberk.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7468: what is read, and each malformed form beside its honest twin. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PemBlockTest {
  private static final byte[] DER = {0x30, 4, 2, 2, 1, 2};
  private static final String BODY = "MAQCAgEC";
  private static final String BLOCK =
      "-----BEGIN CERTIFICATE-----\n" + BODY + "\n-----END CERTIFICATE-----\n";

  private static List<PemBlock> read(String text) {
    return PemBlock.read("ca.crt", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertReads(int blocks, String text) {
    List<PemBlock> found = read(text);
    assertEquals(blocks, found.size());
    for (PemBlock block : found) {
      assertEquals("CERTIFICATE", block.label());
      assertArrayEquals(DER, block.der());
    }
  }

  private static String refusal(String text) {
    PemException refused =
        assertThrows(PemException.class, () -> read(text).forEach(PemBlock::der));
    return String.valueOf(refused.getMessage());
  }

  private static String block(byte[] octets) {
    return BLOCK.replace(BODY, Base64.getEncoder().encodeToString(octets));
  }

  @Nested
  class Reads {
    @Test
    void lines_that_end_in_each_of_the_three_ways_and_a_last_one_that_does_not() {
      assertReads(1, BLOCK);
      assertReads(1, BLOCK.replace("\n", "\r\n"));
      assertReads(1, BLOCK.replace("\n", "\r"));
      assertReads(1, BLOCK.stripTrailing());
      assertReads(1, BLOCK + "\n\n");
    }

    @Test
    void what_begins_with_a_byte_order_mark() {
      assertReads(1, "\uFEFF" + BLOCK);
      assertReads(1, "\uFEFF# note\n" + BLOCK);
    }

    @Test
    void several_blocks_and_explanations_around_them() {
      assertReads(2, BLOCK + BLOCK);
      assertReads(
          2,
          "Subject: CN=Frönt-end -- begins here\n---\nValidity: 1\n\n"
              + BLOCK
              + "# the END of the other one\n"
              + BLOCK
              + "-----\n");
    }

    @Test
    void lines_of_any_length_with_spaces_at_their_ends() {
      assertReads(1, BLOCK.replace(BODY, "MAQC\n  AgEC\t\n"));
      assertReads(1, BLOCK.indent(4));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "X9.42 DH PARAMETERS",
          "PKCS #7 SIGNED DATA",
          "PKCS7",
          "X509 CRL",
          "SM2 PRIVATE KEY",
          "ML-DSA/44 KEY"
        })
    void labels_of_all_printable_characters(String label) { // RFC 7468, 3
      List<PemBlock> found = read(BLOCK.replace("CERTIFICATE", label) + BLOCK);
      assertEquals(List.of(label, "CERTIFICATE"), found.stream().map(PemBlock::label).toList());
      assertArrayEquals(DER, found.get(0).der());
    }

    @Test
    void no_block_in_what_looks_like_none() {
      assertReads(0, "");
      assertReads(0, "MAQCAgEC\n");
      assertReads(0, "0\u0082\u0001");
    }

    @Test
    void lengths_of_all_sizes() {
      for (int size : List.of(0, 127, 128, 255, 256, 65535, 65536)) {
        byte[] head =
            size < 128
                ? new byte[] {0x30, (byte) size}
                : size < 256
                    ? new byte[] {0x30, (byte) 0x81, (byte) size}
                    : size < 65536
                        ? new byte[] {0x30, (byte) 0x82, (byte) (size >> 8), (byte) size}
                        : new byte[] {
                          0x30, (byte) 0x83, (byte) (size >> 16), (byte) (size >> 8), (byte) size
                        };
        byte[] der = Arrays.copyOf(head, head.length + size);
        assertArrayEquals(der, read(block(der)).get(0).der());
        assertTrue(
            refusal(block(Arrays.copyOf(der, der.length + 1))).contains("something follows"));
        if (size > 0) {
          assertTrue(refusal(block(Arrays.copyOf(der, der.length - 1))).contains("is cut off"));
        }
      }
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "-----END CERTIFICATE-----\n",
          "----BEGIN CERTIFICATE----\nMAQCAgEC\n----END CERTIFICATE----\n",
          "-----begin certificate-----\nMAQCAgEC\n-----end certificate-----\n",
          "-----BEGIN certificate-----\nMAQCAgEC\n-----END certificate-----\n",
          "-----BEGIN CERTIFICATE----\nMAQCAgEC\n-----END CERTIFICATE-----\n",
          "-----BEGINCERTIFICATE-----\nMAQCAgEC\n-----ENDCERTIFICATE-----\n",
          "-----BEGIN X--Y-----\nMAQCAgEC\n-----END X--Y-----\n",
          "-----BEGIN -X-----\nMAQCAgEC\n-----END -X-----\n",
          "-----BEGIN X------\nMAQCAgEC\n-----END X------\n",
          "-----BEGIN X  Y-----\nMAQCAgEC\n-----END X  Y-----\n",
          "-----BEGIN \u00C9-----\nMAQCAgEC\n-----END \u00C9-----\n",
          "-----BEGIN X\tY-----\nMAQCAgEC\n-----END X\tY-----\n",
          "-----BEGIN -----\nMAQCAgEC\n-----END -----\n",
          "----- BEGIN CERTIFICATE -----\nMAQCAgEC\n----- END CERTIFICATE -----\n",
          "-----BEGIN CERTIFICATE-----MAQCAgEC-----END CERTIFICATE-----\n",
          "-----BEGIN CERTIFICATE-----\\nMAQCAgEC\\n-----END CERTIFICATE-----\\n",
          "ca: -----BEGIN CERTIFICATE-----\nMAQCAgEC\n-----END CERTIFICATE-----\n",
          "-----BEGIN A LABEL THAT IS LONGER THAN FORTY LETTERS-----\n",
          "-----BEGIN "
        })
    void what_looks_like_a_boundary_and_is_none(String text) {
      assertTrue(refusal(text).contains("looks like the boundary"), () -> refusal(text));
      assertTrue(refusal(BLOCK + text).contains("looks like the boundary"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "-----BEGIN CERTIFICATE-----\nMAQCAgEC\n",
          "-----BEGIN CERTIFICATE-----\nMAQCAgEC\n-----END PUBLIC KEY-----\n",
          "-----BEGIN CERTIFICATE-----\nMAQCAgEC\n-----END CERTIFICATE----\n",
          "-----BEGIN CERTIFICATE-----\nMAQCAgEC-----END CERTIFICATE-----\n",
          "-----BEGIN CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMAQCAgEC\n-----END CERTIFICATE-----\n"
        })
    void a_block_that_does_not_end(String text) {
      assertTrue(refusal(text).contains("does not end"), () -> refusal(text));
      assertTrue(refusal(BLOCK + text).contains("does not end"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "MAQC*AgEC",
          "MAQCAgE",
          "MAMCAQE",
          "MAMCAQE==",
          "MAMCAQF=",
          "MAQC_gEC",
          "=MAQCAgEC"
        })
    void what_is_no_base64(String body) { // MAMCAQE= is
      assertTrue(refusal(BLOCK.replace(BODY, body)).contains("is no Base64"));
      assertFalse(read(BLOCK.replace(BODY, "MAMCAQE=")).get(0).der().length == 0);
    }

    @Test
    void content_that_is_not_one_sequence() {
      String fault = "cannot be decoded";
      assertTrue(refusal(BLOCK.replace(BODY, "")).contains(fault));
      assertTrue(refusal(block(new byte[] {0x30})).contains(fault));
      assertTrue(refusal(block(new byte[] {0x31, 0})).contains(fault));
      assertTrue(refusal(block(new byte[] {0x30, (byte) 0x80, 0, 0})).contains(fault));
      assertTrue(refusal(block(new byte[] {0x30, (byte) 0x81, 1, 5})).contains(fault));
      assertTrue(refusal(block(new byte[] {0x30, (byte) 0x82})).contains(fault));
      assertTrue(refusal(block(new byte[] {0x30, (byte) 0x84, 0x7F, -1, -1, -1})).contains(fault));
    }

    @Test
    void a_byte_order_mark_where_no_text_begins() {
      assertTrue(refusal(BLOCK + "\uFEFF" + BLOCK).contains("looks like the boundary"));
    }

    @Test
    void more_than_a_thousand_blocks_and_no_fewer() {
      assertReads(1000, BLOCK.repeat(1000));
      assertTrue(refusal(BLOCK.repeat(1001)).contains("more than 1000"));
    }

    @Test
    void nothing_slowly() {
      for (String each : List.of("-", "--", "-- ", "-----BEGIN", " ")) {
        String text = each.repeat(1024 * 1024 / each.length());
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> {
              try {
                read(text);
              } catch (PemException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("looks like"));
              }
            });
      }
    }
  }

  @Test
  void its_text_form_tells_no_content() {
    assertEquals("[PemBlock[CERTIFICATE]]", read(BLOCK).toString());
  }
}
