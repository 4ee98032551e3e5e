package io.hauberk.identity;

import io.hauberk.request.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All keys of an issuer at one moment. Immutable. */
final class VerificationKeys {
  private final Map<String, VerificationKey> byId;
  private final List<VerificationKey> all;
  private final Set<String> unusableIds;
  private final Map<String, Set<String>> namesByThumbprint;

  /**
   * Gathers keys.
   *
   * @param byId sound keys by the ids under which tokens may name them; one may have several
   * @param all each sound key once, those without an id too
   * @param unusableIds ids of keys that are there, but must not verify anything
   */
  VerificationKeys(
      Map<String, VerificationKey> byId, List<VerificationKey> all, Set<String> unusableIds) {
    this.byId = Map.copyOf(byId);
    this.all = List.copyOf(all);
    this.unusableIds = Set.copyOf(unusableIds);
    this.namesByThumbprint = namesByThumbprint();
  }

  private Map<String, Set<String>> namesByThumbprint() {
    Map<String, Set<String>> names = new HashMap<>();
    all.forEach(key -> addName(key, key.thumbprint(), names));
    byId.forEach((id, key) -> addName(key, id, names));
    return names;
  }

  private static void addName(VerificationKey key, String name, Map<String, Set<String>> names) {
    names.computeIfAbsent(key.thumbprint(), first -> new HashSet<>()).add(name);
  }

  /**
   * Every name of a key of this set: its thumbprint and all ids under which the same key stands
   * here, so that who takes back one of them takes back the key.
   */
  Set<String> namesOf(VerificationKey key) {
    return namesByThumbprint.getOrDefault(key.thumbprint(), Set.of());
  }

  /** The ids of sound keys by which tokens may name them. */
  Set<String> ids() {
    return byId.keySet();
  }

  /** Whether there is a key of this id, sound or not. */
  boolean knows(String keyId) {
    return byId.containsKey(keyId) || unusableIds.contains(keyId);
  }

  /**
   * The one key for a token.
   *
   * @param keyId the token's {@code kid}; without one exactly one key must fit (RFC 7515, 4.1.4)
   * @param algorithm the token's {@code alg}, found in the profile's list
   */
  Outcome<VerificationKey> select(@Nullable String keyId, JwsAlgorithm algorithm) {
    if (keyId == null) {
      List<VerificationKey> fitting =
          all.stream().filter(key -> key.algorithms().contains(algorithm)).toList();
      return fitting.size() == 1
          ? Outcome.found(fitting.get(0))
          : Outcome.refused(Reason.KEY_NOT_FOUND);
    }
    VerificationKey key = byId.get(keyId);
    if (key == null) {
      return Outcome.refused(
          unusableIds.contains(keyId) ? Reason.KEY_UNUSABLE : Reason.KEY_NOT_FOUND);
    }
    return key.algorithms().contains(algorithm)
        ? Outcome.found(key)
        : Outcome.refused(Reason.KEY_ALGORITHM_MISMATCH);
  }

  /** Whether this key, found in another set, is in this one unchanged. */
  boolean holds(VerificationKey key) {
    return all.stream().anyMatch(key::isSameAs);
  }

  /** Whether the other set holds the same keys. */
  boolean isSameAs(VerificationKeys other) {
    return all.size() == other.all.size()
        && all.stream().allMatch(other::holds)
        && byId.keySet().equals(other.byId.keySet())
        && unusableIds.equals(other.unusableIds);
  }

  /** Number of sound keys. */
  int size() {
    return all.size();
  }

  /** What events may call this set: the beginnings of its keys' thumbprints. */
  String fingerprint() {
    Set<String> beginnings = new TreeSet<>();
    all.forEach(key -> beginnings.add(key.thumbprint().substring(0, 8)));
    return String.join(" ", beginnings);
  }

  @Override
  public String toString() {
    return "VerificationKeys[" + all.size() + "]";
  }
}
