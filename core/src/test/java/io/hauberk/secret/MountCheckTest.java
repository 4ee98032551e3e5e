package io.hauberk.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MountCheckTest {
  private static final String ROOT = "22 1 254:1 / / rw,relatime - ext4 /dev/root rw";

  @TempDir Path directory;
  private final List<SecurityEvent> events = new ArrayList<>();
  private final HandClock clock = HandClock.at("2026-02-01T00:00:00Z");
  private Path file;

  @BeforeEach
  void write() throws IOException {
    directory = directory.toRealPath();
    file = directory.resolve("password");
    Mount.write(file, "hunter2");
    mode("rw-r-----");
  }

  private void mode(String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String line(Path point, String type) {
    return "36 22 0:30 / " + point + " ro,relatime shared:1 - " + type + " " + type + " rw";
  }

  private SecretPoller poller(String... lines) {
    return new SecretPoller(
        SecurityEvents.direct(events::add, clock), clock, MountTable.of(List.of(lines)));
  }

  private SecretSource<String> secret() {
    return SecretSource.text(SecretFile.at("db", file));
  }

  private List<String> told() {
    return events.stream()
        .map(event -> event.kind() + " " + event.details().get(Detail.CAUSE))
        .toList();
  }

  @Test
  void a_file_that_is_a_mount_of_its_own_is_told_as_it_never_rotates() {
    poller(ROOT, line(file, "ext4")).open(secret());
    assertEquals(
        List.of("SECRET_FROZEN 'password' is a mount of its own (subPath?): mount its directory"),
        told());
  }

  @Test
  void a_file_in_a_mounted_directory_is_not() {
    poller(ROOT, line(directory, "tmpfs")).open(secret());
    assertEquals(List.of(), told());
  }

  @Test
  void a_file_that_every_user_can_read_is_told_by_its_name() throws IOException {
    mode("rw-r--r--");
    poller(ROOT).open(secret());
    assertEquals(
        List.of("SECRET_EXPOSED every user of this machine can read 'password': chmod o-r"),
        told());
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--r-----", "rw-r-----", "r--------"})
  void a_file_that_only_owner_and_group_can_read_is_not(String mode) throws IOException {
    mode(mode);
    poller(ROOT).open(secret());
    assertEquals(List.of(), told());
  }

  @Test
  void what_the_platform_delivers_in_memory_is_not_if_it_is_roots() throws IOException {
    mode("rw-r--r--");
    boolean roots = Files.getOwner(file).getName().equals("root");
    poller(ROOT, line(directory, "tmpfs")).open(secret());
    assertEquals(roots ? 0 : 1, events.size());
  }

  @Test
  void the_mode_that_counts_is_that_of_the_file_not_of_its_link() throws IOException {
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, Path.of("password")); // itself lrwxrwxrwx
    poller(ROOT).open(SecretSource.text(SecretFile.at("db", link)));
    assertEquals(List.of(), told());
  }

  @Test
  void public_content_may_be_read_by_all() throws IOException {
    mode("rw-r--r--");
    Mount.write(file, TestCertificate.authority("root").pem());
    poller(ROOT).open(SecretSource.caBundle(SecretFile.at("ca", file)));
    assertEquals(List.of(), told());
  }

  @Test
  void of_a_pair_only_the_key_is_secret() throws IOException {
    TestCertificate leaf = TestCertificate.authority("root").issue("leaf").make();
    Path certificate = directory.resolve("tls.crt");
    Mount.write(certificate, leaf.pem());
    Mount.write(file, leaf.keyPem());
    Files.setPosixFilePermissions(certificate, PosixFilePermissions.fromString("rw-r--r--"));
    SecretSource<CertifiedKey> pair =
        SecretSource.certifiedKey(SecretDirectory.at("tls", directory), "tls.crt", "password");
    poller(ROOT).open(pair);
    assertEquals(List.of(), told());
    mode("rw-r--r--");
    poller(ROOT, line(certificate, "ext4")).open(pair);
    assertEquals(2, events.size());
    assertTrue(told().get(0).startsWith("SECRET_FROZEN 'tls.crt'"));
    assertTrue(told().get(1).startsWith("SECRET_EXPOSED every user of this machine"));
  }

  @Test
  void a_mount_table_is_read_as_linux_writes_it() {
    MountTable table =
        MountTable.of(
            List.of(
                ROOT,
                "40 22 0:31 / /run/a\\040b\\134c rw - tmpfs tmpfs rw",
                "41 40 0:32 / /run/a\\040b\\134c/deep rw shared:7 master:2 - nfs4 host:/x rw",
                "42 22 0:33 / /run/x rw - overlay overlay rw",
                "43 22 0:34 / /run/x rw - tmpfs over rw",
                "nonsense",
                ""));
    assertTrue(table.isMountPoint(Path.of("/run/a b\\c")));
    assertFalse(table.isMountPoint(Path.of("/run/a b\\c/key")));
    assertEquals(Optional.of("tmpfs"), table.typeAt(Path.of("/run/a b\\c/key")));
    assertEquals(Optional.of("nfs4"), table.typeAt(Path.of("/run/a b\\c/deep/key")));
    assertEquals(Optional.of("tmpfs"), table.typeAt(Path.of("/run/x/key")), "the later one hides");
    assertEquals(Optional.of("ext4"), table.typeAt(Path.of("/run/a")));
    assertEquals(Optional.empty(), MountTable.of(List.of()).typeAt(Path.of("/")));
  }
}
