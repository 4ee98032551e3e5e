package io.hauberk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole HTTP answer that the front door gives in place of the service: a refusal or an answer to
 * {@code OPTIONS}.
 *
 * @param status the HTTP status
 * @param headers the header fields, in the order in which they are written; each stands once
 * @param body the content, UTF-8; empty if there is none. Not copied: written once, by the adapter
 */
@SuppressWarnings("ArrayRecordComponent") // octets are moved, never compared
public record Answer(int status, Map<String, String> headers, byte[] body) {

  /** Copies the headers. */
  public Answer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** This answer with more header fields; a field of the same name is replaced. */
  Answer with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Answer(status, all, body);
  }

  /** Status only: a body is the service's own business. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
