package io.hauberk.benchmarks;

/** What is measured on JSON documents, the floor first. */
public enum Subject {
  TOKENS("Jackson token pass", false, schema -> new JacksonTokens()),
  TREE("Jackson readTree", false, schema -> new JacksonTree()),
  TAPE("Hauberk, reading only", false, schema -> new HauberkReading()),
  HAUBERK("Hauberk", true, HauberkJudge::new),
  NETWORKNT("networknt json-schema-validator", true, NetworkntJudge::new),
  HARREL("harrel json-schema", true, HarrelJudge::new),
  VERTX("vertx-json-schema", true, VertxJudge::new);

  private interface Compiler {
    Judge compile(byte[] schema) throws Exception;
  }

  private final String title;
  private final boolean judges;

  @SuppressWarnings("ImmutableEnumChecker") // constructors and lambdas that capture nothing
  private final Compiler compiler;

  Subject(String title, boolean judges, Compiler compiler) {
    this.title = title;
    this.judges = judges;
    this.compiler = compiler;
  }

  /** How tables call it. */
  String title() {
    return title;
  }

  /** Whether it knows the schema; the others only read. */
  boolean judges() {
    return judges;
  }

  /** Compiles a schema once, without assertion of formats where there is a choice. */
  Judge compile(byte[] schema) throws Exception {
    return compiler.compile(schema);
  }
}
