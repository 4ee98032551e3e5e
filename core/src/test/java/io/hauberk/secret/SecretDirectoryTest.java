package io.hauberk.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretDirectoryTest {
  @TempDir Path outside;
  private Path mount;
  private SecretDirectory directory;

  @BeforeEach
  void createMount() throws IOException {
    mount = Files.createDirectory(outside.resolve("mount"));
    directory = SecretDirectory.at("tls", mount);
  }

  private String refusal() {
    return String.valueOf(assertThrows(SecretException.class, directory::read).getMessage());
  }

  @Nested
  class Reads {
    @Test
    void a_plain_directory() {
      Mount.write(mount.resolve("user"), "hauberk\n");
      Mount.write(mount.resolve("password"), "hunter2");
      SecretSnapshot snapshot = directory.read();
      assertEquals(Set.of("user", "password"), snapshot.names());
      assertEquals("hauberk", snapshot.require("user").text());
    }

    @Test
    void a_kubernetes_volume_through_three_rotations() {
      Mount volume = new Mount(mount);
      for (String content : new String[] {"one", "two", "three", "four"}) {
        volume.update(Map.of("tls.crt", "certificate " + content, "tls.key", "key " + content));
        SecretSnapshot snapshot = directory.read();
        assertEquals(Set.of("tls.crt", "tls.key"), snapshot.names());
        assertEquals("key " + content, snapshot.require("tls.key").text());
      }
    }

    @Test
    void one_generation_even_if_it_is_replaced_between_two_files() {
      Mount volume = new Mount(mount);
      volume.update(Map.of("tls.crt", "one", "tls.key", "one"));
      int[] reads = new int[1];
      FileReading rotating =
          (name, file, configured) -> {
            if (reads[0]++ == 1) {
              volume.update(Map.of("tls.crt", "two", "tls.key", "two"));
            }
            return FileReading.REAL.read(name, file, configured);
          };
      SecretSnapshot snapshot = new SecretDirectory("tls", mount, rotating).read();
      assertEquals("two", snapshot.require("tls.crt").text());
      assertEquals("two", snapshot.require("tls.key").text());
    }

    @Test
    void a_directory_that_was_deleted_and_created_again() throws IOException {
      Mount.write(mount.resolve("user"), "one");
      directory.read();
      Mount.remove(mount);
      assertTrue(refusal().contains("is missing"));
      Files.createDirectory(mount);
      Mount.write(mount.resolve("user"), "two");
      assertEquals("two", directory.read().require("user").text());
    }

    @Test
    void no_names_that_begin_with_a_dot() throws IOException {
      Mount.write(mount.resolve("user"), "hauberk");
      Mount.write(mount.resolve(".hidden"), "x");
      Mount.write(mount.resolve("..2026_old"), "x");
      Files.createDirectory(mount.resolve(".git"));
      assertEquals(Set.of("user"), directory.read().names());
    }

    @Test
    void an_empty_file_which_whoever_needs_it_refuses() {
      Mount.write(mount.resolve("optional"), "");
      SecretSnapshot snapshot = directory.read();
      assertTrue(snapshot.find("optional").orElseThrow().isEmpty());
      assertThrows(SecretException.class, () -> snapshot.require("optional"));
    }
  }

  @Nested
  class Refuses {
    @Test
    void a_missing_directory() {
      SecretDirectory missing = SecretDirectory.at("tls", mount.resolve("gone"));
      String message =
          String.valueOf(assertThrows(SecretException.class, missing::read).getMessage());
      assertTrue(message.startsWith("Secret 'tls' is missing at "), message);
    }

    @Test
    void a_file_where_a_directory_is_expected() {
      Mount.write(outside.resolve("file"), "x");
      SecretDirectory file = SecretDirectory.at("tls", outside.resolve("file"));
      String message = String.valueOf(assertThrows(SecretException.class, file::read).getMessage());
      assertTrue(message.contains("is not a directory"), message);
    }

    @Test
    void a_directory_among_the_keys() throws IOException {
      Files.createDirectory(mount.resolve("nested"));
      assertTrue(refusal().contains("is a directory"));
    }

    @Test
    void a_key_that_links_out_of_the_mount() throws IOException {
      Mount.write(outside.resolve("elsewhere"), "x");
      Files.createSymbolicLink(mount.resolve("user"), outside.resolve("elsewhere"));
      assertTrue(refusal().contains("leads out of its directory"));
    }

    @Test
    void a_generation_that_links_out_of_the_mount() throws IOException {
      Path elsewhere = Files.createDirectory(outside.resolve("elsewhere"));
      Mount.write(elsewhere.resolve("user"), "x");
      Files.createSymbolicLink(mount.resolve("..data"), elsewhere);
      assertTrue(refusal().contains("leads out of its directory"));
    }

    @Test
    void a_key_that_links_to_nothing() throws IOException {
      Files.createSymbolicLink(mount.resolve("user"), Path.of("gone"));
      assertTrue(refusal().contains("that leads nowhere"));
    }

    @Test
    void more_than_a_thousand_files() {
      for (int i = 0; i < 1001; i++) {
        Mount.write(mount.resolve("file-" + i), "x");
      }
      assertTrue(refusal().contains("more than 1000 files"));
    }

    @Test
    void to_name_a_file_that_is_not_there() {
      Mount.write(mount.resolve("user"), "x");
      SecretSnapshot snapshot = directory.read();
      assertTrue(snapshot.find("password").isEmpty());
      assertThrows(SecretException.class, () -> snapshot.require("password"));
    }
  }

  @Test
  void a_snapshot_is_known_by_its_content() {
    Mount.write(mount.resolve("user"), "a");
    String before = directory.read().digest();
    Mount.write(mount.resolve("user"), "b");
    String after = directory.read().digest();
    Mount.write(mount.resolve("user"), "a");
    assertEquals(before, directory.read().digest());
    assertTrue(!before.equals(after));
    assertEquals("SecretSnapshot[user]", directory.read().toString());
  }
}
