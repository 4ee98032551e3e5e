package io.hauberk.identity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tokens of one issuer are taken back before their time. Immutable. */
final class RevocationList {
  /*
   * No entry begins to hold as time passes, entries only end. So a token that was judged good by a list stays good by
   * that list: a cache that remembers which list has judged need not ask it again.
   */

  /** Takes back nothing. */
  static final RevocationList EMPTY = new RevocationList(Map.of(), Map.of(), Set.of());

  /** When an entry ends that says nothing of it. */
  static final long NEVER = Long.MAX_VALUE;

  /**
   * Tokens of one subject.
   *
   * @param issuedBeforeMillis only those issued before this; {@link #NEVER} for all
   * @param untilMillis when the entry ends
   */
  record SubjectEntry(long issuedBeforeMillis, long untilMillis) {

    private boolean names(Revocable token, long nowMillis) {
      return nowMillis < untilMillis && token.issuedAtMillis() < issuedBeforeMillis;
    }
  }

  private final Map<String, Long> tokenIds;
  private final Map<String, List<SubjectEntry>> subjects;
  private final Set<String> keyIds;

  /**
   * Gathers entries.
   *
   * @param tokenIds when each {@code jti} ends to be named
   * @param subjects all entries of each {@code sub}
   * @param keyIds ids or thumbprints of keys
   */
  RevocationList(
      Map<String, Long> tokenIds, Map<String, List<SubjectEntry>> subjects, Set<String> keyIds) {
    this.tokenIds = Map.copyOf(tokenIds);
    this.subjects = Map.copyOf(subjects);
    this.keyIds = Set.copyOf(keyIds);
  }

  /**
   * Whether a token is taken back.
   *
   * @param token a verified token
   * @param keyNames every name that the key which verified it has
   */
  boolean names(Revocable token, Collection<String> keyNames, long nowMillis) {
    return namesToken(token, nowMillis)
        || subjects.getOrDefault(token.subject(), List.of()).stream()
            .anyMatch(entry -> entry.names(token, nowMillis))
        || keyNames.stream().anyMatch(keyIds::contains);
  }

  private boolean namesToken(Revocable token, long nowMillis) {
    String tokenId = token.tokenId();
    Long until = tokenId == null ? null : tokenIds.get(tokenId);
    return until != null && nowMillis < until;
  }

  @Override
  public String toString() {
    return "RevocationList[]";
  }
}
