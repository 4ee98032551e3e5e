package io.hauberk.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** The floor: every token is read, no text and no number is asked for. */
final class JacksonTokens implements Judge {
  private final JsonFactory factory = new JsonFactory();

  @Override
  public boolean accepts(byte[] document) throws Exception {
    int tokens = 0;
    try (JsonParser parser = factory.createParser(document)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens++;
      }
    }
    return tokens > 0;
  }
}
