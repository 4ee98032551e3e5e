package io.hauberk.outbound;

import io.hauberk.outbound.Minting.Failed;
import io.hauberk.outbound.Minting.Minted;
import io.hauberk.secret.SecretHandle;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A token that others keep fresh in a file. */
final class FileTokens implements TokenSupply {
  private static final Failed EXPIRED =
      new Failed("the token in its file has expired, and nobody has written a new one");

  private final SecretHandle<HeldToken> mounted;
  private final CredentialNews news;
  private final Clock clock;

  static FileTokens watch(Opening opening, Path file) {
    Clock clock = opening.clock();
    SecretHandle<HeldToken> mounted =
        opening.mounted(
            "token-file",
            file,
            content -> {
              String token = FileToken.read(content);
              long expires = FileToken.expiresMillis(token);
              return new HeldToken(token, TokenType.BEARER, clock.millis(), expires, expires);
            });
    return new FileTokens(mounted, opening);
  }

  private FileTokens(SecretHandle<HeldToken> mounted, Opening opening) {
    this.mounted = mounted;
    this.news = opening.news();
    this.clock = opening.clock();
  }

  @Override
  public CompletableFuture<Minting> current() {
    HeldToken token = mounted.current();
    if (!token.isUsable(clock.millis())) {
      token = mounted.refresh(); // it may have been replaced since the last look
    }
    return CompletableFuture.completedFuture(judge(token));
  }

  private Minting judge(HeldToken token) {
    if (token.isUsable(clock.millis())) {
      news.available();
      return new Minted(token);
    }
    news.unavailable(EXPIRED.cause(), false);
    return EXPIRED;
  }

  @Override
  public @Nullable CompletableFuture<Minting> renewal(HeldToken refused) {
    HeldToken token = mounted.refresh();
    return token.value().equals(refused.value())
        ? null
        : CompletableFuture.completedFuture(judge(token));
  }

  @Override
  public CredentialState state() {
    return CredentialState.of(news.credential(), mounted.current(), clock.millis(), news.trouble());
  }

  @Override
  public void maintain() {
    judge(mounted.current());
  }
}
