package io.hauberk.fetch;

import static java.util.Objects.requireNonNull;

import io.hauberk.fetch.FetchResult.Failure;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** What became of a form that was sent. */
public sealed interface PostResult {

  /** The server has answered: complete, and within the size limit. */
  final class Answered implements PostResult {
    private final int status;
    private final HttpHeaders header;
    private final byte[] body;

    /** Takes the octets without a copy: the giver forgets them. */
    Answered(int status, HttpHeaders header, byte[] body) {
      this.status = status;
      this.header = header;
      this.body = body;
    }

    /** The status; redirects are among them. */
    public int status() {
      return status;
    }

    /** The first value of a field. */
    public Optional<String> field(String name) {
      return header.firstValue(name);
    }

    /** A copy of the octets; none of a redirect. */
    public byte[] body() {
      return body.clone();
    }

    byte[] octets() {
      return body;
    }

    @Override
    public String toString() {
      return "Answered[" + status + ", " + body.length + " octets]";
    }
  }

  /**
   * There is no answer.
   *
   * @param failure why
   */
  record Unanswered(Failure failure) implements PostResult {

    /** Checks that there is a reason. */
    public Unanswered {
      requireNonNull(failure, "failure");
    }
  }
}
