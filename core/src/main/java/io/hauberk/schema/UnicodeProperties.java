package io.hauberk.schema;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Unicode properties that {@code \p} may name (ECMA-262, 22.2.1.8), in the engines' words. */
final class UnicodeProperties {
  private static final Map<String, String> CATEGORIES = new TreeMap<>();
  private static final Set<String> BINARY =
      Set.of("Alphabetic", "Ideographic", "Lowercase", "Uppercase", "White_Space");

  static {
    String names =
        "L=Letter Lu=Uppercase_Letter Ll=Lowercase_Letter Lt=Titlecase_Letter Lm=Modifier_Letter"
            + " Lo=Other_Letter M=Mark M=Combining_Mark Mn=Nonspacing_Mark Mc=Spacing_Mark"
            + " Me=Enclosing_Mark N=Number Nd=Decimal_Number Nd=digit Nl=Letter_Number"
            + " No=Other_Number P=Punctuation P=punct Pc=Connector_Punctuation Pd=Dash_Punctuation"
            + " Ps=Open_Punctuation Pe=Close_Punctuation Pi=Initial_Punctuation"
            + " Pf=Final_Punctuation Po=Other_Punctuation S=Symbol Sm=Math_Symbol"
            + " Sc=Currency_Symbol Sk=Modifier_Symbol So=Other_Symbol Z=Separator"
            + " Zs=Space_Separator Zl=Line_Separator Zp=Paragraph_Separator Cc=Control Cc=cntrl"
            + " Cf=Format Co=Private_Use";
    for (String entry : names.split(" ")) {
      String brief = entry.substring(0, entry.indexOf('='));
      CATEGORIES.put(brief, brief);
      CATEGORIES.put(entry.substring(entry.indexOf('=') + 1), brief);
    }
  }

  /** The property in the words of the engines, {@code SCRIPT:} marking scripts; null if unknown. */
  static @Nullable String find(String name) {
    int equals = name.indexOf('=');
    if (equals < 0) {
      String category = CATEGORIES.get(name);
      return category == null && BINARY.contains(name) ? "Is" + name : category;
    }
    String value = name.substring(equals + 1);
    return switch (name.substring(0, equals)) {
      case "gc", "General_Category" -> CATEGORIES.get(value);
      case "sc", "Script", "scx", "Script_Extensions" -> script(value);
      default -> null;
    };
  }

  private static @Nullable String script(String value) {
    try {
      String name = Character.UnicodeScript.forName(value).name();
      StringBuilder words = new StringBuilder("SCRIPT:");
      for (String word : name.split("_")) {
        words.append(words.length() > "SCRIPT:".length() ? "_" : "");
        words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
      }
      return words.toString();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether RE2/J does not know a property that the JDK knows. */
  static boolean isOnlyInJdk(String property) {
    return property.startsWith("Is");
  }

  private UnicodeProperties() {}
}
