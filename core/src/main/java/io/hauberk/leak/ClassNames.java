package io.hauberk.leak;

import static io.hauberk.request.Reason.LEAKED_CLASS_NAME;

import io.hauberk.leak.Needle.Confirmation;
import java.util.ArrayList;
import java.util.List;

/** Classes of the program, and the words of its run time about them. */
final class ClassNames {
  private static final List<String> PACKAGES =
      List.of(
          "java.lang.",
          "java.util.",
          "java.io.",
          "java.nio.",
          "java.net.",
          "java.sql.",
          "java.time.",
          "java.security.",
          "javax.",
          "jakarta.",
          "jdk.internal.",
          "org.springframework.",
          "org.hibernate.",
          "org.apache.",
          "org.postgresql.",
          "org.eclipse.",
          "com.fasterxml.",
          "tools.jackson.",
          "com.zaxxer.",
          "com.mysql.",
          "oracle.jdbc.",
          "io.netty.",
          "io.vertx.",
          "io.quarkus.",
          "io.undertow.",
          "kotlin.",
          "kotlinx.",
          "scala.",
          "groovy.lang.",
          "reactor.core.");

  private static final List<String> BARE =
      List.of(
          "NullPointerException",
          "ClassCastException",
          "IllegalArgumentException",
          "IllegalStateException",
          "IndexOutOfBoundsException",
          "NumberFormatException",
          "NoSuchElementException",
          "UnsupportedOperationException",
          "ConcurrentModificationException",
          "StackOverflowError",
          "OutOfMemoryError",
          "HttpMessageNotReadableException",
          "MethodArgumentNotValidException",
          "DataIntegrityViolationException",
          "LazyInitializationException",
          "JsonParseException",
          "MismatchedInputException",
          "NullReferenceException");

  private static final List<String> PHRASES =
      List.of(
          "object reference not set to an instance of an object",
          "cannot read properties of undefined",
          "cannot read properties of null",
          "cannot read property '",
          "'nonetype' object has no attribute",
          "referenceerror: ",
          "typeerror: cannot",
          "undefined method `",
          "cannot deserialize value of type",
          "cannot construct instance of `",
          "through reference chain:");

  static List<Needle> needles() {
    List<Needle> needles = new ArrayList<>();
    PHRASES.forEach(phrase -> needles.add(Needle.plain(phrase, LEAKED_CLASS_NAME)));
    BARE.forEach(name -> addExactly(needles, name, (o, start, end) -> !o.isName(end)));
    PACKAGES.forEach(name -> addExactly(needles, name, ClassNames::isInPackage));
    addExactly(needles, "Exception", (o, start, end) -> isClass(o, start, end, 1));
    addExactly(needles, "Error", (o, start, end) -> isClass(o, start, end, 2));
    addExactly(
        needles, "Cannot invoke \"", (o, start, end) -> o.find("\" because ", end, 400) >= 0);
    return needles;
  }

  private static void addExactly(List<Needle> needles, String text, Confirmation confirmation) {
    needles.add(new Needle(text, true, LEAKED_CLASS_NAME, confirmation));
  }

  /** A package begins here, and something of it follows: {@code java.lang.String}. */
  private static boolean isInPackage(Octets octets, int start, int end) {
    int before = octets.at(start - 1);
    boolean begins =
        !octets.isName(start - 1)
            && before != '.'
            && before != '-'
            && before != '/'
            && before != '@';
    int after = octets.afterQualified(end);
    boolean named = octets.isUpper(end) || octets.points(end, after) > 0;
    return begins && octets.isLetter(end) && named && octets.at(after) != '/';
  }

  /**
   * A name with points that ends here: {@code com.acme.OrderMissingException}.
   *
   * @param points how many it needs at least
   */
  private static boolean isClass(Octets octets, int start, int end, int points) {
    int from = octets.beforeQualified(end);
    int simple = end;
    while (simple > from && octets.at(simple - 1) != '.') {
      simple--;
    }
    boolean bare = simple == start;
    return !octets.isName(end)
        && octets.isUpper(simple)
        && octets.isLetter(from)
        && octets.at(from - 1) != '/'
        && octets.points(from, end) >= (bare ? 2 : points);
  }

  private ClassNames() {}
}
