package io.hauberk.benchmarks;

import com.networknt.schema.InputFormat;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** networknt, which reads by Jackson 3; stops at the first finding. */
final class NetworkntJudge implements Judge {
  private final Schema schema;
  private final ObjectMapper mapper = JsonMapper.shared();

  NetworkntJudge(byte[] schema) {
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new ByteArrayInputStream(schema), InputFormat.JSON);
    this.schema.initializeValidators();
  }

  @Override
  public boolean accepts(byte[] document) {
    return schema.validate(mapper.readTree(document), OutputFormat.BOOLEAN);
  }
}
