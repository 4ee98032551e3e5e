package io.hauberk.secret;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which mounted secret is read, and as what: {@link SecretPoller#open} turns it into a {@link
 * SecretHandle}.
 *
 * @param <T> what the secret is to its user
 */
public final class SecretSource<T> {
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

  private final String name;
  private final Making<T> making;
  private final Mounted mounted;
  private final Ageing ageing;

  /** Makes the watch of which each new content is given to the taker, with its time of writing. */
  private interface Making<T> {
    Watch<?> watch(BiConsumer<T, @Nullable Instant> taker, boolean known);
  }

  /**
   * Where it lies.
   *
   * @param files all of its files, where they are known
   * @param closed those that not everybody may read
   * @param known whether anybody may know it, and so its fingerprint
   */
  private record Mounted(List<Path> files, List<Path> closed, boolean known) {}

  /**
   * How old it may become.
   *
   * @param overlap how long the content before the last rotation is kept
   * @param maxAge null for any age
   * @param warning how long before it ends it is told of; null for the part that fits its life
   */
  private record Ageing(Duration overlap, @Nullable Duration maxAge, @Nullable Duration warning) {
    private static final Ageing DEFAULT = new Ageing(Duration.ZERO, null, null);
  }

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
   * As {@link #text(SecretFile)}, as what this function makes of the text.
   *
   * @param form throws to refuse content that cannot be used, a {@link SecretRefusedException}
   *     where operators are to learn why
   */
  public static <T> SecretSource<T> text(
      SecretFile file, Function<? super String, ? extends T> form) {
    return of(file, secret -> form.apply(text(secret)));
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
    Path key = pair.path().resolve(keyFile);
    return new SecretSource<>(
        pair.name(),
        (taker, known) ->
            new Watch<>(
                pair.name(),
                pair::glance,
                pair::read,
                SecretSnapshot::digest,
                snapshot -> snapshot.require(certificateFile).fingerprint(),
                snapshot ->
                    taker.accept(
                        CertifiedKey.read(
                            certificateFile,
                            snapshot.require(certificateFile),
                            keyFile,
                            snapshot.require(keyFile)),
                        snapshot.written())),
        new Mounted(
            List.of(pair.path().resolve(certificateFile), key).stream().distinct().toList(),
            List.of(key),
            false),
        Ageing.DEFAULT);
  }

  /**
   * A private key by itself, as what this function makes of it: one unencrypted PKCS#8 block in PEM
   * of an RSA, EC or Ed25519 key. Certificates in the same file are passed over.
   *
   * @param form throws to refuse a key that cannot be used, a {@link SecretRefusedException} where
   *     operators are to learn why
   */
  public static <T> SecretSource<T> privateKey(
      SecretFile file, Function<? super PrivateKey, ? extends T> form) {
    String shown = String.valueOf(file.path().getFileName());
    return of(file, content -> form.apply(Pem.privateKey(shown, content)));
  }

  /** The certificates of the authorities that are trusted, such as {@code ca.crt}. */
  public static SecretSource<CaBundle> caBundle(SecretFile file) {
    String shown = String.valueOf(file.path().getFileName());
    return SecretSource.<CaBundle>of(file, content -> CaBundle.read(shown, content)).asPublic();
  }

  /**
   * A file, as what this function makes of it.
   *
   * @param form throws to refuse content that cannot be used, a {@link SecretRefusedException}
   *     where operators are to learn why
   */
  public static <T> SecretSource<T> of(
      SecretFile file, Function<? super Secret, ? extends T> form) {
    return new SecretSource<>(
        file.name(),
        (taker, known) ->
            new Watch<>(
                file.name(),
                file::glance,
                file::read,
                Secret::digest,
                known ? Secret::fingerprint : Secret::maskedFingerprint,
                secret -> taker.accept(form.apply(secret), secret.written())),
        new Mounted(List.of(file.path()), List.of(file.path()), false),
        Ageing.DEFAULT);
  }

  private SecretSource(String name, Making<T> making, Mounted mounted, Ageing ageing) {
    this.name = name;
    this.making = making;
    this.mounted = mounted;
    this.ageing = ageing;
  }

  /**
   * Holds nothing that anybody must not know, such as public keys: no warning is given where all
   * users of the machine can read it, and its fingerprint is the beginning of its SHA-256.
   */
  public SecretSource<T> asPublic() {
    return new SecretSource<>(name, making, new Mounted(mounted.files(), List.of(), true), ageing);
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
    return with(new Ageing(time, ageing.maxAge(), ageing.warning()));
  }

  /**
   * Tells, by an event and in its state, of content that is older than this. A certificate is as
   * old as it says itself, other content as old as its file, and at least as long as it is in force
   * here.
   *
   * @param age longer than zero; by default any age will do
   * @throws IllegalArgumentException if it is not
   */
  public SecretSource<T> withMaxAge(Duration age) {
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException(
          "the greatest age of secret '%s' must be longer than zero, was %s".formatted(name, age));
    }
    return with(new Ageing(ageing.overlap(), age, ageing.warning()));
  }

  /**
   * Tells of a certificate that ends within this time.
   *
   * @param time zero or longer; by default a sixth of its life, and at most 30 days
   * @throws IllegalArgumentException if it is negative
   */
  public SecretSource<T> withExpiryWarning(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "the expiry warning of secret '%s' must not be negative, was %s".formatted(name, time));
    }
    return with(new Ageing(ageing.overlap(), ageing.maxAge(), time));
  }

  private SecretSource<T> with(Ageing other) {
    return new SecretSource<>(name, making, mounted, other);
  }

  /** How messages and events call it. */
  public String name() {
    return name;
  }

  List<Path> files() {
    return mounted.files();
  }

  List<Path> closedFiles() {
    return mounted.closed();
  }

  Duration overlap() {
    return ageing.overlap();
  }

  @Nullable Alarm alarm(Instant now, Instant born, @Nullable Expiring content) {
    if (content == null) {
      return Alarm.due(now, born, null, Duration.ZERO, ageing.maxAge());
    }
    Instant end = content.notAfter();
    Duration warning =
        ageing.warning() == null ? Alarm.warning(content.notBefore(), end) : ageing.warning();
    return Alarm.due(now, born, end, warning, ageing.maxAge());
  }

  Watch<?> watch(BiConsumer<T, @Nullable Instant> taker) {
    return making.watch(taker, mounted.known());
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
