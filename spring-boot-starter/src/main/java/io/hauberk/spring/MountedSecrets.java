package io.hauberk.spring;

import io.hauberk.secret.CaBundle;
import io.hauberk.secret.CertifiedKey;
import io.hauberk.secret.MountedTls;
import io.hauberk.secret.SecretDirectory;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretHandle;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretRefusedException;
import io.hauberk.secret.SecretSource;
import io.hauberk.secret.SecretState;
import io.hauberk.spring.HauberkProperties.TextSecret;
import io.hauberk.spring.HauberkProperties.TlsSecret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The mounted secrets of {@code hauberk.secrets}, each kept fresh: for beans that are to follow a
 * rotation. Where the value at the start will do, {@code ${hauberk.secret.NAME}} needs no code.
 */
public final class MountedSecrets {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private final Map<String, SecretHandle<String>> texts = new LinkedHashMap<>();
  private final Map<String, Tls> tls = new LinkedHashMap<>();

  /** A key with its certificates, and who is trusted where that is said. */
  record Tls(SecretHandle<CertifiedKey> identity, @Nullable SecretHandle<CaBundle> authorities) {

    MountedTls following() {
      return authorities == null
          ? MountedTls.ofIdentity(identity)
          : MountedTls.of(identity, authorities);
    }
  }

  MountedSecrets(HauberkProperties.Secrets properties, Supplier<SecretPoller> poller) {
    if (!properties.any()) {
      return;
    }
    SecretPoller secrets = poller.get();
    properties
        .text()
        .forEach(
            (name, text) ->
                texts.put(name, open(textProperty(name), secrets, textSource(name, text))));
    properties.tls().forEach((name, files) -> tls.put(name, open(name, files, secrets)));
  }

  static SecretSource<String> textSource(String name, TextSecret text) {
    String property = textProperty(name);
    requireName(property, name);
    SecretSource<String> source =
        SecretSource.text(SecretFile.at(property, required(property + ".file", text.file())));
    Duration maxAge = text.maxAge();
    return maxAge == null
        ? source
        : SetupException.from(property + ".max-age", () -> source.withMaxAge(maxAge));
  }

  private static String textProperty(String name) {
    return "hauberk.secrets.text." + name;
  }

  private static Tls open(String name, TlsSecret files, SecretPoller secrets) {
    String property = "hauberk.secrets.tls." + name;
    requireName(property, name);
    Path certificate = required(property + ".certificate", files.certificate()).toAbsolutePath();
    Path key = required(property + ".key", files.key()).toAbsolutePath();
    Path directory = certificate.getParent();
    if (directory == null || !directory.equals(key.getParent())) {
      throw new SetupException(
          property + ".certificate and " + property + ".key lie in two directories.",
          "Mount both into one, so that they are read from one rotation.");
    }
    SecretSource<CertifiedKey> pair =
        SecretSource.certifiedKey(
            SecretDirectory.at(property, directory), fileName(certificate), fileName(key));
    Duration warning = files.expiryWarning();
    SecretSource<CertifiedKey> source =
        warning == null
            ? pair
            : SetupException.from(
                property + ".expiry-warning", () -> pair.withExpiryWarning(warning));
    Path bundle = files.authorities();
    return new Tls(
        open(property, secrets, source),
        bundle == null
            ? null
            : open(
                property + ".authorities",
                secrets,
                SecretSource.caBundle(SecretFile.at(property + ".authorities", bundle))));
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void requireName(String property, String name) {
    if (!name.matches(NAME)) {
      throw new SetupException(
          property + " has a name that cannot stand in a property.",
          "Use 1 to 64 of a-z A-Z 0-9 - _ . and begin with a letter or digit.");
    }
  }

  private static Path required(String property, @Nullable Path file) {
    if (file == null) {
      throw new SetupException(property + " is missing.", "Name the mounted file.");
    }
    return file;
  }

  private static <T> SecretHandle<T> open(
      String property, SecretPoller secrets, SecretSource<T> source) {
    try {
      return secrets.open(source);
    } catch (SecretRefusedException e) {
      throw new SetupException(
          property + " cannot be used: " + e.getMessage() + ".", "Correct the mounted file.", e);
    }
  }

  /**
   * A text of {@code hauberk.secrets.text}.
   *
   * @throws IllegalArgumentException if none has this name
   */
  public SecretHandle<String> text(String name) {
    return named(name, texts, handle -> handle, "hauberk.secrets.text");
  }

  /**
   * A key with its certificates of {@code hauberk.secrets.tls}.
   *
   * @throws IllegalArgumentException if none has this name
   */
  public SecretHandle<CertifiedKey> certifiedKey(String name) {
    return named(name, tls, Tls::identity, "hauberk.secrets.tls");
  }

  /**
   * TLS by the files of {@code hauberk.secrets.tls}, which follows them: for clients and servers
   * that take no SSL bundle.
   *
   * @throws IllegalArgumentException if none has this name
   */
  public MountedTls tls(String name) {
    return named(name, tls, Tls::following, "hauberk.secrets.tls");
  }

  Map<String, Tls> allTls() {
    return tls;
  }

  /** How it stands with each. */
  List<Supplier<SecretState>> states() {
    List<Supplier<SecretState>> states = new ArrayList<>();
    texts.values().forEach(handle -> states.add(handle::state));
    for (Tls each : tls.values()) {
      states.add(each.identity()::state);
      SecretHandle<CaBundle> authorities = each.authorities();
      if (authorities != null) {
        states.add(authorities::state);
      }
    }
    return states;
  }

  /** Whether this holds, or is, one of the texts. */
  boolean reveals(String shown) {
    for (SecretHandle<String> handle : texts.values()) {
      for (String text : handle.accepted()) {
        if (shown.contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  Optional<String> findText(String name) {
    return Optional.ofNullable(texts.get(name)).map(SecretHandle::current);
  }

  private static <H, T> T named(
      String name, Map<String, H> all, Function<H, T> part, String property) {
    H found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no secret is configured by this name: add it below "
              + property
              + ", or correct the name");
    }
    return part.apply(found);
  }

  @Override
  public String toString() {
    return "MountedSecrets" + texts.keySet() + tls.keySet();
  }
}
