package io.hauberk.identity;

import io.hauberk.secret.Secret;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretState;
import io.hauberk.secret.Trouble;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keys in mounted files. New content that cannot be used leaves the old keys in force. */
final class FileKeys extends KeySource {
  private final List<Path> files;
  private final boolean spiffeBundle;
  private final Function<Map<String, byte[]>, VerificationKeys> reader;

  /** The content in force, by file name; changed by the polling thread only. */
  private Map<String, byte[]> contents = Map.of();

  /** One for each file. */
  private final List<Supplier<SecretState>> states = new ArrayList<>();

  private volatile @Nullable VerificationKeys keys;
  private String profile = "";

  static FileKeys jwks(Path file) {
    return new FileKeys(
        List.of(file), false, contents -> JwkSet.read(contents.values().iterator().next()));
  }

  static FileKeys bundle(Path file) {
    return new FileKeys(
        List.of(file), true, contents -> JwkSet.readBundle(contents.values().iterator().next()));
  }

  static FileKeys pem(List<Path> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("name at least one PEM file with a public key");
    }
    return new FileKeys(files, false, PemKeys::read);
  }

  private FileKeys(
      List<Path> files,
      boolean spiffeBundle,
      Function<Map<String, byte[]>, VerificationKeys> reader) {
    this.files = List.copyOf(files);
    this.spiffeBundle = spiffeBundle;
    this.reader = reader;
  }

  @Override
  void open(Surroundings surroundings) {
    profile = surroundings.profile();
    SecretPoller secrets = surroundings.secrets();
    if (secrets == null) {
      throw new IllegalStateException(
          "issuer profile '%s' reads keys from files, whose rotation nobody would notice: give the"
                  .formatted(surroundings.profile())
              + " authenticator's builder a SecretPoller with secrets(…)");
    }
    for (Path file : files) {
      String name = "hauberk.issuers." + surroundings.profile() + ".keys";
      states.add(secrets.watch(SecretFile.at(name, file), content -> take(file, content)));
    }
    if (keys == null) {
      throw new KeySetException(
          "issuer profile '%s' names a key file twice; name each file once"
              .formatted(surroundings.profile()));
    }
  }

  private void take(Path file, Secret content) {
    Map<String, byte[]> next = new LinkedHashMap<>(contents);
    next.put(file.toString(), content.bytes());
    if (next.size() == files.size()) { // all were read once
      keys = reader.apply(next);
    }
    contents = next;
  }

  @Override
  boolean isSpiffeBundle() {
    return spiffeBundle;
  }

  @Override
  @Nullable VerificationKeys current() {
    return keys;
  }

  @Override
  KeyState state() {
    Instant since = Instant.MIN;
    Trouble trouble = null;
    for (Supplier<SecretState> file : states) {
      SecretState state = file.get();
      since = state.since().isAfter(since) ? state.since() : since;
      trouble = trouble == null ? state.trouble() : trouble;
    }
    return KeyState.of(profile, Objects.requireNonNull(keys, "not connected"), since, trouble);
  }
}
