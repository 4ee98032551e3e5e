package io.hauberk.apikey;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of API keys. An entry that says something in words that are not known could grant
 * more than its author believes, so nothing unknown is passed over.
 */
final class ApiKeyListReader {
  static final String ID = "id";
  static final String SHA_256 = "sha256";
  static final String CALLER = "caller";
  static final String SCOPES = "scopes";
  static final String NOT_BEFORE = "not_before";
  static final String EXPIRES = "expires";

  private static final String KEYS = "keys";
  private static final Set<String> MEMBERS =
      Set.of(ID, SHA_256, CALLER, SCOPES, NOT_BEFORE, EXPIRES);
  private static final int MAX_SCOPES = 100;
  private static final JsonLimits LIMITS =
      JsonLimits.DEFAULT
          .withMaxBytes(ApiKeyList.MAX_BYTES)
          .withMaxDepth(16)
          .withMaxValues(1 << 20)
          .withMaxItems(1 << 20);
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  static List<ApiKeyEntry> read(byte[] utf8) {
    JsonValue document;
    try {
      document = Json.parse(utf8, LIMITS);
    } catch (JsonException e) {
      throw new ApiKeyListException(e.messageUnderFixedLimits());
    }
    if (!(document instanceof JsonObject list)
        || list.size() != 1
        || !(list.get(KEYS) instanceof JsonArray keys)) {
      throw new ApiKeyListException(
          "it is not an object with an array 'keys' and nothing else: write {\"keys\":[…]}");
    }
    List<ApiKeyEntry> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      entries.add(entry(keys.get(i), "/keys/" + i));
    }
    return entries;
  }

  private static ApiKeyEntry entry(JsonValue value, String at) {
    if (!(value instanceof JsonObject entry)) {
      throw wrong(at, "is not an object: write one for each key");
    }
    if (!MEMBERS.containsAll(entry.members().keySet())) {
      throw wrong(
          at,
          "has an unknown member: there may be id, sha256, caller, scopes, not_before and expires");
    }
    String id = text(entry, ID, at);
    String sha256 = text(entry, SHA_256, at);
    String caller = text(entry, CALLER, at);
    Set<String> scopes = scopes(entry, at);
    Instant notBefore = time(entry, NOT_BEFORE, at);
    Instant expires = time(entry, EXPIRES, at);
    try {
      return new ApiKeyEntry(id, sha256, caller, scopes, notBefore, expires);
    } catch (IllegalArgumentException e) { // begins with the name of the member
      throw new ApiKeyListException(at + "/" + e.getMessage());
    }
  }

  private static String text(JsonObject entry, String member, String at) {
    if (entry.get(member) instanceof JsonString text) {
      return text.value();
    }
    throw wrong(
        at + "/" + member, entry.has(member) ? "is not a string" : "is missing: each key has one");
  }

  private static Set<String> scopes(JsonObject entry, String at) {
    String where = at + "/" + SCOPES;
    if (!(entry.get(SCOPES) instanceof JsonArray scopes)) {
      throw wrong(where, "is not an array of strings: write [] for a key without scopes");
    }
    if (scopes.size() > MAX_SCOPES) {
      throw wrong(where, "holds more than " + MAX_SCOPES + " scopes");
    }
    Set<String> texts = new LinkedHashSet<>();
    for (JsonValue scope : scopes) {
      if (!(scope instanceof JsonString text) || !texts.add(text.value())) {
        throw wrong(where, "holds something that is no string, or one twice: write each once");
      }
    }
    return texts;
  }

  private static @Nullable Instant time(JsonObject entry, String member, String at) {
    if (!entry.has(member)) {
      return null;
    }
    if (entry.get(member) instanceof JsonString text) {
      try {
        Instant time = Instant.parse(text.value());
        if (time.isAfter(Instant.EPOCH) && !time.isAfter(LATEST)) {
          return time;
        }
      } catch (DateTimeParseException e) {
        // told below, without its text
      }
    }
    throw wrong(
        at + "/" + member,
        "is not a time from 1970 to 9999 as RFC 3339 writes it, such as 2026-03-01T09:30:00Z");
  }

  private static ApiKeyListException wrong(String at, String fault) {
    return new ApiKeyListException(at + " " + fault);
  }

  private ApiKeyListReader() {}
}
