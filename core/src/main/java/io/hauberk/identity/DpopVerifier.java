package io.hauberk.identity;

import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.identity.Authentication.Waiting;
import io.hauberk.identity.DpopOptions.ReplayFailure;
import io.hauberk.identity.DpopRules.OpenProof;
import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import io.hauberk.secret.Secret;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretPoller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Verifies DPoP proofs (RFC 9449), one for each request, whether or not its token is known. Safe
 * for use by any thread.
 */
final class DpopVerifier {
  private static final String NONCE_KEY = "hauberk.dpop.nonce-key";

  private final DpopRules rules;
  private final ReplayStore replays;
  private final @Nullable DpopNonces nonces;
  private final Clock clock;

  /** Reads the nonces' key, if it is in a file, and has it watched. */
  static DpopVerifier open(
      DpopOptions options, Clock clock, SecurityEvents events, @Nullable SecretPoller secrets) {
    DpopNonces nonces = options.demandsNonce() ? new DpopNonces(new SecureRandom()) : null;
    Path file = options.nonceKey().orElse(null);
    if (nonces != null && file != null) {
      KeySource.Surroundings.watcherOf(NONCE_KEY, secrets)
          .watch(SecretFile.at(NONCE_KEY, file), content -> take(content, nonces, clock));
    }
    return new DpopVerifier(new DpopRules(options), replays(options, clock, events), nonces, clock);
  }

  private static ReplayStore replays(DpopOptions options, Clock clock, SecurityEvents events) {
    ReplayStore shared = options.replays().orElse(null);
    LocalReplays own =
        shared == null || options.replayFailure() == ReplayFailure.REMEMBER_HERE
            ? new LocalReplays(options.maxProofs(), options.window(), clock, System::nanoTime)
            : null;
    return shared == null
        ? Objects.requireNonNull(own)
        : BoundedReplays.around(shared, own, options.replayLimit(), events);
  }

  private static void take(Secret content, DpopNonces nonces, Clock clock) {
    if (content.length() < DpopNonces.MIN_KEY_OCTETS) {
      throw new NonceKeyException(
          "the key of the DPoP nonces has fewer than 32 octets: write 32 random ones or more, for"
              + " example by 'openssl rand -base64 48'");
    }
    nonces.rotate(content.bytes(), clock.millis());
  }

  private DpopVerifier(
      DpopRules rules, ReplayStore replays, @Nullable DpopNonces nonces, Clock clock) {
    this.rules = rules;
    this.replays = replays;
    this.nonces = nonces;
    this.clock = clock;
  }

  /**
   * Judges the proof of a request: the last thing that can refuse it.
   *
   * @param token the token beside it, as sent
   * @param verified the same token, which is bound to a key
   * @param good who is calling, if the proof holds
   */
  Authentication verify(
      String proof, String token, RequestHead head, VerifiedToken verified, Authenticated good) {
    String key = Objects.requireNonNull(verified.binding().key(), "not bound to a key");
    long now = clock.millis();
    Outcome<OpenProof> open = rules.judge(proof, head, token, key, now);
    if (open.refusal() != null) {
      return failed(open.refusal(), verified);
    }
    // before the signature: it costs far less, and is asked of whoever has no nonce yet
    DpopNonces.Verdict nonce =
        nonces == null ? DpopNonces.Verdict.GOOD : nonces.judge(open.get().nonce(), now);
    if (nonces != null && nonce == DpopNonces.Verdict.REFUSED) {
      return new Refused(
          new Decision.Denied(Reason.DPOP_NONCE_REQUIRED, List.of()), fresh(nonces, now));
    }
    if (!open.get().isSigned()) {
      return failed(Reason.DPOP_PROOF_INVALID, verified);
    }
    Authenticated answer =
        nonces == null || nonce == DpopNonces.Verdict.GOOD
            ? good
            : new Authenticated(good.caller(), fresh(nonces, now));
    return enter(use(open.get(), key, good), verified.doubt(), answer);
  }

  private static Authentication failed(Reason refusal, VerifiedToken verified) {
    verified.doubt().proofFailed();
    return Authentication.refused(refusal);
  }

  private static Map<String, String> fresh(DpopNonces nonces, long now) {
    return Map.of(DpopNonces.FIELD, nonces.at(now));
  }

  private static ReplayStore.Use use(OpenProof proof, String key, Authenticated good) {
    byte[] octets = (key + "." + proof.id()).getBytes(StandardCharsets.UTF_8);
    return new ReplayStore.Use(
        Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(octets)),
        good.caller().id(),
        Instant.ofEpochMilli(proof.usableUntilMillis()));
  }

  private Authentication enter(ReplayStore.Use use, Doubt doubt, Authenticated good) {
    CompletableFuture<Authentication> answer =
        replays.enter(use).thenApply(known -> settle(known, doubt, good)).toCompletableFuture();
    return answer.isDone() ? answer.join() : new Waiting(answer);
  }

  private static Authentication settle(ReplayStore.Answer answer, Doubt doubt, Authenticated good) {
    return switch (answer) {
      case FIRST -> {
        doubt.proofHeld();
        yield good;
      }
      case REPEATED -> {
        doubt.proofFailed();
        yield Authentication.refused(Reason.DPOP_PROOF_REPLAYED);
      }
      case UNKNOWN -> Authentication.refused(Reason.DPOP_REPLAY_UNKNOWN);
    };
  }
}
