package io.hauberk.outbound;

import io.hauberk.outbound.Minting.Failed;
import io.hauberk.outbound.Minting.Minted;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One call to a destination that a credential is bound to: tells what each sending of its request
 * has to carry, and after each answer whether to send it again. For one thread at a time.
 *
 * <p>A token that is bound to a key goes with a proof that is made anew for each sending (RFC
 * 9449).
 *
 * <p>For adapters of HTTP clients:
 *
 * <pre>{@code
 * do {
 *   Map<String, String> fields = call.fields();
 *   // send the request with these fields
 * } while (call.isToRepeat(status, header, true));
 * }</pre>
 */
public final class OutboundCall {
  private static final int UNAUTHORIZED = 401;

  private final BoundCredential binding;
  private final TokenSupply supply;
  private final String method;
  private final URI uri;
  private CompletableFuture<Minting> token;
  private @Nullable HeldToken sent;
  private boolean renewed;
  private boolean proven;

  OutboundCall(BoundCredential binding, TokenSupply supply, String method, URI uri) {
    this.binding = binding;
    this.supply = supply;
    this.method = method;
    this.uri = uri;
    this.token = supply.current();
  }

  /**
   * The fields that the next sending of the request has to carry. At once, if a token is at hand;
   * else within the configured time, two seconds unless changed.
   *
   * @throws CredentialException if there is no token
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Map<String, String> fields() throws CredentialException, InterruptedException {
    try {
      return fieldsAsync().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CredentialException failure) {
        throw failure;
      }
      throw new IllegalStateException("the fields of a call cannot be written", e);
    }
  }

  /**
   * As {@link #fields}, without waiting. What depends on it runs in the default executor of {@link
   * CompletableFuture}, or at once if a token is at hand.
   *
   * @return completes exceptionally with a {@link CredentialException} if there is no token
   */
  public CompletableFuture<Map<String, String>> fieldsAsync() {
    return token.isDone() ? token.thenApply(this::fields) : token.thenApplyAsync(this::fields);
  }

  private Map<String, String> fields(Minting minting) {
    if (minting instanceof Failed failed) {
      throw new CompletionException(binding.failure(failed.cause(), sent != null));
    }
    HeldToken now = ((Minted) minting).token();
    sent = now;
    String authorization = now.type().scheme() + " " + now.value();
    DpopProofs proofs = supply.proofs();
    return proofs == null
        ? Map.of("Authorization", authorization)
        : Map.of("Authorization", authorization, "DPoP", proofs.proof(method, uri, now.value()));
  }

  /**
   * Looks at an answer: a token that was refused is replaced, once for all calls that it was
   * refused to, and once in each call.
   *
   * @param status the status of the answer
   * @param header its header
   * @param repeatable whether the request can be sent again; if not, the token is replaced for the
   *     next calls
   * @return whether to send the request again, with new {@link #fields}; if these cannot be had,
   *     the call has failed
   */
  public boolean isToRepeat(int status, HttpHeaders header, boolean repeatable) {
    boolean asksForNonce = remembersNonce(header);
    if (status != UNAUTHORIZED || sent == null) {
      binding.accepted();
      return false;
    }
    if (asksForNonce && !proven) {
      proven = true;
      return repeatable;
    }
    CompletableFuture<Minting> next = renewed ? null : supply.renewal(sent);
    if (next == null) {
      binding.refused();
      return false;
    }
    renewed = true;
    token = next;
    return repeatable;
  }

  /** Whether the destination wants what it sent to be repeated to it (RFC 9449, 9). */
  private boolean remembersNonce(HttpHeaders header) {
    DpopProofs proofs = supply.proofs();
    String nonce = header.firstValue("DPoP-Nonce").orElse("");
    if (proofs == null || nonce.isEmpty()) {
      return false;
    }
    proofs.remember(uri, nonce);
    return header.allValues("WWW-Authenticate").stream()
        .anyMatch(challenge -> challenge.contains("\"use_dpop_nonce\""));
  }
}
