package io.hauberk.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hauberk.request.Corpora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The class schemas of OCSF 1.8.0 as judge of lines. */
final class OcsfSchemas {
  private static final Map<Integer, String> FILES =
      Map.of(
          6003, "api_activity",
          3002, "authentication",
          2004, "detection_finding",
          6002, "application_lifecycle");

  private final Map<Integer, Schema> schemas = new java.util.HashMap<>();

  static OcsfSchemas load() {
    return new OcsfSchemas(Corpora.require("ocsf"));
  }

  private OcsfSchemas(Path folder) {
    FILES.forEach((uid, name) -> schemas.put(uid, read(folder, name)));
  }

  private static Schema read(Path folder, String name) {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(folder.resolve(name + ".schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with the line; empty if it is an event of its class. */
  List<String> faults(String line) throws IOException {
    JsonNode event = new ObjectMapper().readTree(line);
    Schema schema = schemas.get(event.path("class_uid").asInt());
    if (schema == null) {
      return List.of("no class");
    }
    return schema.validate(JsonMapper.shared().readTree(line)).stream()
        .map(Object::toString)
        .toList();
  }
}
