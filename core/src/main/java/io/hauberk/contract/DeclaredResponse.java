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
      if (fit > bestFit) {
        best = content;
        bestFit = fit;
      }
    }
    return best;
  }
}
