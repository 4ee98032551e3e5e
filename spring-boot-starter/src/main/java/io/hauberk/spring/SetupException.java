package io.hauberk.spring;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The properties cannot be turned into a protected service: what is wrong, and how to mend it. */
final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String action;

  SetupException(String description, String action) {
    this(description, action, null);
  }

  SetupException(String description, String action, @Nullable Throwable cause) {
    super(description + " " + action, cause);
    this.action = action;
  }

  /** How to mend it. */
  String action() {
    return action;
  }

  /** What is wrong. */
  String description() {
    String message = String.valueOf(getMessage());
    return message.substring(0, message.length() - action.length() - 1);
  }

  /**
   * Builds a part of core from properties.
   *
   * @param property the property, or group of properties, that the part is made from
   */
  static <T> T from(String property, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new SetupException(
          property + " cannot be used: " + e.getMessage() + ".",
          "Correct the properties below " + property + ".",
          e);
    }
  }
}
