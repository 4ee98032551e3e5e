package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

/** What the front door is to do with the body of an admitted request head. */
public sealed interface BodyPlan {

  /** No body: any octet that follows is refused. */
  record None() implements BodyPlan {}

  /**
   * The body is read whole and handed to {@link ContractOperation#checkBody}.
   *
   * @param maxBytes the most octets that may be read
   * @param mediaType the media type as the contract declares it, in lower case
   * @param required whether an empty body is refused
   */
  record Buffer(long maxBytes, String mediaType, boolean required) implements BodyPlan {

    /** Checks the budget. */
    public Buffer {
      requireNonNull(mediaType, "mediaType");
      requirePositive(maxBytes);
    }
  }

  /**
   * The body is passed on as it comes and only counted: its media type has no schema that this
   * library can judge.
   *
   * @param maxBytes the most octets that may pass
   * @param mediaType the media type as the contract declares it, in lower case
   * @param required whether an empty body is refused
   */
  record Stream(long maxBytes, String mediaType, boolean required) implements BodyPlan {

    /** Checks the budget. */
    public Stream {
      requireNonNull(mediaType, "mediaType");
      requirePositive(maxBytes);
    }
  }

  /**
   * The body is judged by {@link ContractOperation#openBody} while it arrives, and kept for the
   * service: in memory while it is small, else in a file.
   *
   * @param maxBytes the most octets that may come
   * @param mediaType the media type as the contract declares it, in lower case
   * @param required whether an empty body is refused
   */
  record Spool(long maxBytes, String mediaType, boolean required) implements BodyPlan {

    /** Checks the budget. */
    public Spool {
      requireNonNull(mediaType, "mediaType");
      requirePositive(maxBytes);
    }
  }

  private static void requirePositive(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, was " + maxBytes);
    }
  }
}
