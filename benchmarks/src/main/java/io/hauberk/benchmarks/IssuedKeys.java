package io.hauberk.benchmarks;

import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of API keys, and one who holds one of them. */
final class IssuedKeys implements Proofs {
  private static final String NAME = "billing";
  private static final int OTHERS = 100;

  private final SecureRandom random = new SecureRandom();
  private final ApiKey key = ApiKey.generate("billing-2026", random);

  ApiKey key() {
    return key;
  }

  /** The key among those of others. */
  ApiKeyList list() {
    ApiKeyList list = ApiKeyList.EMPTY.with(ApiKeyEntry.of(key, NAME));
    for (int i = 0; i < OTHERS; i++) {
      list = list.with(ApiKeyEntry.of(ApiKey.generate("other-" + i, random), "other-" + i));
    }
    return list;
  }

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  /** The same, again and again. */
  @Override
  public List<Brought> good(int count) {
    return List.of(Brought.apiKey(key.text()));
  }

  @Override
  public Map<String, Brought> bad(Brought accepted) {
    Map<String, Brought> bad = new LinkedHashMap<>();
    bad.put("another secret", Brought.apiKey(ApiKey.generate(key.id(), random).text()));
    bad.put("an unknown id", Brought.apiKey(ApiKey.generate("nobody", random).text()));
    bad.put("a slip of the pen", Brought.apiKey(key.text().substring(1)));
    return bad;
  }
}
