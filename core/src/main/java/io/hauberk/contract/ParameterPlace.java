package io.hauberk.contract;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a parameter stands: its {@code in}. */
enum ParameterPlace {
  PATH,
  QUERY,
  /** The whole query as one value (OAS 3.2, 4.12.1). */
  QUERYSTRING,
  HEADER,
  COOKIE;

  /** The word of the contract: {@code path}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable ParameterPlace find(String id) {
    for (ParameterPlace place : values()) {
      if (place.id().equals(id)) {
        return place;
      }
    }
    return null;
  }

  /** The style of parameters in this place that do not name one. */
  ParameterStyle defaultStyle() {
    return this == PATH || this == HEADER ? ParameterStyle.SIMPLE : ParameterStyle.FORM;
  }
}
