package io.hauberk.spring;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The properties as a table, made of what the annotation processor has written of them. */
final class PropertyTable {
  private static final String HEAD =
      "| property | type | default | what it says |\n|---|---|---|---|\n";
  private static final String BY_DEFAULT = "; by default ";
  private static final Pattern MANY =
      Pattern.compile("java\\.util\\.(List|Set|Map)<(?:[\\w.$]+,)?([\\w.$]+)>");

  /** What stands for the key of each map. */
  private static final Map<String, String> KEYS =
      Map.of(
          "hauberk.api-keys", "name",
          "hauberk.certificates", "name",
          "hauberk.controls", "control",
          "hauberk.issuers", "name",
          "hauberk.outbound", "name",
          "hauberk.rate-limit.operations", "operationId",
          "hauberk.schemes", "scheme",
          "hauberk.secrets.text", "name",
          "hauberk.secrets.tls", "name");

  private static final Map<String, String> TYPES =
      Map.of(
          "java.lang.Boolean", "boolean",
          "java.lang.Double", "number",
          "java.lang.Integer", "number",
          "java.lang.Long", "number",
          "java.lang.String", "text",
          "java.net.URI", "URL",
          "java.nio.file.Path", "path",
          "java.time.Duration", "duration",
          "org.springframework.util.unit.DataSize", "size");

  /**
   * A line of the table.
   *
   * @param byDefault what holds if nothing is said; empty for nothing
   */
  record Row(String type, String byDefault, String meaning) {}

  /** Every property by its name. */
  static SortedMap<String, Row> rows() throws IOException {
    SortedMap<String, Row> rows = new TreeMap<>();
    for (Map<String, Object> property : properties("spring-configuration-metadata.json")) {
      String name = text(property, "name");
      if (name.startsWith("hauberk.")) {
        add(name, property, rows);
      }
    }
    return rows;
  }

  static String markdown() throws IOException {
    return rows().entrySet().stream()
        .map(
            row ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        row.getKey(),
                        row.getValue().type(),
                        row.getValue().byDefault(),
                        row.getValue().meaning()))
        .collect(Collectors.joining("", HEAD, ""));
  }

  private static void add(String name, Map<String, Object> property, SortedMap<String, Row> rows)
      throws IOException {
    String type = text(property, "type");
    Matcher many = MANY.matcher(type);
    if (!many.matches()) {
      rows.put(name, row(name, typeName(type), property));
      return;
    }
    boolean isMap = many.group(1).equals("Map");
    String each = isMap ? name + ".<" + requireNonNull(KEYS.get(name), name) + ">" : name;
    if (resource(partsOf(many.group(2))) == null) {
      String one = typeName(many.group(2));
      rows.put(each, row(name, isMap ? one : "list of " + one, property));
      return;
    }
    rows.put(name, row(name, isMap ? "map" : "list", property));
    for (Map<String, Object> part : properties(partsOf(many.group(2)))) {
      add((isMap ? each : each + "[]") + "." + text(part, "name"), part, rows);
    }
  }

  private static Row row(String name, String type, Map<String, Object> property) {
    String meaning = text(property, "description");
    Object known = property.get("defaultValue");
    if (known != null) {
      return new Row(type, known.toString().replaceAll("[\\[\\]]", ""), meaning);
    }
    int said = meaning.lastIndexOf(BY_DEFAULT);
    return said < 0
        ? new Row(type, "", meaning)
        : new Row(
            type,
            defaultOf(name, meaning.substring(said + BY_DEFAULT.length())),
            meaning.substring(0, said));
  }

  /** Of "1s for one, 1m for other" the part for this property; else all of it. */
  private static String defaultOf(String name, String said) {
    List<String> segments = List.of(name.split("\\.", -1));
    for (String part : said.split(", ", -1)) {
      int of = part.lastIndexOf(" for ");
      if (of >= 0 && segments.contains(part.substring(of + " for ".length()))) {
        return part.substring(0, of);
      }
    }
    return said;
  }

  private static String typeName(String type) {
    String known = TYPES.get(type);
    if (known != null) {
      return known;
    }
    try {
      Object[] constants = Class.forName(type).getEnumConstants();
      return Stream.of(requireNonNull(constants, type))
          .map(one -> "`" + one.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
          .collect(Collectors.joining(", "));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("name the type " + type + " above", e);
    }
  }

  private static String partsOf(String type) {
    return "spring/configuration-metadata/" + type + ".json";
  }

  private static String text(Map<String, Object> property, String part) {
    return requireNonNull(property.get(part), () -> part + " of " + property).toString();
  }

  private static @Nullable InputStream resource(String file) {
    return PropertyTable.class.getResourceAsStream("/META-INF/" + file);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> properties(String file) throws IOException {
    try (InputStream metadata =
        requireNonNull(resource(file), "the annotation processor has not run")) {
      Map<String, Object> read =
          JsonMapper.shared().readValue(metadata, new TypeReference<Map<String, Object>>() {});
      return new ArrayList<>(
          (List<Map<String, Object>>) requireNonNull(read.get("properties"), file));
    }
  }

  private PropertyTable() {}
}
