package io.hauberk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that users download, as they run it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CliJarIT {
  private static final Path JAR = Path.of(System.getProperty("hauberk.cli.jar", "absent"));

  @TempDir private Path folder;

  /** A process that has ended. */
  private record Ended(int code, String out) {}

  private Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(command)
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
}
