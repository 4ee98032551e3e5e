package io.hauberk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that users download, as they run it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CliJarIT {
  private static final Path JAR = Path.of(System.getProperty("hauberk.cli.jar", "absent"));

  private static final String BUILT_AT = System.getProperty("hauberk.build.timestamp", "absent");

  @TempDir private Path folder;

  /** A process that has ended. */
  private record Ended(int code, String out) {}

  private static List<String> command(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    return started(List.of(), arguments);
  }

  private Ended started(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(command(options, arguments))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    int code = process.waitFor();
    return new Ended(code, Files.readString(out));
  }

  @Test
  void it_lints_a_contract() throws Exception {
    Files.writeString(
        folder.resolve("openapi.yaml"),
        """
        openapi: 3.1.0
        info: {title: Ü, version: "1"}
        paths:
          /things:
            post:
              requestBody:
                content:
                  application/json: {schema: {type: string, pattern: "^(a+)+$"}}
              responses: {"200": {description: d}}
        """,
        StandardCharsets.UTF_8);

    Ended ended = run("lint", "openapi.yaml");

    assertEquals(1, ended.code());
    assertTrue(
        ended
            .out()
            .contains(
                "openapi.yaml:5:5: error write-operation-secured (API2:2023)"
                    + " #/paths/~1things/post: nothing says who may call this operation."),
        ended::out);
    assertTrue(ended.out().contains("redos-pattern (API4:2023)"), ended::out);
  }

  @Test
  void it_tells_a_wrong_call_by_its_exit_code() throws Exception {
    assertEquals(2, run("lint", "absent.yaml").code());
  }

  @Test
  void it_makes_an_API_key_and_the_list_by_which_services_know_it() throws Exception {
    Ended ended =
        run("apikey", "new", "--caller", "billing", "--expires", "90d", "--file", "keys.json");

    assertEquals(0, ended.code(), ended::out);
    String key =
        ended.out().lines().filter(line -> line.startsWith("hbk_")).findFirst().orElseThrow();
    ApiKey made = ApiKey.tryParse(key).orElseThrow();
    ApiKeyEntry entry =
        ApiKeyList.read(Files.readAllBytes(folder.resolve("keys.json"))).entries().get(0);
    assertEquals(made.id(), entry.id());
    assertEquals(HexFormat.of().formatHex(made.sha256()), entry.sha256());
    assertEquals(2, run("apikey", "new").code());
  }

  @Test
  void it_verifies_events() throws Exception {
    Files.writeString(
        folder.resolve("events.jsonl"),
        """
        {"event.sequence":1,"hauberk.instance":"a"}
        {"event.sequence":3,"hauberk.instance":"a"}
        """);
    Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef");

    Ended ended = run("events", "verify", "events.jsonl");

    assertEquals(1, ended.code(), ended::out);
    assertTrue(ended.out().startsWith("instance a: number 2 is missing"), ended::out);
    assertEquals(1, run("events", "verify", "--key", "key", "events.jsonl").code());
    assertEquals(2, run("events").code());
  }

  @Test
  void it_holds_what_the_command_needs_and_the_licences() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertNotNull(jar.getEntry("META-INF/LICENSE"));
      assertNotNull(jar.getEntry("META-INF/NOTICE"));
      assertNotNull(jar.getEntry("META-INF/licenses/RE2J-LICENSE"));
      assertFalse(
          jar.stream()
              .anyMatch(
                  entry ->
                      entry.getName().matches("com/nimbusds/.*|io/hauberk/(servlet|identity)/.*")));
    }
  }

  @Test
  void it_tells_in_one_line_that_memory_is_used_up() throws Exception {
    Files.write(folder.resolve("large.yaml"), new byte[40 << 20]);

    Ended ended = started(List.of("-Xmx16m"), "lint", "large.yaml");

    assertEquals(3, ended.code(), ended::out);
    assertTrue(ended.out().startsWith("lint: large.yaml: the memory of this process"), ended::out);
    assertEquals(1, ended.out().lines().count(), ended::out);
  }

  @Test
  void it_ends_when_nobody_reads_its_report() throws Exception {
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command(List.of(), "lint", "-")).redirectError(err.toFile()).start();
    process.getInputStream().close(); // before it has anything to write
    try (OutputStream in = process.getOutputStream()) {
      in.write("openapi: 3.1.0".getBytes(StandardCharsets.UTF_8));
    }

    assertEquals(2, process.waitFor());
    assertEquals(
        List.of("hauberk: the output cannot be written to its end"), Files.readAllLines(err));
  }

  @Test
  void it_is_the_same_octets_from_every_build_and_signed_by_nobody() throws IOException {
    LocalDateTime instant = LocalDateTime.ofInstant(Instant.parse(BUILT_AT), ZoneOffset.UTC);
    try (JarFile jar = new JarFile(JAR.toFile())) {
      jar.stream()
          .forEach(
              entry -> {
                if (entry.getName().matches("io/hauberk/.*|META-INF/MANIFEST.MF")) {
                  assertEquals(instant, entry.getTimeLocal(), entry.getName());
                }
                assertFalse(
                    entry
                        .getName()
                        .toUpperCase(Locale.ROOT)
                        .matches("META-INF/(.*\\.(SF|RSA|DSA|EC)|SIG-.*)"),
                    entry.getName());
              });
      Attributes manifest = jar.getManifest().getMainAttributes();
      for (String ofTheBuilder : List.of("Built-By", "Build-Jdk", "Bnd-LastModified")) {
        assertNull(manifest.getValue(ofTheBuilder), ofTheBuilder);
      }
    }
  }
}
