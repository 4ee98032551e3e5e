package io.hauberk.secret;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can become of a mounted file, and what operators are told of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MountFaultTest {
  private static final String CONTENT = "hunter2";

  @TempDir Path mount;
  @TempDir Path outside;
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> events = new ArrayList<>();
  private final SecretPoller poller =
      new SecretPoller(SecurityEvents.direct(events::add, clock), clock);

  enum Fault {
    DELETED("is missing: mount it there, or name another place"),
    EMPTY("is empty: write its content, or remove what asks for it"),
    OF_THREE_GIBIBYTES(
        "is larger than 1048576 octets: secrets are small, so check that the right file is mounted"),
    A_PIPE("is a pipe, socket or device, not a regular file: mount a regular file"),
    A_DIRECTORY("is a directory, not a regular file: name a file in it"),
    A_LINK_OUT("is a link that leads out of its directory: name the file where it really is"),
    A_LINK_TO_NOTHING(
        "is a link that leads nowhere: mount what it is to lead to, or mend the link"),
    A_LINK_TO_ITSELF("is a link that leads in a circle: mend the link"),
    A_CIRCLE_OF_TWO_LINKS("is a link that leads in a circle: mend the link");

    private final String told;

    Fault(String told) {
      this.told = told;
    }
  }

  private void make(Fault fault, Path file) throws IOException, InterruptedException {
    switch (fault) {
      case DELETED -> {}
      case EMPTY -> Files.createFile(file);
      case OF_THREE_GIBIBYTES -> {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
          sparse.setLength(3L << 30);
        }
      }
      case A_PIPE ->
          assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
      case A_DIRECTORY -> Files.createDirectory(file);
      case A_LINK_OUT ->
          Files.createSymbolicLink(file, Files.writeString(outside.resolve("elsewhere"), CONTENT));
      case A_LINK_TO_NOTHING -> Files.createSymbolicLink(file, Path.of("gone"));
      case A_LINK_TO_ITSELF -> Files.createSymbolicLink(file, file.getFileName());
      case A_CIRCLE_OF_TWO_LINKS -> {
        Files.createSymbolicLink(file, Path.of(".other"));
        Files.createSymbolicLink(file.resolveSibling(".other"), file.getFileName());
      }
    }
  }

  /** The file is replaced, and all that is told is this; when it is back, that is told, too. */
  private void assertTold(Fault fault, Path file, Supplier<SecretState> state) throws Exception {
    events.clear(); // that everybody can read the test's mount
    byte[] good = Files.readAllBytes(file);
    String expected = "cannot be read: '" + file.getFileName() + "' " + fault.told;
    Files.delete(file);
    make(fault, file);
    poller.poll();
    poller.poll();
    assertEquals(1, events.size(), events::toString);
    assertEquals(Kind.SECRET_UNUSABLE, events.get(0).kind());
    assertEquals(expected, events.get(0).details().get(Detail.CAUSE));
    assertEquals(expected, requireNonNull(state.get().trouble()).cause());
    assertFalse(expected.contains(mount.toString()) || expected.contains(CONTENT), expected);

    Files.deleteIfExists(file);
    Files.write(file, good);
    poller.poll();
    assertEquals(Kind.SECRET_RESTORED, events.get(1).kind());
    assertNull(state.get().trouble());
  }

  private Path write(String name, String content) {
    try {
      return Files.writeString(mount.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_a_file_that_is_watched(Fault fault) throws Exception {
    Path file = write("keys", CONTENT);
    Supplier<SecretState> state = poller.watch(SecretFile.at("keys", file), content -> {});
    assertTold(fault, file, state);
  }

  @ParameterizedTest
  @EnumSource
  void of_a_text(Fault fault) throws Exception {
    Path file = write("password", CONTENT);
    SecretHandle<String> text = poller.open(SecretSource.text(SecretFile.at("db", file)));
    assertTold(fault, file, text::state);
    assertEquals(CONTENT, text.current());
  }

  @ParameterizedTest
  @EnumSource
  void of_a_key_beside_its_certificate(Fault fault) throws Exception {
    TestCertificate pair = TestCertificate.authority("root").issue("leaf").make();
    write("tls.crt", pair.pem());
    Path file = write("tls.key", pair.keyPem());
    SecretHandle<CertifiedKey> tls =
        poller.open(
            SecretSource.certifiedKey(SecretDirectory.at("tls", mount), "tls.crt", "tls.key"));
    assertTold(fault, file, tls::state);
    assertEquals(pair.certificate(), tls.current().certificate());
  }
}
