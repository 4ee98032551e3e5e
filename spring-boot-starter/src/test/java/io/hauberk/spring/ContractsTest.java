package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.contract.Contract;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  private static List<String> operations(ClassLoader loader, String... properties) {
    HauberkProperties bound =
        new Binder(
                new MapConfigurationPropertySource(
                    properties.length == 0 ? Map.of() : Map.of(properties[0], properties[1])))
            .bindOrCreate(HauberkProperties.PREFIX, HauberkProperties.class);
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
