package io.hauberk.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words that a name is made of, however they are put together. */
final class Words {

  /** In lower case: {@code clientSecret}, {@code client_secret} and {@code client-secret} alike. */
  static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean begins =
          Character.isUpperCase(c)
              && i > 0
              && (Character.isLowerCase(name.charAt(i - 1))
                  || Character.isDigit(name.charAt(i - 1))
                  || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
      if (begins || !Character.isLetterOrDigit(c)) {
        end(word, words);
      }
      if (Character.isLetterOrDigit(c)) {
        word.append(c);
      }
    }
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }

  /** Whether a name has one of these words. */
  static boolean anyOf(String name, Set<String> wanted) {
    Set<String> words = new HashSet<>(of(name));
    return words.stream().anyMatch(wanted::contains);
  }

  /** The last word of a name; empty if there is none. */
  static String last(String name) {
    List<String> words = of(name);
    return words.isEmpty() ? "" : words.get(words.size() - 1);
  }

  private Words() {}
}
