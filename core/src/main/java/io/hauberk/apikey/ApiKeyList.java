package io.hauberk.apikey;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The API keys that a service takes: {@code docs/api-keys.md} describes its form as a file. */
public final class ApiKeyList {
  /** How many keys one list may hold. */
  public static final int MAX_ENTRIES = 5_000;

  /** The largest file, in octets. */
  public static final int MAX_BYTES = 1 << 20;

  /** No key. */
  public static final ApiKeyList EMPTY = new ApiKeyList(List.of());

  private final List<ApiKeyEntry> entries;

  /**
   * The list that these octets hold. It is taken whole or not at all.
   *
   * @param utf8 JSON
   * @throws ApiKeyListException if they hold anything else
   */
  public static ApiKeyList read(byte[] utf8) {
    return new ApiKeyList(ApiKeyListReader.read(utf8));
  }

  private ApiKeyList(List<ApiKeyEntry> entries) {
    this.entries = List.copyOf(entries);
    Set<String> ids = new HashSet<>();
    Set<String> hashes = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      if (!ids.add(entries.get(i).id())) {
        throw new ApiKeyListException(
            "/keys/" + i + "/id stands twice: give each key an id of its own");
      }
      if (!hashes.add(entries.get(i).sha256())) {
        throw new ApiKeyListException(
            "/keys/" + i + "/sha256 stands twice: write the hash of this entry's own key");
      }
    }
    if (entries.size() > MAX_ENTRIES) {
      throw new ApiKeyListException(
          "it holds more than " + MAX_ENTRIES + " keys: remove those that have expired");
    }
  }

  /** The keys, in the order of the file. */
  public List<ApiKeyEntry> entries() {
    return entries;
  }

  /**
   * This list and one more key at its end.
   *
   * @throws ApiKeyListException if the id is taken, or the list is full
   */
  public ApiKeyList with(ApiKeyEntry entry) {
    List<ApiKeyEntry> all = new ArrayList<>(entries);
    all.add(entry);
    return new ApiKeyList(all);
  }

  /** One entry as it stands in a file, in one line. */
  public static String write(ApiKeyEntry entry) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put(ApiKeyListReader.ID, new JsonString(entry.id()));
    members.put(ApiKeyListReader.SHA_256, new JsonString(entry.sha256()));
    members.put(ApiKeyListReader.CALLER, new JsonString(entry.caller()));
    members.put(
        ApiKeyListReader.SCOPES,
        JsonArray.of(entry.scopes().stream().map(JsonString::new).toList()));
    if (entry.notBefore() != null) {
      members.put(ApiKeyListReader.NOT_BEFORE, new JsonString(entry.notBefore().toString()));
    }
    if (entry.expires() != null) {
      members.put(ApiKeyListReader.EXPIRES, new JsonString(entry.expires().toString()));
    }
    return Json.write(JsonObject.of(members));
  }

  /** The file, one line for each key. */
  public String write() {
    return entries.isEmpty()
        ? "{\"keys\": []}\n"
        : entries.stream()
            .map(entry -> "    " + write(entry))
            .collect(Collectors.joining(",\n", "{\n  \"keys\": [\n", "\n  ]\n}\n"));
  }

  @Override
  public String toString() {
    return "ApiKeyList[" + entries.size() + "]";
  }
}
