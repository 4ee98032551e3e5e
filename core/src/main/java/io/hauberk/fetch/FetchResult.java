package io.hauberk.fetch;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/** What a fetch has brought. */
public sealed interface FetchResult {

  /** The document: the body of a 200, complete and within the size limit. */
  final class Fetched implements FetchResult {
    private final byte[] body;

    /** Takes the octets without a copy: the giver forgets them. */
    Fetched(byte[] body) {
      this.body = body;
    }

    /** A copy of the octets. */
    public byte[] body() {
      return body.clone();
    }

    @Override
    public String toString() {
      return "Fetched[" + body.length + " octets]";
    }
  }

  /**
   * There is no document.
   *
   * @param failure why
   */
  record Failed(Failure failure) implements FetchResult {

    /** Checks that there is a reason. */
    public Failed {
      requireNonNull(failure, "failure");
    }
  }

  /** Why there is no document. */
  enum Failure {
    /** The URI, or an address that its host stands for, is one that may not be fetched. */
    NOT_ALLOWED,
    /** The host stands for a private or loopback address that is in no range listed for it. */
    ADDRESS_NOT_LISTED,
    /** What was to be shown to the server could not be read. */
    CREDENTIAL,
    /** The host's name has no address. */
    UNKNOWN_HOST,
    /** No connection, or it broke. */
    CONNECTION,
    /** The server's certificate is not trusted, or TLS failed otherwise. */
    TLS,
    /** The whole took longer than allowed. */
    TIMEOUT,
    /** The server answered with another status than 200; redirects are among them. */
    STATUS,
    /** The body is larger than allowed. */
    TOO_LARGE,
    /** Too many of the fetcher's own fetches are under way; nobody was asked. */
    BUSY,
    /**
     * This process could make no thread to ask with, for want of memory or by a limit of its user
     * or container; nobody was asked.
     */
    NO_THREAD,
    /** The fetcher was closed. */
    CLOSED;

    /** The word that events carry, for example {@code too_large}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
