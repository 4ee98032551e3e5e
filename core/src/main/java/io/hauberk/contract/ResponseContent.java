package io.hauberk.contract;

import io.hauberk.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One media type of a declared response.
 *
 * @param declared the media type or range as the contract declares it
 * @param schema what judges bodies of it; null if the contract declares none
 */
record ResponseContent(MediaType declared, @Nullable Schema schema) {

  /**
   * Whether bodies of this sent type are judged. What is made to be read while it is written
   * ({@code text/event-stream}, sequences of JSON) is not: it has no end to wait for.
   */
  boolean isJudged(MediaType sent) {
    return schema != null
        && (sent.isJson()
            ? sent.isAsciiCompatible()
            : sent.isText() && sent.isUtf8() && !sent.subtype().equals("event-stream"));
  }
}
