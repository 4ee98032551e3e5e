package io.hauberk.secret;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Which mounted secret is read, and as what: {@link SecretPoller#open} turns it into a {@link
 * SecretHandle}.
 *
 * @param <T> what the secret is to its user
 */
public final class SecretSource<T> {
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

  private final String name;
  private final Function<Consumer<T>, Watch<?>> watch;
  private final Duration overlap;

  /** The octets of a file, as they are. */
  public static SecretSource<Secret> bytes(SecretFile file) {
    return of(file, secret -> secret);
  }

  /**
   * The text of a file, such as a password: UTF-8, without one newline at its end.
   *
   * <p>Refused is what is no UTF-8, holds a NUL, begins with a byte order mark, or is empty but for
   * that newline: nobody would be let in with it.
   */
  public static SecretSource<String> text(SecretFile file) {
    return of(file, SecretSource::text);
  }

  /**
   * A private key and its certificates, both of one generation of a mount, checked against each
   * other.
   *
   * @param directory the mount; no other file of it is read
   * @param certificateFile the certificate of the key and its issuers, such as {@code tls.crt}
   * @param keyFile the key, such as {@code tls.key}; may be the same file
   */
  public static SecretSource<CertifiedKey> certifiedKey(
      SecretDirectory directory, String certificateFile, String keyFile) {
    SecretDirectory pair =
        directory.only(
            certificateFile.equals(keyFile) ? Set.of(keyFile) : Set.of(certificateFile, keyFile));
    return new SecretSource<>(
        pair.name(),
        taker ->
            new Watch<>(
                pair.name(),
                pair::read,
                SecretSnapshot::digest,
                snapshot -> snapshot.require(certificateFile).fingerprint(),
                snapshot ->
                    taker.accept(
                        CertifiedKey.read(
                            certificateFile,
                            snapshot.require(certificateFile),
                            keyFile,
                            snapshot.require(keyFile)))),
        Duration.ZERO);
  }

  /** The certificates of the authorities that are trusted, such as {@code ca.crt}. */
  public static SecretSource<CaBundle> caBundle(SecretFile file) {
    String shown = String.valueOf(file.path().getFileName());
    return of(file, content -> CaBundle.read(shown, content), Secret::fingerprint);
  }

  /**
   * A file, as what this function makes of it.
   *
   * @param form throws to refuse content that cannot be used, a {@link SecretRefusedException}
   *     where operators are to learn why
   */
  public static <T> SecretSource<T> of(
      SecretFile file, Function<? super Secret, ? extends T> form) {
    return of(file, form, Secret::maskedFingerprint);
  }

  private static <T> SecretSource<T> of(
      SecretFile file,
      Function<? super Secret, ? extends T> form,
      Function<Secret, String> fingerprint) {
    return new SecretSource<>(
        file.name(),
        taker ->
            new Watch<>(
                file.name(),
                file::read,
                Secret::digest,
                fingerprint,
                secret -> taker.accept(form.apply(secret))),
        Duration.ZERO);
  }

  private SecretSource(String name, Function<Consumer<T>, Watch<?>> watch, Duration overlap) {
    this.name = name;
    this.watch = watch;
    this.overlap = overlap;
  }

  /**
   * Keeps the content before the last rotation as {@link SecretHandle#previous} for this long: for
   * what verifies others, who do not all rotate at the same moment.
   *
   * @param time from zero, the default, to seven days
   * @throws IllegalArgumentException if it is outside of that range
   */
  public SecretSource<T> withOverlap(Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST_OVERLAP) > 0) {
      throw new IllegalArgumentException(
          "the overlap of secret '%s' must be from 0 s to 7 days, was %s".formatted(name, time));
    }
    return new SecretSource<>(name, watch, time);
  }

  /** How messages and events call it. */
  public String name() {
    return name;
  }

  Duration overlap() {
    return overlap;
  }

  Watch<?> watch(Consumer<T> taker) {
    return watch.apply(taker);
  }

  private static String text(Secret secret) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(secret.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw UnfitSecretException.of("is no UTF-8 text", "write it in UTF-8, or read it as bytes");
    }
    if (text.startsWith("\uFEFF")) {
      throw UnfitSecretException.of("begins with a byte order mark", "write it without one");
    }
    if (text.indexOf('\0') >= 0) {
      throw UnfitSecretException.of("holds a NUL", "write it as text, or read it as bytes");
    }
    String trimmed = secret.text();
    if (trimmed.isEmpty()) {
      throw UnfitSecretException.of("is empty but for a newline", "write its content");
    }
    return trimmed;
  }

  @Override
  public String toString() {
    return "SecretSource[" + name + "]";
  }
}
