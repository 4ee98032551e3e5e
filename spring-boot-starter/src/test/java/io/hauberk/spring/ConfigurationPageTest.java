package io.hauberk.spring;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.HauberkBuilder;
import io.hauberk.ResponseOptions;
import io.hauberk.contract.ContentCodings;
import io.hauberk.contract.ContractOptions;
import io.hauberk.contract.MultipartLimits;
import io.hauberk.contract.TargetLimits;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeyRefresh;
import io.hauberk.identity.KeySource;
import io.hauberk.json.JsonLimits;
import io.hauberk.limit.RateLimit;
import io.hauberk.outbound.TokenGrant;
import io.hauberk.request.Control;
import io.hauberk.request.Mode;
import io.hauberk.secret.SecretPoller;
import io.hauberk.servlet.Spooling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.unit.DataSize;

/**
 * Keeps {@code docs/configuration.md} in step with the properties: {@code
 * -Dhauberk.docs.update=true} writes its table anew. Every example of the pages is bound.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigurationPageTest {
  private static final Path ROOT = Path.of(System.getProperty("hauberk.root", "."));
  private static final String BEGIN = "<!-- properties, generated -->\n";
  private static final String END = "<!-- end -->\n";
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path mount;

  @Test
  void the_page_names_every_property_as_the_code_does() throws IOException {
    Path page = ROOT.resolve("docs/configuration.md");
    String written = Files.readString(page);
    int from = written.indexOf(BEGIN) + BEGIN.length();
    String generated =
        written.substring(0, from)
            + PropertyTable.markdown()
            + written.substring(written.indexOf(END, from));
    if (Boolean.getBoolean("hauberk.docs.update")) {
      Files.writeString(page, generated);
    }
    assertEquals(generated, Files.readString(page));
  }

  @Test
  void the_defaults_that_it_names_are_those_in_force() throws Exception {
    IssuerProfile issuer =
        IssuerProfile.builder("main")
            .issuer("https://issuer.example")
            .audience("orders")
            .keys(KeySource.jwks(Files.readAllBytes(KeyFile.in(mount))))
            .build();
    String one = "hauberk.issuers.<name>.";
    assertEquals(
        JwsAlgorithm.DEFAULTS.stream()
            .map(JwsAlgorithm::joseName)
            .collect(Collectors.joining(", ")),
        byDefault(one + "algorithms"));
    assertEquals(issuer.clockSkew(), duration(one + "clock-skew"));
    assertEquals(issuer.maxLifetime(), duration(one + "max-lifetime"));
    assertTrue(issuer.maxAge().isEmpty() && byDefault(one + "max-age").isEmpty());
    assertEquals(issuer.scopeClaim(), byDefault(one + "scope-claim"));
    assertEquals(issuer.maxTokenBytes(), size(one + "max-token-size"));
    KeyRefresh keys = KeyRefresh.DEFAULT;
    assertEquals(keys.every(), duration(one + "keys.refresh-every"));
    assertEquals(keys.cooldown(), duration(one + "keys.unknown-key-cooldown"));
    assertEquals(keys.maxStale(), duration(one + "keys.max-stale"));

    DpopOptions dpop = DpopOptions.builder().origin("https://orders.example").build();
    assertEquals(dpop.window(), duration("hauberk.dpop.window"));
    assertEquals(dpop.maxProofs() + "", byDefault("hauberk.dpop.max-proofs"));

    JsonLimits body = JsonLimits.DEFAULT;
    assertEquals(body.maxBytes(), size("hauberk.body.max-bytes"));
    assertEquals(body.maxDepth() + "", byDefault("hauberk.body.max-depth"));
    assertEquals(body.maxValues() + "", byDefault("hauberk.body.max-values"));
    assertEquals(body.maxMembers() + "", byDefault("hauberk.body.max-members"));
    assertEquals(body.maxItems() + "", byDefault("hauberk.body.max-items"));
    assertEquals(body.maxStringBytes(), size("hauberk.body.max-string-bytes"));
    assertEquals(ContractOptions.DEFAULT.maxStreamBytes(), size("hauberk.body.max-stream-bytes"));
    assertEquals(
        ContentCodings.NONE.maxRatio() + "", byDefault("hauberk.body.max-inflation-ratio"));
    assertEquals(
        ContractOptions.DEFAULT.readOnly().name().toLowerCase(Locale.ROOT),
        byDefault("hauberk.body.read-only"));
    MultipartLimits multipart = MultipartLimits.DEFAULT;
    assertEquals(multipart.maxBytes(), size("hauberk.multipart.max-bytes"));
    assertEquals(multipart.maxParts() + "", byDefault("hauberk.multipart.max-parts"));
    assertEquals(multipart.maxPartHeaderBytes(), size("hauberk.multipart.max-part-header-bytes"));
    assertEquals(Spooling.DEFAULT.memoryThreshold(), size("hauberk.multipart.memory-threshold"));
    assertEquals(TargetLimits.DEFAULT.maxLength() + "", byDefault("hauberk.target.max-length"));

    ResponseOptions responses = ResponseOptions.DEFAULT;
    assertEquals(responses.maxBytes(), size("hauberk.response.max-bytes"));
    assertEquals(
        responses.sampleRate(), Double.parseDouble(byDefault("hauberk.response.sample-rate")));
    assertEquals(responses.safeHeaders() + "", byDefault("hauberk.response.headers"));

    assertEquals(SecurityEvents.DEFAULT_FOLD_WINDOW, duration("hauberk.events.fold-window"));
    assertEquals(
        SecurityEvents.DEFAULT_QUEUE_CAPACITY + "", byDefault("hauberk.events.queue-capacity"));
    assertEquals(SecurityEvents.DEFAULT_CLOSE_TIMEOUT, duration("hauberk.events.close-timeout"));

    RateLimit callers = HauberkBuilder.DEFAULT_CALLER_LIMIT;
    assertEquals(callers.permits() + "", byDefault("hauberk.rate-limit.permits"));
    assertEquals(callers.period(), duration("hauberk.rate-limit.period"));
    String operation = "hauberk.rate-limit.operations.<operationId>";
    assertEquals("those of rate-limit", byDefault(operation + ".permits"));
    assertEquals("that of rate-limit", byDefault(operation + ".period"));
    RateLimit addresses = HauberkBuilder.DEFAULT_ADDRESS_LIMIT;
    assertEquals(addresses.permits() + "", byDefault("hauberk.address-limit.permits"));
    assertEquals(addresses.period(), duration("hauberk.address-limit.period"));
    RateLimit failures = HauberkBuilder.DEFAULT_FAILED_AUTHENTICATION_LIMIT;
    String failed = "hauberk.failed-authentication-limit";
    assertEquals(failures.permits() + "", byDefault(failed + ".permits"));
    assertEquals(failures.period(), duration(failed + ".period"));
    assertEquals(
        HauberkBuilder.DEFAULT_MAX_LIMIT_KEYS + "", byDefault("hauberk.rate-limit.max-keys"));
    assertEquals(TokenGrant.DEFAULT_MAX_WAIT, duration("hauberk.outbound.<name>.max-wait"));
    assertEquals(SecretPoller.DEFAULT_INTERVAL, duration("hauberk.secrets.poll-interval"));
  }

  private static String byDefault(String property) throws IOException {
    return requireNonNull(PropertyTable.rows().get(property), property).byDefault();
  }

  private static Duration duration(String property) throws IOException {
    return DurationStyle.detectAndParse(byDefault(property));
  }

  private static long size(String property) throws IOException {
    return DataSize.parse(byDefault(property)).toBytes();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(HauberkProperties.class)
  static class Bound {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/api-keys.md",
        "docs/certificates.md",
        "docs/configuration.md",
        "docs/outbound-credentials.md",
        "docs/dpop.md",
        "docs/limits.md",
        "docs/spring.md",
        "docs/tokens.md"
      })
  void every_example_names_properties_that_exist(String page) throws IOException {
    List<String> examples = examples(page);
    assertFalse(examples.isEmpty());
    examples.forEach(example -> bind(example, properties -> {}));
  }

  @Test
  void the_example_of_all_is_bound_as_it_reads() throws IOException {
    bind(
        examples("docs/configuration.md").get(0),
        properties -> {
          assertEquals(Map.of(Control.RATE_LIMIT, Mode.REPORT), properties.controls());
          assertEquals(List.of("/ping"), properties.openPaths());
          assertEquals(
              Map.of(
                  "createOrder",
                  new HauberkProperties.OperationLimit(2L, null, List.of(), List.of(), null)),
              properties.rateLimit().operations());
          assertEquals(DataSize.ofKilobytes(64), properties.body().maxBytes());
        });
  }

  @Test
  void the_example_of_several_issuers_maps_every_scheme() throws IOException {
    bind(
        examples("docs/configuration.md").get(1),
        properties ->
            assertEquals(
                Map.of("staffToken", "staff", "partner_token", "partners"), properties.schemes()));
  }

  private static List<String> examples(String page) throws IOException {
    List<String> examples = new ArrayList<>();
    Matcher blocks = EXAMPLE.matcher(Files.readString(ROOT.resolve(page)));
    while (blocks.find()) {
      examples.add(blocks.group(1));
    }
    return examples;
  }

  private static void bind(String yaml, Consumer<HauberkProperties> bound) {
    new ApplicationContextRunner()
        .withUserConfiguration(Bound.class)
        .withInitializer(
            context ->
                sources(yaml)
                    .forEach(
                        source -> context.getEnvironment().getPropertySources().addFirst(source)))
        .run(
            context -> {
              assertNull(context.getStartupFailure(), yaml);
              bound.accept(context.getBean(HauberkProperties.class));
            });
  }

  private static List<PropertySource<?>> sources(String yaml) {
    try {
      return new YamlPropertySourceLoader()
          .load("example", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException("not YAML: " + yaml, e);
    }
  }
}
