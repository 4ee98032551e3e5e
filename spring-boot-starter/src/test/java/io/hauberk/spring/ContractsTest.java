package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.contract.Contract;
import io.hauberk.request.RequestHead;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.DefaultResourceLoader;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractsTest {
  private static final Map<String, String> FILES =
      Map.of(
          "openapi.yaml",
          """
          openapi: 3.1.0
          info: {title: t, version: '1'}
          paths: {/orders: {$ref: paths/orders.yaml}}
          """,
          "paths/orders.yaml",
          "get: {operationId: list, parameters: [{$ref: '../parameters.yaml#/Limit'}]}",
          "parameters.yaml",
          "Limit: {name: limit, in: query, schema: {type: integer}}");

  @TempDir Path temporary;

  private static HauberkProperties bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate(HauberkProperties.PREFIX, HauberkProperties.class);
  }

  private static List<String> operations(ClassLoader loader, String... properties) {
    HauberkProperties bound =
        bound(properties.length == 0 ? Map.of() : Map.of(properties[0], properties[1]));
    return new Contracts(bound, new DefaultResourceLoader(loader))
        .read().stream()
            .map(Contract::operations)
            .flatMap(List::stream)
            .map(it -> it.operation().id())
            .toList();
  }

  @Test
  void a_contract_of_several_files_in_a_folder() throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = temporary.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }

    try (URLClassLoader loader = new URLClassLoader(new URL[] {temporary.toUri().toURL()}, null)) {
      assertEquals(List.of("list"), operations(loader));
    }
    assertEquals(
        List.of("list"),
        operations(
            ContractsTest.class.getClassLoader(),
            "hauberk.contract",
            "file:" + temporary.resolve("openapi.yaml")));
  }

  @ParameterizedTest
  @CsvSource({"refuse,false", "accept,true", ",false"})
  void what_is_read_only_is_treated_as_the_properties_say(@Nullable String treatment, boolean taken)
      throws IOException {
    Path file = temporary.resolve("openapi.yaml");
    Files.writeString(
        file,
        """
        openapi: 3.1.0
        info: {title: t, version: '1'}
        paths: {/a: {post: {operationId: add, responses: {'200': {description: d}}, requestBody:
          {content: {application/json: {schema: {properties: {id: {readOnly: true}}}}}}}}}
        """);
    Map<String, String> properties = new HashMap<>(Map.of("hauberk.contract", "file:" + file));
    if (treatment != null) {
      properties.put("hauberk.body.read-only", treatment);
    }
    Contract contract = new Contracts(bound(properties), new DefaultResourceLoader()).read().get(0);
    byte[] body = "{\"id\": 1}".getBytes(StandardCharsets.UTF_8);

    assertEquals(
        taken,
        contract.operations().get(0).checkBody(new JsonPost(), body, body.length).isAdmitted());
  }

  /** A request with a body of JSON, and no more. */
  private record JsonPost() implements RequestHead {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String target() {
      return "/a";
    }

    @Override
    public List<String> headers(String name) {
      return name.equalsIgnoreCase("Content-Type") ? List.of("application/json") : List.of();
    }

    @Override
    public String peerAddress() {
      return "192.0.2.1";
    }
  }

  @Test
  void a_contract_of_several_files_in_an_archive() throws IOException {
    Path archive = temporary.resolve("service.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(archive))) {
      for (Map.Entry<String, String> file : FILES.entrySet()) {
        out.putNextEntry(new ZipEntry("api/" + file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }

    try (URLClassLoader loader = new URLClassLoader(new URL[] {archive.toUri().toURL()}, null)) {
      assertEquals(
          List.of("list"), operations(loader, "hauberk.contract", "classpath:api/openapi.yaml"));
    }
  }
}
