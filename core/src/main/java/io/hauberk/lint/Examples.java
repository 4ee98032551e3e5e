package io.hauberk.lint;

import io.hauberk.contract.ContractDocuments;
import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonValue;
import io.hauberk.lint.ContractModel.Media;
import io.hauberk.request.Finding;
import io.hauberk.schema.Dialect;
import io.hauberk.schema.Direction;
import io.hauberk.schema.Findings;
import io.hauberk.schema.Schema;
import io.hauberk.schema.SchemaCompiler;
import io.hauberk.schema.SchemaException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Examples and defaults that the schema beside them refuses. */
final class Examples implements Check {
  private static final LintRule EXAMPLE =
      LintRule.warning("example-fits-schema", null, "Examples fit their schema.");
  private static final LintRule DEFAULT =
      LintRule.warning("default-fits-schema", null, "Defaults fit their schema.");

  @Override
  public List<LintRule> rules() {
    return List.of(EXAMPLE, DEFAULT);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    Judge judge = new Judge(contract);
    for (SchemaUse schema : contract.schemas()) {
      for (Place part : schema.conjuncts()) {
        judge.judge(DEFAULT, part, part, "default", complaints);
        judge.judge(EXAMPLE, part, part, "example", complaints);
        if (part.get("examples") instanceof JsonArray examples) {
          for (int i = 0; i < examples.size(); i++) {
            judge.judge(
                EXAMPLE,
                part,
                examples.get(i),
                part,
                part.at().child("examples").child(i),
                complaints);
          }
        }
      }
    }
    for (Media media : contract.media()) {
      Place schema = media.place().object("schema");
      if (schema != null && isJson(media)) {
        judge.judge(EXAMPLE, schema, media.place(), "example", complaints);
        for (Place entry : media.place().members("examples")) {
          Place example = contract.documents().follow(entry);
          if (example != null) {
            judge.judge(EXAMPLE, schema, example, "value", complaints);
            judge.judge(EXAMPLE, schema, example, "dataValue", complaints);
          }
        }
      }
    }
  }

  /** Whether examples are values of the schema, and not texts of another form. */
  private static boolean isJson(Media media) {
    return media.type().isEmpty() || media.type().contains("json");
  }

  /** Compiles what has an example, and nothing else. */
  private static final class Judge {
    private final ContractModel contract;
    private final Map<Direction, SchemaCompiler> compilers = new EnumMap<>(Direction.class);

    private Judge(ContractModel contract) {
      this.contract = contract;
    }

    private void judge(
        LintRule rule, Place schema, Place owner, String field, Complaints complaints) {
      JsonValue value = owner.get(field);
      if (value != null) {
        judge(rule, schema, value, owner, owner.at().child(field), complaints);
      }
    }

    private void judge(
        LintRule rule,
        Place schema,
        JsonValue value,
        Place owner,
        JsonPointer at,
        Complaints complaints) {
      Findings findings = findings(schema, value, Direction.UNSPECIFIED);
      if (findings != null
          && !findings.isEmpty()
          && !fits(schema, value, Direction.REQUEST)
          && !fits(schema, value, Direction.RESPONSE)) {
        Finding first = findings.list().get(0);
        complaints.add(
            rule,
            rule.severity(),
            owner.document(),
            at,
            "breaks its own schema at %s (%s: %s). Mend the one that is wrong"
                .formatted(first.where(), first.rule(), first.expected()));
      }
    }

    private boolean fits(Place schema, JsonValue value, Direction direction) {
      Findings findings = findings(schema, value, direction);
      return findings == null || findings.isEmpty();
    }

    /** What is wrong with a value; null if nobody can tell. */
    private @Nullable Findings findings(Place schema, JsonValue value, Direction direction) {
      String uri = contract.documents().uri(schema);
      if (uri == null) {
        return null;
      }
      try {
        Schema compiled =
            compilers.computeIfAbsent(direction, this::compiler).compile(uri, schema.at());
        JsonTape tape = new JsonTape();
        byte[] text = Json.write(value).getBytes(StandardCharsets.UTF_8);
        if (tape.read(text, JsonLimits.DOCUMENT) != null) {
          return null;
        }
        Findings findings = new Findings("value", 1);
        compiled.check(tape, tape.root(), findings);
        return findings;
      } catch (SchemaException | JsonException e) {
        return null; // a defect that reading the contract tells
      }
    }

    private SchemaCompiler compiler(Direction direction) {
      SchemaCompiler.Builder builder =
          SchemaCompiler.builder(contract.is30() ? Dialect.OPENAPI_3_0 : Dialect.OPENAPI_3_1)
              .direction(direction);
      ContractDocuments documents = contract.documents().documents();
      documents.all().forEach(it -> builder.document(it.uri(), it.root()));
      documents.aliases().forEach(builder::alias);
      return builder.build();
    }
  }
}
