package io.hauberk.outbound;

import io.hauberk.secret.Secret;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretPoller;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a mounted file holds, as of its last good content. */
final class Mounted<T> implements Supplier<T> {
  private volatile @Nullable T value;

  /**
   * Reads the file, and from then on each new content.
   *
   * @param name how messages and events call it
   * @param reader throws to refuse a content
   */
  static <T> Mounted<T> watch(
      SecretPoller secrets, String name, Path file, Function<Secret, T> reader) {
    Mounted<T> mounted = new Mounted<>();
    secrets.watch(SecretFile.at(name, file), content -> mounted.value = reader.apply(content));
    return mounted;
  }

  private Mounted() {}

  @Override
  public T get() {
    return Objects.requireNonNull(value, "watched before it is asked");
  }
}
