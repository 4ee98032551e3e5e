package io.hauberk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that several processes write. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiKeyFileTest {
  private static final int PROCESSES = 4;
  private static final int KEYS = 50;

  @TempDir private Path folder;

  /** A process of its own: says that it is there, waits for a word, and adds keys to a list. */
  static final class Adder {
    private Adder() {}

    /**
     * Begins.
     *
     * @param arguments the list, and how the ids begin
     */
    public static void main(String[] arguments) throws Exception {
      System.out.println("ready");
      if (System.in.read() < 0) {
        throw new IOException("no word");
      }
      for (int i = 0; i < KEYS; i++) {
        new ApiKeyFile(arguments[0]).add(entry(arguments[1] + i));
      }
    }
  }

  private static ApiKeyEntry entry(String id) {
    return ApiKeyEntry.of(ApiKey.generate(id, new SecureRandom()), "billing");
  }

  private static Process start(Path list, String ids) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Adder.class.getName(),
            list.toString(),
            ids)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<String> ids(Path list) throws IOException {
    return ApiKeyList.read(Files.readAllBytes(list)).entries().stream()
        .map(ApiKeyEntry::id)
        .toList();
  }

  private void assertNothingElse(Path... files) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(new TreeSet<>(List.of(files)), new TreeSet<>(left.toList()));
    }
  }

  @Test
  void processes_that_add_at_once_by_the_file_and_by_a_link_lose_no_entry() throws Exception {
    Path list = folder.resolve("keys.json");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), list.getFileName());
    Files.writeString(list, ApiKeyList.EMPTY.write());
    List<Process> processes = new ArrayList<>();
    TreeSet<String> expected = new TreeSet<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(i % 2 == 0 ? list : link, "p" + i + "-"));
        for (int key = 0; key < KEYS; key++) {
          expected.add("p" + i + "-" + key);
        }
      }
      for (Process process : processes) {
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        assertEquals("ready", said.readLine());
      }
      for (Process process : processes) {
        process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
      }
      for (Process process : processes) {
        assertEquals(0, process.waitFor());
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    List<String> ids = ids(list);
    assertEquals(expected, new TreeSet<>(ids));
    assertEquals(expected.size(), ids.size());
    assertNothingElse(list, link);
  }

  @Test
  void what_a_command_that_died_has_left_behind_is_no_obstacle() throws Exception {
    Path list = folder.resolve("keys.json");
    Files.writeString(folder.resolve(".keys.json.lock"), "of a process that is no more");
    new ApiKeyFile(list.toString()).add(entry("one"));
    assertEquals(List.of("one"), ids(list));
    assertNothingElse(list);
  }

  @Test
  void a_list_that_nobody_may_write_is_replaced_and_stays_so() throws Exception {
    Path list = folder.resolve("keys.json");
    new ApiKeyFile(list.toString()).add(entry("one"));
    Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("r--r-----"));
    new ApiKeyFile(list.toString()).add(entry("two"));
    assertEquals(List.of("one", "two"), ids(list));
    assertEquals("r--r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(list)));
  }

  @Test
  void a_link_in_the_place_of_the_lock_is_not_followed_and_the_list_not_touched() throws Exception {
    Path list = folder.resolve("keys.json");
    Path victim = Files.writeString(folder.resolve("victim"), "whole");
    Path lock = Files.createSymbolicLink(folder.resolve(".keys.json.lock"), victim.getFileName());
    UsageException refused =
        assertThrows(UsageException.class, () -> new ApiKeyFile(list.toString()).add(entry("one")));
    assertTrue(
        String.valueOf(refused.getMessage()).contains(".keys.json.lock cannot be locked"),
        refused::getMessage);
    assertEquals("whole", Files.readString(victim));
    assertNothingElse(victim, lock);
  }
}
