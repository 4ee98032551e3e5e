package io.hauberk.secret;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All files of a mounted directory as they stood at one moment: one generation, never two. */
public final class SecretSnapshot {
  private final String name;
  private final Path directory;
  private final Map<String, Secret> files;

  SecretSnapshot(String name, Path directory, Map<String, Secret> files) {
    this.name = name;
    this.directory = directory;
    this.files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** The names of the files, sorted. */
  public Set<String> names() {
    return files.keySet();
  }

  /** The file of this name, be it empty or not. */
  public Optional<Secret> find(String file) {
    return Optional.ofNullable(files.get(file));
  }

  /**
   * The content of this file.
   *
   * @throws SecretException if there is no such file, or it is empty
   */
  public Secret require(String file) {
    Secret secret = files.get(file);
    if (secret == null) {
      throw SecretException.missing(name, directory.resolve(file));
    }
    if (secret.isEmpty()) {
      throw SecretException.empty(name, directory.resolve(file));
    }
    return secret;
  }

  /** What logs and events may call this generation: eight hexadecimal digits. */
  public String fingerprint() {
    return digest().substring(0, 8);
  }

  /** When its last file was written, if that can be told. */
  @Nullable Instant written() {
    Instant last = null;
    for (Secret file : files.values()) {
      Instant written = file.written();
      last = written == null || (last != null && written.isBefore(last)) ? last : written;
    }
    return last;
  }

  /** Of all names and contents. Not to be logged. */
  String digest() {
    MessageDigest sha = Secret.sha256();
    files.forEach(
        (file, secret) -> {
          sha.update(file.getBytes(StandardCharsets.UTF_8));
          sha.update((byte) 0);
          sha.update(secret.digest().getBytes(StandardCharsets.US_ASCII));
        });
    return HexFormat.of().formatHex(sha.digest());
  }

  @Override
  public String toString() {
    return "SecretSnapshot" + files.keySet();
  }
}
