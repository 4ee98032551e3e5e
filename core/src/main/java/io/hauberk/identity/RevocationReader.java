package io.hauberk.identity;

import io.hauberk.identity.RevocationList.SubjectEntry;
import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a revocation list: {@code docs/tokens.md} describes its form.
 *
 * <p>A list is taken whole or not at all. An entry that says what no token could match, or says it
 * in words that are not known, would leave a token in force that its author believes revoked.
 */
final class RevocationReader {
  private static final int MAX_ENTRIES = 50_000;

  /** The file's own limit of 1 MiB is the narrower one, for values and items too. */
  private static final JsonLimits LIMITS =
      JsonLimits.DEFAULT.withMaxDepth(16).withMaxValues(1 << 20).withMaxItems(1 << 20);

  private static final String ENTRIES = "revoked";
  private static final String TOKEN_ID = "jti";
  private static final String SUBJECT = "sub";
  private static final String KEY_ID = "kid";
  private static final String ISSUED_BEFORE = "issued_before";
  private static final String UNTIL = "until";

  /** What an entry may say besides what it names. */
  private static final Map<String, List<String>> CONDITIONS =
      Map.of(
          TOKEN_ID, List.of(UNTIL),
          SUBJECT, List.of(ISSUED_BEFORE, UNTIL),
          KEY_ID, List.of()); // whoever has a stolen key writes any time into a token

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final long skewMillis;
  private final Map<String, Long> tokenIds = new HashMap<>();
  private final Map<String, List<SubjectEntry>> subjects = new HashMap<>();
  private final Set<String> keyIds = new HashSet<>();

  /**
   * The list that these octets hold.
   *
   * @param clockSkew by how much entries outlive their {@code until}, so that the {@code exp} of a
   *     token is always late enough
   * @throws RevocationListException if they hold anything else
   */
  static RevocationList read(byte[] utf8, Duration clockSkew) {
    JsonValue document;
    try {
      document = Json.parse(utf8, LIMITS);
    } catch (JsonException e) {
      throw new RevocationListException(e.messageUnderFixedLimits());
    }
    if (!(document instanceof JsonObject list)
        || list.size() != 1
        || !(list.get(ENTRIES) instanceof JsonArray entries)) {
      throw new RevocationListException(
          "it is not an object with an array 'revoked' and nothing else: write {\"revoked\":[…]}");
    }
    if (entries.size() > MAX_ENTRIES) {
      throw new RevocationListException(
          "it holds more than " + MAX_ENTRIES + " entries: remove those whose tokens have expired");
    }
    RevocationReader reading = new RevocationReader(clockSkew);
    for (int i = 0; i < entries.size(); i++) {
      reading.add(entries.get(i), "/revoked/" + i);
    }
    return new RevocationList(reading.tokenIds, reading.subjects, reading.keyIds);
  }

  private RevocationReader(Duration clockSkew) {
    this.skewMillis = clockSkew.toMillis();
  }

  private void add(JsonValue value, String at) {
    if (!(value instanceof JsonObject entry)) {
      throw wrong(at, "is not an object: write for example {\"jti\":\"…\"}");
    }
    List<String> named = CONDITIONS.keySet().stream().filter(entry::has).toList();
    if (named.size() != 1) {
      throw wrong(at, "must name exactly one of jti, sub and kid: write an entry for each");
    }
    String kind = named.get(0);
    requireKnown(entry, kind, at);
    String name = name(entry, kind, at);
    switch (kind) {
      case TOKEN_ID -> tokenIds.merge(name, until(entry, at), Math::max);
      case SUBJECT ->
          subjects
              .computeIfAbsent(name, first -> new ArrayList<>(1))
              .add(new SubjectEntry(millis(entry, ISSUED_BEFORE, at), until(entry, at)));
      default -> keyIds.add(name);
    }
  }

  private static void requireKnown(JsonObject entry, String kind, String at) {
    List<String> conditions = CONDITIONS.getOrDefault(kind, List.of());
    for (String member : entry.members().keySet()) {
      if (!member.equals(kind) && !conditions.contains(member)) {
        String known = conditions.isEmpty() ? "nothing" : String.join(" and ", conditions);
        throw wrong(at, "has an unknown member: beside " + kind + " may stand " + known);
      }
    }
  }

  private static String name(JsonObject entry, String kind, String at) {
    if (!(entry.get(kind) instanceof JsonString text) || !ClaimRules.isCleanText(text)) {
      throw wrong(
          at + "/" + kind,
          "is not what a token could hold: write a string, not blank, without control characters");
    }
    return text.value();
  }

  private long until(JsonObject entry, String at) {
    long millis = millis(entry, UNTIL, at);
    return millis == RevocationList.NEVER ? millis : millis + skewMillis;
  }

  /** The time that a member names; {@link RevocationList#NEVER} if it is absent. */
  private static long millis(JsonObject entry, String member, String at) {
    if (!entry.has(member)) {
      return RevocationList.NEVER;
    }
    if (entry.get(member) instanceof JsonString text) {
      try {
        Instant time = Instant.parse(text.value());
        if (time.isAfter(Instant.EPOCH) && !time.isAfter(LATEST)) {
          return time.toEpochMilli();
        }
      } catch (DateTimeParseException e) {
        // told below, without its text
      }
    }
    throw wrong(
        at + "/" + member,
        "is not a time from 1970 to 9999 as RFC 3339 writes it, such as 2026-03-01T09:30:00Z");
  }

  private static RevocationListException wrong(String at, String fault) {
    return new RevocationListException(at + " " + fault);
  }
}
