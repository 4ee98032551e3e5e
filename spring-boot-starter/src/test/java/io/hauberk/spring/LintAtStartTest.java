package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.StartLint;
import io.hauberk.spring.orders.OrdersApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;

/** What the log of a service says of its contract. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LintAtStartTest {
  @TempDir Path directory;

  /** A context of another test may have set logging up; the next one does it anew. */
  @BeforeEach
  @AfterEach
  void logging_begins_anew() {
    LoggingSystem.get(LintAtStartTest.class.getClassLoader()).cleanUp();
  }

  /** The lines of lint's logger, of an application that has started. */
  private List<String> told(String... properties) throws Exception {
    Path log = directory.resolve("service.log");
    try (var context =
        new SpringApplicationBuilder(OrdersApplication.class)
            .web(WebApplicationType.SERVLET)
            .properties(KeyFile.trust(KeyFile.in(directory)))
            .properties(
                "server.port=0",
                "logging.level." + StartLint.LOGGER_NAME + "=info",
                "logging.file.name=" + log)
            .properties(properties)
            .run()) {
      assertTrue(context.isRunning());
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("hauberk-lint")) {
          thread.join();
        }
      }
    }
    return lines(log);
  }

  private static List<String> lines(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains(StartLint.LOGGER_NAME))
        .toList();
  }

  @Test
  void by_default_it_is_one_line_for_the_contract() throws Exception {
    List<String> lines = told();

    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("The contract openapi.yaml has "), lines::toString);
  }

  @Test
  void every_finding_of_several_contracts_is_told_where_it_is_asked_for() throws Exception {
    List<String> lines =
        told(
            "hauberk.lint=full",
            "hauberk.contracts[0].location=classpath:openapi.yaml",
            "hauberk.contracts[0].base-path=/one",
            "hauberk.contracts[1].location=classpath:openapi.yaml",
            "hauberk.contracts[1].base-path=/two");

    assertEquals(
        2, lines.stream().filter(line -> line.contains("The contract")).count(), lines::toString);
    assertTrue(lines.get(0).matches(".*\\bopenapi\\.yaml:\\d+:\\d+: \\w+ .*"), lines::toString);
  }

  @Test
  void nothing_is_told_where_it_is_off() throws Exception {
    assertEquals(List.of(), told("hauberk.lint=off"));
  }
}
