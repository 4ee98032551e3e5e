package io.hauberk.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** harrel's json-schema with its Jackson 2 nodes. */
final class HarrelJudge implements Judge {
  private static final URI SCHEMA = URI.create("https://benchmarks.example/schema");

  private final ObjectMapper mapper = new ObjectMapper();
  private final Validator validator =
      new ValidatorFactory()
          .withJsonNodeFactory(new JacksonNode.Factory(mapper))
          .withDisabledSchemaValidation(true)
          .createValidator();

  HarrelJudge(byte[] schema) {
    validator.registerSchema(SCHEMA, new String(schema, StandardCharsets.UTF_8));
  }

  @Override
  public boolean accepts(byte[] document) throws Exception {
    return validator.validate(SCHEMA, mapper.readTree(document)).isValid();
  }
}
