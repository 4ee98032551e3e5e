package io.hauberk.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretFileTest {
  @TempDir Path outside;
  private Path mount;

  @BeforeEach
  void createMount() throws IOException {
    mount = Files.createDirectory(outside.resolve("mount"));
  }

  private String read(String file) {
    return SecretFile.at("password", mount.resolve(file)).read().text();
  }

  private String refusal(String file) {
    return String.valueOf(assertThrows(SecretException.class, () -> read(file)).getMessage());
  }

  @Nested
  class Reads {
    @Test
    void a_plain_file() {
      Mount.write(mount.resolve("password"), "hunter2\n");
      assertEquals("hunter2", read("password"));
    }

    @Test
    void a_file_of_a_kubernetes_volume_through_three_rotations() {
      Mount volume = new Mount(mount);
      for (String content : new String[] {"one", "two", "three", "four"}) {
        volume.update(Map.of("password", content));
        assertEquals(content, read("password"));
      }
    }

    @Test
    void a_link_to_a_link_to_a_file() throws IOException {
      Mount.write(mount.resolve("v3"), "hunter2");
      Files.createSymbolicLink(mount.resolve("current"), Path.of("v3"));
      Files.createSymbolicLink(mount.resolve("password"), Path.of("current"));
      assertEquals("hunter2", read("password"));
    }

    @Test
    void a_file_whose_mount_is_reached_by_a_link() throws IOException {
      Mount.write(mount.resolve("password"), "hunter2");
      Path alias = Files.createSymbolicLink(outside.resolve("alias"), mount);
      assertEquals("hunter2", SecretFile.at("password", alias.resolve("password")).read().text());
    }

    @Test
    void a_file_of_exactly_one_mebibyte() {
      Mount.write(mount.resolve("password"), new byte[1024 * 1024]);
      assertEquals(
          1024 * 1024, SecretFile.at("password", mount.resolve("password")).read().length());
    }

    @Test
    void a_file_that_was_rotated_away_while_it_was_read() {
      Mount volume = new Mount(mount);
      volume.update(Map.of("password", "one"));
      int[] reads = new int[1];
      FileReading rotating =
          (name, file, configured) -> {
            if (reads[0]++ == 0) {
              volume.update(Map.of("password", "two"));
            }
            return FileReading.REAL.read(name, file, configured);
          };
      SecretFile file = new SecretFile("password", mount.resolve("password"), rotating);
      assertEquals("two", file.read().text());
    }
  }

  @Nested
  class Refuses {
    @Test
    void a_missing_file_and_says_what_where_and_how_to_mend_it() {
      assertEquals(
          "Secret 'password' is missing at "
              + mount.resolve("password")
              + ". Mount it there, or name another place.",
          refusal("password"));
    }

    @Test
    void an_empty_file() {
      Mount.write(mount.resolve("password"), "");
      assertTrue(refusal("password").contains("is empty"));
    }

    @Test
    void a_file_of_more_than_one_mebibyte() {
      Mount.write(mount.resolve("password"), new byte[1024 * 1024 + 1]);
      assertTrue(refusal("password").contains("is larger than 1048576 octets"));
    }

    @Test
    void a_directory_where_a_file_is_expected() throws IOException {
      Files.createDirectory(mount.resolve("password"));
      assertTrue(refusal("password").contains("is a directory"));
    }

    @Test
    void a_link_that_leads_out_of_its_directory() throws IOException {
      Mount.write(outside.resolve("elsewhere"), "root:x:0:0");
      Files.createSymbolicLink(mount.resolve("password"), outside.resolve("elsewhere"));
      assertTrue(refusal("password").contains("leads out of its directory"));
    }

    @Test
    void a_link_into_a_directory_whose_name_only_begins_alike() throws IOException {
      Path sibling = Files.createDirectory(outside.resolve("mount-2"));
      Mount.write(sibling.resolve("password"), "hunter2");
      Files.createSymbolicLink(mount.resolve("password"), sibling.resolve("password"));
      assertTrue(refusal("password").contains("leads out of its directory"));
    }

    @Test
    void a_link_to_nothing() throws IOException {
      Files.createSymbolicLink(mount.resolve("password"), Path.of("gone"));
      assertTrue(refusal("password").contains("leads nowhere"));
    }

    @Test
    void a_file_that_may_not_be_read() {
      FileReading denied =
          (name, file, configured) -> {
            throw new AccessDeniedException(file.toString());
          };
      Mount.write(mount.resolve("password"), "hunter2");
      SecretFile file = new SecretFile("password", mount.resolve("password"), denied);
      String message = String.valueOf(assertThrows(SecretException.class, file::read).getMessage());
      assertEquals(
          "Secret 'password' may not be read by this process at "
              + mount.resolve("password")
              + ". Mount it readable by this process.",
          message);
    }

    @Test
    void a_file_without_read_permission() throws IOException {
      Mount.write(mount.resolve("password"), "hunter2");
      Files.setPosixFilePermissions(
          mount.resolve("password"), PosixFilePermissions.fromString("---------"));
      assumeFalse(Files.isReadable(mount.resolve("password")), "root reads everything");
      assertTrue(refusal("password").contains("may not be read by this process"));
    }
  }

  @Test
  void no_message_holds_content() {
    Mount.write(mount.resolve("password"), "hunter2".repeat(200_000));
    assertFalse(refusal("password").contains("hunter2"));
  }
}
