package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keywords of a dialect: what each belongs to, how each is compiled, and what is odd. */
final class KeywordCatalog {

  /**
   * What keywords are compiled from: the names that each reads. Cheap checks first, so that a
   * refusal comes early; what needs annotations last.
   */
  private static final List<String> READ =
      List.of(
          "writeOnly",
          "type nullable",
          "const",
          "enum",
          "minimum exclusiveMinimum",
          "maximum exclusiveMaximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "format",
          "pattern",
          "contentEncoding",
          "dependentRequired dependencies",
          "properties patternProperties additionalProperties required",
          "propertyNames",
          "prefixItems items",
          "contains minContains maxContains",
          "uniqueItems",
          "$ref",
          "$dynamicRef",
          "allOf",
          "anyOf",
          "oneOf",
          "discriminator",
          "not",
          "if then else",
          "dependentSchemas dependencies",
          "unevaluatedProperties",
          "unevaluatedItems");

  /** By the name of a keyword, a bit for each place in {@link #READ} where it stands. */
  private static final Map<String, Long> READERS = new HashMap<>();

  static {
    for (int i = 0; i < READ.size(); i++) {
      for (String name : READ.get(i).split(" ")) {
        READERS.merge(name, 1L << i, (some, more) -> some | more);
      }
    }
  }

  private static final Map<String, Vocabulary> VOCABULARIES = new HashMap<>();

  static {
    put(
        Vocabulary.CORE,
        "$schema $id $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs"
            + " definitions");
    put(
        Vocabulary.APPLICATOR,
        "prefixItems items contains additionalProperties properties patternProperties"
            + " dependentSchemas dependencies propertyNames if then else allOf anyOf oneOf not");
    put(Vocabulary.UNEVALUATED, "unevaluatedItems unevaluatedProperties");
    put(
        Vocabulary.VALIDATION,
        "type const enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength"
            + " minLength pattern maxItems minItems uniqueItems maxContains minContains"
            + " maxProperties minProperties required dependentRequired");
    put(Vocabulary.META_DATA, "title description default deprecated readOnly writeOnly examples");
    put(Vocabulary.CONTENT, "contentEncoding contentMediaType contentSchema");
    put(Vocabulary.OPENAPI_BASE, "discriminator xml externalDocs example");
  }

  private static final Set<String> OPENAPI_3_0 =
      Set.of(
          ("title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength"
                  + " pattern maxItems minItems uniqueItems maxProperties minProperties required"
                  + " enum type allOf oneOf anyOf not items properties additionalProperties"
                  + " description format default nullable discriminator readOnly writeOnly xml"
                  + " externalDocs example deprecated $ref")
              .split(" "));

  /** Keywords that check something in another dialect: to skip them would be to fail open. */
  private static final Set<String> ASSERTIONS_ELSEWHERE =
      Set.of(
          ("const prefixItems contains minContains maxContains patternProperties"
                  + " dependentSchemas dependentRequired dependencies propertyNames if then else"
                  + " unevaluatedItems unevaluatedProperties additionalItems $dynamicRef"
                  + " $recursiveRef $id $anchor $dynamicAnchor")
              .split(" "));

  private static final Map<String, String> NEIGHBOURS =
      Map.of("then", "if", "else", "if", "minContains", "contains", "maxContains", "contains");

  private static void put(Vocabulary vocabulary, String names) {
    for (String name : names.split(" ")) {
      VOCABULARIES.put(name, vocabulary);
    }
  }

  private final Dialect dialect;

  static KeywordCatalog of(Dialect dialect) {
    return new KeywordCatalog(dialect);
  }

