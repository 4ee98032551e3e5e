package io.hauberk.identity;

import java.util.List;
import java.util.Set;

/**
 * What a request holds in a place where its operation has callers put an API key.
 *
 * @param profiles the names of the profiles whose keys stand there
 * @param texts everything that stands there, as it stands there: one, if the request is well made
 */
public record BroughtKey(Set<String> profiles, List<String> texts) {

  /** Copies the collections. */
  public BroughtKey {
    profiles = Set.copyOf(profiles);
    texts = List.copyOf(texts);
  }

  /** Nothing of the texts. */
  @Override
  public String toString() {
    return "BroughtKey" + profiles;
  }
}
