package io.hauberk.contract;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a value is written as text (OAS 3.1, 4.8.12.3). */
enum ParameterStyle {
  SIMPLE("simple", Set.of(ParameterPlace.PATH, ParameterPlace.HEADER), List.of(",")),
  LABEL("label", Set.of(ParameterPlace.PATH), List.of(",")),
  MATRIX("matrix", Set.of(ParameterPlace.PATH), List.of(",")),
  FORM("form", Set.of(ParameterPlace.QUERY, ParameterPlace.COOKIE), List.of(",")),
  /** As {@link #FORM}, without any encoding (OAS 3.2, 4.12.3; RFC 6265, 4.1.1). */
  COOKIE("cookie", Set.of(ParameterPlace.COOKIE), List.of(",")),
  SPACE_DELIMITED("spaceDelimited", Set.of(ParameterPlace.QUERY), List.of("%20", "+")),
  PIPE_DELIMITED("pipeDelimited", Set.of(ParameterPlace.QUERY), List.of("%7C", "%7c")),
  DEEP_OBJECT("deepObject", Set.of(ParameterPlace.QUERY), List.of());

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final Set<ParameterPlace> places;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<String> delimiters;

  ParameterStyle(String id, Set<ParameterPlace> places, List<String> delimiters) {
    this.id = id;
    this.places = places;
    this.delimiters = delimiters;
  }

  /** The style of this name that may stand in this place, or null. */
  static @Nullable ParameterStyle find(String id, ParameterPlace place) {
    for (ParameterStyle style : values()) {
      if (style.id.equals(id) && style.places.contains(place)) {
        return style;
      }
    }
    return null;
  }

  /** Whether values of this style are exploded where the contract does not say. */
  boolean explodesByDefault() {
    return this == FORM || this == COOKIE;
  }

  /** Whether {@code name=value} stands among others of its kind: in a query or among cookies. */
  boolean isForm() {
    return this == FORM || this == COOKIE;
  }

  /** The spellings of the delimiter between the parts of a value that is not exploded. */
  List<String> delimiters() {
    return delimiters;
  }
}
