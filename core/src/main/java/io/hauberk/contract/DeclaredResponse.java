package io.hauberk.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One response as the contract declares it.
 *
 * @param contents its media types; none means that it has no content
 * @param headers its header fields, {@code Content-Type} left out
 */
record DeclaredResponse(List<ResponseContent> contents, List<Parameter> headers) {

  DeclaredResponse {
    contents = List.copyOf(contents);
    headers = List.copyOf(headers);
  }

  /** The content that fits a sent media type most closely; null if none does. */
  @Nullable ResponseContent content(MediaType sent) {
    ResponseContent best = null;
    int bestFit = -1;
    for (ResponseContent content : contents) {
      int fit = content.declared().fit(sent);
      if (fit > bestFit && isReadable(content.declared(), sent)) {
        best = content;
        bestFit = fit;
      }
    }
    return best;
  }

  /**
   * Whether what is written can be read here: a caller must not choose by {@code Accept} a charset
   * in which nothing is found. Containers name ISO-8859-1 for JSON that is written by a {@code
   * Writer}, so that is readable, and judged as the UTF-8 that JSON is (RFC 8259, 8.1). The
   * contract may name another charset.
   */
  private static boolean isReadable(MediaType declared, MediaType sent) {
    return sent.isAsciiCompatible() || declared.hasCharset() || !(sent.isJson() || sent.isText());
  }
}
