package io.hauberk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import io.hauberk.request.HandClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiKeyCommandTest {
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00.5Z");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  private int run(String... arguments) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new ApiKeyCommand(terminal, clock, new SecureRandom()).run(List.of(arguments));
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8).strip();
  }

  private List<ApiKeyEntry> read(Path file) throws IOException {
    return ApiKeyList.read(Files.readAllBytes(file)).entries();
  }

  private void assertFits(ApiKeyEntry entry, String text) {
    ApiKey key = ApiKey.tryParse(text).orElseThrow();
    assertEquals(key.id(), entry.id());
    assertEquals(HexFormat.of().formatHex(key.sha256()), entry.sha256());
  }

  @Test
  void it_shows_the_key_once_and_the_entry_by_which_services_know_it() {
    assertEquals(
        0,
        run("new", "--caller", "billing", "--scopes=b,a", "--expires", "90d", "--id", "billing-1"));
    assertEquals(2, lines().size());
    ApiKeyEntry entry =
        ApiKeyList.read(("{\"keys\":[" + lines().get(1) + "]}").getBytes(StandardCharsets.UTF_8))
            .entries()
            .get(0);
    assertFits(entry, lines().get(0));
    assertEquals("billing-1", entry.id());
    assertEquals("billing", entry.caller());
    assertEquals(Set.of("a", "b"), entry.scopes());
    assertEquals(Instant.parse("2026-04-01T00:00:00Z"), entry.expires());
    assertEquals("", complaint());
    assertFalse(lines().get(1).contains(lines().get(0).substring(14)), "the entry tells the key");
  }

  @Test
  void it_begins_a_list_and_adds_to_it() throws IOException {
    Path file = folder.resolve("keys.json");
    assertEquals(0, run("new", "--caller=billing", "--id=one", "--file", file.toString()));
    String one = lines().get(0);
    assertEquals(1, lines().size());
    assertEquals(
        List.of(
            "apikey: added one of billing to " + file,
            "apikey: this key never expires; --expires 365d would end it in a year"),
        complaint().lines().toList());
    assertEquals(
        0,
        run(
            "new",
            "--caller=billing",
            "--not-before=12h",
            "--expires=2026-12-31T00:00:00Z",
            "--file=" + file));
    String two = lines().get(0);
    List<ApiKeyEntry> entries = read(file);
    assertEquals(2, entries.size());
    assertFits(entries.get(0), one);
    assertFits(entries.get(1), two);
    assertEquals(Instant.parse("2026-01-01T12:00:00Z"), entries.get(1).notBefore());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void a_list_keeps_its_mode_and_a_link_stays_a_link() throws IOException {
    Path file = folder.resolve("keys.json");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), file.getFileName());
    Files.writeString(file, ApiKeyList.EMPTY.write());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(0, run("new", "--caller=billing", "--file=" + link));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(1, read(file).size());
  }

  @Test
  void a_list_that_it_cannot_read_stays_as_it_is_and_no_key_is_shown() throws IOException {
    Path file = Files.writeString(folder.resolve("keys.json"), "{\"keys\":[],\"more\":1}");
    assertEquals(2, run("new", "--caller=billing", "--file=" + file));
    assertEquals(List.of(), lines());
    assertEquals(
        "apikey: "
            + file
            + " cannot be used: it is not an object with an array 'keys' and nothing else: write"
            + " {\"keys\":[…]}",
        complaint());
    assertEquals("{\"keys\":[],\"more\":1}", Files.readString(file));
    assertEquals(2, run("new", "--caller=billing", "--file=" + folder.resolve("absent/keys.json")));
    assertEquals(2, run("new", "--caller=billing", "--file=" + folder));
    assertEquals(List.of(), lines());
  }

  @Test
  void an_id_that_is_taken_is_refused() throws IOException {
    Path file = folder.resolve("keys.json");
    assertEquals(0, run("new", "--caller=billing", "--id=one", "--file=" + file));
    String before = Files.readString(file);
    assertEquals(2, run("new", "--caller=other", "--id=one", "--file=" + file));
    assertTrue(complaint().contains("stands twice"), complaint());
    assertEquals(before, Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|there is apikey new, and nothing else; see apikey --help",
        "list|there is apikey new, and nothing else; see apikey --help",
        "new|say whose key it is with --caller",
        "new --caller|--caller needs a value, or is no option; see apikey --help",
        "new --callers a|there is no option --callers; see apikey --help",
        "new a b|a needs a value, or is no option; see apikey --help",
        "new --caller a --id a_b|--id is not 1 to 32 of a-z A-Z 0-9 and -: name the key otherwise",
        "new --caller a --scopes a,,b|--scopes holds what is no scope (RFC 6749, 3.3): write for example orders:read",
        "new --caller a --expires soon|--expires is a time such as 2026-12-31T00:00:00Z, or a span such as 90d or 12h",
        "new --caller a --expires 0d|--expires is a time such as 2026-12-31T00:00:00Z, or a span such as 90d or 12h",
        "new --caller a --expires 2025-01-01T00:00:00Z|--expires lies behind",
        "new --caller a --expires 1d --not-before 2d|--expires is not after not-before: there is no time at which the key would be good",
      })
  void a_wrong_call(String arguments, String complaint) {
    assertEquals(
        2,
        run(arguments == null ? new String[0] : arguments.split(" ", -1)),
        Arrays.toString(new String[] {arguments}));
    assertEquals("apikey: " + complaint, complaint());
    assertEquals(List.of(), lines());
  }

  @Test
  void help_tells_the_options() {
    assertEquals(0, run("new", "--help"));
    assertTrue(lines().get(0).startsWith("Usage: java -jar hauberk-core-cli.jar apikey new"));
  }
}
