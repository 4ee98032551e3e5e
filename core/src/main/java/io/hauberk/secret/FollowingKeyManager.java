package io.hauberk.secret;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows the pair in force. */
final class FollowingKeyManager extends X509ExtendedKeyManager {
  /*
   * A handshake asks three times: for an alias, then for its key and its certificates. A rotation in between
   * must not give it the key of one pair and the certificates of another. So an alias names its pair, and the
   * last few pairs are still known by theirs; handshakes are done with asking long before those are gone.
   */
  private static final int KNOWN = 8;

  private final SecretHandle<CertifiedKey> identity;

  /** The newest last. */
  private final CopyOnWriteArrayList<CertifiedKey> known = new CopyOnWriteArrayList<>();

  FollowingKeyManager(SecretHandle<CertifiedKey> identity) {
    this.identity = identity;
  }

  private CertifiedKey now() {
    CertifiedKey current = identity.current();
    if (known.addIfAbsent(current) && known.size() > KNOWN) {
      known.remove(0);
    }
    return current;
  }

  private static @Nullable String name(CertifiedKey pair, @Nullable String alias) {
    return alias == null ? null : pair.fingerprint() + ":" + alias;
  }

  private @Nullable CertifiedKey named(@Nullable String alias) {
    if (alias == null) {
      return null;
    }
    String fingerprint = alias.substring(0, Math.max(0, alias.indexOf(':')));
    for (CertifiedKey pair : known) {
      if (pair.fingerprint().equals(fingerprint)) {
        return pair;
      }
    }
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    CertifiedKey pair = now();
    return name(pair, pair.keyManager().chooseClientAlias(keyTypes, issuers, socket));
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    CertifiedKey pair = now();
    return name(pair, pair.keyManager().chooseServerAlias(keyType, issuers, socket));
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    CertifiedKey pair = now();
    return name(pair, pair.keyManager().chooseEngineClientAlias(keyTypes, issuers, engine));
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    CertifiedKey pair = now();
    return name(pair, pair.keyManager().chooseEngineServerAlias(keyType, issuers, engine));
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    CertifiedKey pair = now();
    return names(pair, pair.keyManager().getClientAliases(keyType, issuers));
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    CertifiedKey pair = now();
    return names(pair, pair.keyManager().getServerAliases(keyType, issuers));
  }

  private static String @Nullable [] names(CertifiedKey pair, String @Nullable [] aliases) {
    return aliases == null
        ? null
        : Stream.of(aliases).map(alias -> pair.fingerprint() + ":" + alias).toArray(String[]::new);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
    CertifiedKey pair = named(alias);
    return pair == null ? null : pair.chain();
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
    CertifiedKey pair = named(alias);
    return pair == null ? null : pair.key();
  }
}
