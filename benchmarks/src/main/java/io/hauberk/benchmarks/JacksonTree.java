package io.hauberk.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What most peers do before they begin. */
final class JacksonTree implements Judge {
  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  public boolean accepts(byte[] document) throws Exception {
    return !mapper.readTree(document).isMissingNode();
  }
}
