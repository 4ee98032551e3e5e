package io.hauberk.schema;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a schema is told by those that apply it to the same value. A schema that is told something
 * is compiled as another one than the schema by itself.
 *
 * @param followed the properties whose discriminators are not followed again (see {@link
 *     Descendants}), each between line ends
 * @param excused the names that need not be there although it requires them (see {@link OneWay})
 */
record Context(String followed, SortedSet<String> excused) {
  static final Context NONE = new Context("", new TreeSet<>());

  /** Whether the schema is told nothing. */
  boolean isNone() {
    return followed.isEmpty() && excused.isEmpty();
  }

  boolean follows(String property) {
    return followed.contains("\n" + property + "\n");
  }

  /** For what a discriminator by this property leads to. */
  Context following(String property) {
    return new Context(followed + "\n" + property + "\n", new TreeSet<>());
  }

  /** For a schema in which these names need not be there, and no others. */
  Context excusing(Set<String> names) {
    return names.isEmpty() && excused.isEmpty()
        ? this
        : new Context(followed, new TreeSet<>(names));
  }

  /** A schema's place and what it is told, as one text. */
  String keyOf(Location location) {
    if (isNone()) {
      return location.pointer();
    }
    StringBuilder key = new StringBuilder(location.pointer()).append(followed);
    for (String name : excused) { // with its length: a name may hold any character
      key.append('\r').append(name.length()).append(':').append(name);
    }
    return key.toString();
  }
}
