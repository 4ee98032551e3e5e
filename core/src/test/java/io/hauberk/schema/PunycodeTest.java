package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PunycodeTest {

  @ParameterizedTest
  @CsvSource({ // RFC 3492, 7.1
    "ليهمابتكلموشعربي؟, egbpdaj6bu4bxfgehfvwxn",
    "他们为什么不说中文, ihqwcrb4cv8a8dqg056pqjye",
    "Pročprostěnemluvíčesky, Proprostnemluvesky-uyb24dma41a",
    "למההםפשוטלאמדבריםעברית, 4dbcagdahymbxekheh6e0a7fei0b",
    "почемужеонинеговорятпорусски, b1abfaaepdrnnbgefbadotcwatmq2g4l",
    "3年B組金八先生, 3B-ww4c5e180e575a65lsy2b",
    "MajiでKoiする5秒前, MajiKoi5-783gue6qz075azm5e",
    "-> $1.00 <-, -> $1.00 <--"
  })
  void has_the_samples_of_the_rfc(String text, String encoded) {
    assertEquals(encoded, Punycode.encode(text));
    assertEquals(text, Punycode.decode(encoded));
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "a-é", "99999999", "ab_", "!", "a-99999a"})
  void refuses_what_is_none(String encoded) {
    assertNull(Punycode.decode(encoded));
  }

  @Test
  void whatever_it_decodes_it_can_encode_again() {
    Random random = new Random(3492);
    String digits = "abcdefghijklmnopqrstuvwxyz0123456789-";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder encoded = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        encoded.append(digits.charAt(random.nextInt(digits.length())));
      }
      String text = Punycode.decode(encoded.toString());
      if (text != null) {
        assertEquals(text, Punycode.decode(Punycode.encode(text)));
      }
    }
  }
}