  private KeywordCatalog(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Whether a keyword means something under these vocabularies. */
  static boolean inForce(String keyword, Collection<Vocabulary> vocabularies) {
    if (keyword.equals("format")) {
      return vocabularies.contains(Vocabulary.FORMAT)
          || vocabularies.contains(Vocabulary.FORMAT_ASSERTION);
    }
    Vocabulary vocabulary = VOCABULARIES.get(keyword);
    return vocabulary == null || vocabularies.contains(vocabulary);
  }

  /** All keywords of a schema, in the order in which they are checked. */
  List<Keyword> compile(SchemaSite site) {
    if (dialect == Dialect.OPENAPI_3_0 && site.schema().has("$ref")) {
      return compileReferenceOnly(site);
    }
    long readers = 0;
    for (Map.Entry<String, JsonValue> member : site.schema().members().entrySet()) {
      vet(site, member.getKey(), member.getValue());
      readers |= READERS.getOrDefault(member.getKey(), 0L);
    }
    List<Keyword> keywords = new ArrayList<>();
    for (long rest = readers; rest != 0; rest &= rest - 1) {
      Keyword keyword = compile(READ.get(Long.numberOfTrailingZeros(rest)), site);
      if (keyword != null) {
        keywords.add(keyword);
      }
    }
    compileDefinitions(site);
    noteIdleKeywords(site, keywords);
    return keywords;
  }

  /** A switch, because a table of functions would cost more at the start than all their calls. */
  private static @Nullable Keyword compile(String read, SchemaSite site) {
    return switch (read) {
      case "writeOnly" -> WrongWay.compileWriteOnly(site);
      case "type nullable" -> Type.compile(site);
      case "const" -> EnumValues.compileConst(site);
      case "enum" -> EnumValues.compileEnum(site);
      case "minimum exclusiveMinimum" -> NumberBound.compileMinimum(site);
      case "maximum exclusiveMaximum" -> NumberBound.compileMaximum(site);
      case "exclusiveMinimum" -> NumberBound.compileExclusiveMinimum(site);
      case "exclusiveMaximum" -> NumberBound.compileExclusiveMaximum(site);
      case "multipleOf" -> MultipleOf.compile(site);
      case "minLength" -> SizeBound.compileMinLength(site);
      case "maxLength" -> SizeBound.compileMaxLength(site);
      case "minItems" -> SizeBound.compileMinItems(site);
      case "maxItems" -> SizeBound.compileMaxItems(site);
      case "minProperties" -> SizeBound.compileMinProperties(site);
      case "maxProperties" -> SizeBound.compileMaxProperties(site);
      case "format" -> Format.compile(site);
      case "pattern" -> Pattern.compile(site);
      case "contentEncoding" -> ContentEncoding.compile(site);
      case "dependentRequired dependencies" -> DependentRequired.compile(site);
      case "properties patternProperties additionalProperties required" -> Members.compile(site);
      case "propertyNames" -> PropertyNames.compile(site);
      case "prefixItems items" -> Items.compile(site);
      case "contains minContains maxContains" -> Contains.compile(site);
      case "uniqueItems" -> UniqueItems.compile(site);
      case "$ref" -> Ref.compile(site);
      case "$dynamicRef" -> DynamicRef.compile(site);
      case "allOf" -> AllOf.compile(site);
      case "anyOf" -> AnyOf.compile(site);
      case "oneOf" -> OneOf.compile(site);
      case "discriminator" -> Descendants.compile(site);
      case "not" -> Not.compile(site);
      case "if then else" -> Conditional.compile(site);
      case "dependentSchemas dependencies" -> DependentSchemas.compile(site);
      case "unevaluatedProperties" -> UnevaluatedProperties.compile(site);
      case "unevaluatedItems" -> UnevaluatedItems.compile(site);
      default -> throw new IllegalStateException(read);
    };
  }

  /** In OpenAPI 3.0 a reference stands alone (OpenAPI 3.0.3, 4.7.23). */
  private static List<Keyword> compileReferenceOnly(SchemaSite site) {
    Set<String> siblings = new HashSet<>(site.schema().members().keySet());
    siblings.remove("$ref");
    siblings.removeIf(name -> name.equals("description") || name.equals("summary"));
    if (!siblings.isEmpty()) {
      site.note(
          Oddity.REF_SIBLINGS,
          "$ref",
          "OpenAPI 3.0 ignores what stands beside $ref; put the $ref into allOf to keep both");
    }
    Keyword reference = Ref.compile(site);
    return reference == null ? List.of() : List.of(reference);
  }

  /** Refuses what would fail open, and notes what checks nothing. */
  private void vet(SchemaSite site, String name, JsonValue value) {
    if (dialect == Dialect.OPENAPI_3_0 && !OPENAPI_3_0.contains(name)) {
      if (ASSERTIONS_ELSEWHERE.contains(name)) {
        throw site.unsupported(
            name,
            "OpenAPI 3.0 does not know %s, so it would check nothing; remove it or move the contract"
                    .formatted(name)
                + " to openapi: 3.1.0");
      }
      if (!name.startsWith("x-")) {
        site.note(
            Oddity.UNKNOWN_KEYWORD,
            name,
            "OpenAPI 3.0 does not know %s; it checks nothing".formatted(name));
      }
      return;
    }
    boolean known =
        VOCABULARIES.containsKey(name) || name.equals("format") || name.equals("nullable");
    if (!known) {
      if (!name.startsWith("x-")) {
        site.note(
            Oddity.UNKNOWN_KEYWORD,
            name,
            "%s is not a known keyword; it checks nothing".formatted(name));
      }
    } else if (site.get(name) == null) {
      site.note(
          Oddity.IDLE_KEYWORD,
          name,
          "the vocabulary of %s is not in force; it checks nothing".formatted(name));
    } else {
      vetAnnotation(site, name, value);
    }
    String neighbour = NEIGHBOURS.get(name);
    if (neighbour != null && !site.schema().has(neighbour)) {
      site.note(
          Oddity.IDLE_KEYWORD, name, "%s checks nothing without %s".formatted(name, neighbour));
    }
  }

  private static void vetAnnotation(SchemaSite site, String name, JsonValue value) {
    switch (name) {
      case "title", "description", "$comment", "contentEncoding", "contentMediaType", "$schema" ->
          require(site, name, value instanceof JsonString, "a string");
      case "$id" -> require(site, name, value instanceof JsonString, "a URI reference");
      case "$anchor", "$dynamicAnchor" ->
          require(
              site,
              name,
              value instanceof JsonString anchor
                  && anchor.value().matches("[A-Za-z_][-A-Za-z0-9._]*"),
              "a name of letters, digits, '-', '.' and '_' that begins with a letter or '_'");
      case "deprecated", "readOnly", "writeOnly" ->
          require(site, name, value instanceof JsonBoolean, "true or false");
      case "examples" -> require(site, name, value instanceof JsonArray, "an array");
      case "discriminator" ->
          require(
              site,
              name,
              value instanceof JsonObject object
                  && object.get("propertyName") instanceof JsonString
                  && (!object.has("mapping") || object.get("mapping") instanceof JsonObject),
              "an object with a propertyName and, if it has one, a mapping object");
      default -> {
        // nothing to say about the others here: their compilers do
      }
    }
  }

  private static void require(SchemaSite site, String name, boolean holds, String expected) {
    if (!holds) {
      throw site.malformed(name, expected);
    }
  }

  /**
   * Definitions that nobody refers to are compiled, too: a defect must not wait for its first use.
   */
  private void compileDefinitions(SchemaSite site) {
    if (dialect != Dialect.OPENAPI_3_0) {
      site.schemaMap("$defs");
      site.findSchema("contentSchema");
    }
  }

  /** A keyword that the schema's own type rules out is most often a slip. */
  private static void noteIdleKeywords(SchemaSite site, List<Keyword> keywords) {
    for (Keyword type : keywords) {
      if (type instanceof Type own) {
        for (Keyword keyword : keywords) {
          if (keyword != own && (keyword.types() & own.mask()) == 0) {
            site.note(
                Oddity.IDLE_KEYWORD,
                keyword.rule(),
                "%s checks nothing: the type is %s".formatted(keyword.rule(), own.expected()));
          }
        }
      }
    }
  }
}
