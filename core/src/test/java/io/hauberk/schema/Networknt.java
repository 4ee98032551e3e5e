package io.hauberk.schema;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hauberk.json.Json;
import io.hauberk.json.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A schema as networknt's json-schema-validator judges by it. */
final class Networknt implements Verdict.Giver {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final com.networknt.schema.@Nullable Schema schema; // null if it cannot be read

  Networknt(JsonValue schema) {
    this.schema = read(Json.write(schema));
  }

  private static com.networknt.schema.@Nullable Schema read(String text) {
    try {
      return SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              builder -> builder.schemas(Map.of(RandomSchema.URI, text)))
          .getSchema(SchemaLocation.of(RandomSchema.URI));
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  @Override
  public Verdict judge(JsonValue instance) {
    if (schema == null) {
      return Verdict.NONE;
    }
    try {
      boolean valid = schema.validate(MAPPER.readTree(Json.write(instance))).isEmpty();
      return valid ? Verdict.VALID : Verdict.INVALID;
    } catch (RuntimeException | StackOverflowError e) {
      return Verdict.NONE;
    }
  }
}
