package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API7;

import java.util.List;
import java.util.Set;

/** URLs that callers choose, and that the service may follow. */
final class CallerUrls implements Check {
  private static final LintRule URL =
      LintRule.info("url-input", API7, "URLs from callers are held to known hosts.");
  private static final LintRule REDIRECT =
      LintRule.warning("open-redirect", API7, "A redirection does not lead where the caller says.");

  private static final Set<String> LAST = Set.of("url", "uri", "webhook", "callback", "redirect");
  private static final Set<String> ALONE =
      Set.of("url", "uri", "webhook", "callback", "redirect", "returnto", "next", "href", "domain");
  private static final Set<String> FORMATS = Set.of("uri", "url", "iri");

  @Override
  public List<LintRule> rules() {
    return List.of(URL, REDIRECT);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (OperationSite operation : contract.served()) {
      boolean redirects =
          operation.responses().stream()
              .anyMatch(
                  it ->
                      it.status().matches("30[12378]|3XX|3xx")
                          && RateLimits.headers(it.place()).contains("location"));
      for (Place parameter : operation.parameters()) {
        Place schema = parameter.object("schema");
        SchemaUse use = schema == null ? null : contract.findSchema(schema);
        if (takesUrl(parameter.text("name"), use)) {
          complaints.add(URL, parameter, MESSAGE);
          if (redirects) {
            complaints.add(
                REDIRECT,
                parameter,
                "the operation redirects and takes a URL: it lends its name to phishing. Take a key"
                    + " of a known target, or hold the URL to known hosts with a pattern or enum");
          }
        }
      }
    }
    for (SchemaUse schema : contract.schemas()) {
      if (schema.isInput()) {
        for (Place part : schema.conjuncts()) {
          for (Place property : part.members("properties")) {
            if (takesUrl(property.key(), contract.findSchema(property))
                && !property.isTrue("readOnly")) {
              complaints.add(URL, property, MESSAGE);
            }
          }
        }
      }
    }
  }

  private static final String MESSAGE =
      "if the service fetches this URL, a caller reaches what only the service can (SSRF). Hold it"
          + " to known hosts with a pattern or enum, and resolve it by an egress rule";

  private static boolean takesUrl(
      String name, @org.jspecify.annotations.Nullable SchemaUse schema) {
    boolean named =
        LAST.contains(Words.last(name)) || ALONE.contains(String.join("", Words.of(name)));
    if (schema == null) {
      return named;
    }
    boolean text = schema.types().isEmpty() || schema.hasType("string");
    boolean held = schema.says("pattern", "enum", "const");
    return text && !held && (named || schema.texts("format").stream().anyMatch(FORMATS::contains));
  }
}
