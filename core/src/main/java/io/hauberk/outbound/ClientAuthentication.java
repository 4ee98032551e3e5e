package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import io.hauberk.secret.MountedTls;
import io.hauberk.secret.SecretHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How this service says to an authorization server which client it is.
 *
 * <p>Passwords and keys are mounted files: their new content is used from the next request for a
 * token on.
 */
public abstract class ClientAuthentication {

  /** Adds what proves the client to a request. */
  interface Proof {
    void addTo(TokenForm form);
  }

  ClientAuthentication() {}

  /**
   * By a client secret in the {@code Authorization} field of the request ({@code
   * client_secret_basic}).
   *
   * @param file a mounted file that holds the secret and nothing else; one newline at its end does
   *     not count
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, 2.3.1</a>
   */
  public static ClientAuthentication secretBasic(String clientId, Path file) {
    return new BySecret(requireClientId(clientId), requireNonNull(file, "file"), true);
  }

  /**
   * By a client secret in the body of the request ({@code client_secret_post}), for servers that
   * take it nowhere else.
   *
   * @param file as for {@link #secretBasic}
   */
  public static ClientAuthentication secretPost(String clientId, Path file) {
    return new BySecret(requireClientId(clientId), requireNonNull(file, "file"), false);
  }

  /**
   * By an assertion that this service signs for each request ({@code private_key_jwt}): nothing
   * that the server holds could be used in this service's name.
   *
   * @param file a mounted file with one unencrypted PKCS#8 block in PEM: an RSA key of at least
   *     2048 bits, or one on P-256, P-384 or P-521
   * @param audience the server's issuer identifier, which names it to itself and to nobody else;
   *     the URI of its token endpoint where it asks for that
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-2.2">RFC 7523, 2.2</a>
   */
  public static PrivateKeyJwt privateKeyJwt(String clientId, Path file, String audience) {
    return PrivateKeyJwt.of(requireClientId(clientId), requireNonNull(file, "file"), audience);
  }

  /**
   * By an assertion that others write into a file and replace before it expires: a projected
   * service-account token of Kubernetes, or a JWT-SVID of SPIFFE, made for this server.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-2.2">RFC 7523, 2.2</a>
   */
  public static ClientAuthentication assertionFile(String clientId, Path file) {
    return new ByAssertion(requireClientId(clientId), requireNonNull(file, "file"));
  }

  /**
   * By a mounted certificate that is shown in the handshake with the server ({@code
   * tls_client_auth}, or {@code self_signed_tls_client_auth}); the token endpoint must be https.
   * The server may bind the tokens to it: they are good then only where the destination is shown
   * the same one, see {@link OutboundCredentials.Builder#identity}.
   *
   * @param tls the certificate, whose rotations are followed, and who is believed to be the server
   *     where that is mounted, too
   * @throws IllegalArgumentException if there is no certificate to show
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8705#section-2">RFC 8705, 2</a>
   */
  public static ClientAuthentication certificate(String clientId, MountedTls tls) {
    return new ByCertificate(requireClientId(clientId), requireCertificate(tls));
  }

  /** The handshake that proves the client; null of those that prove it in the request. */
  @Nullable SSLContext handshake() {
    return null;
  }

  /** Opens the mounted files. */
  abstract Proof open(Opening opening);

  static String requireClientId(String clientId) {
    if (clientId.isBlank()) {
      throw new IllegalArgumentException(
          "the client-id is empty: name the client as the authorization server knows it");
    }
    return clientId;
  }

  static MountedTls requireCertificate(MountedTls tls) {
    if (requireNonNull(tls, "tls").keyManager().isEmpty()) {
      throw new IllegalArgumentException(
          "the mounted TLS has authorities and no certificate, so nothing could be shown: mount a"
              + " certificate with its key, and give MountedTls.of or MountedTls.ofIdentity");
    }
    return tls;
  }

  private static final class BySecret extends ClientAuthentication {
    private final String clientId;
    private final Path file;
    private final boolean basic;

    BySecret(String clientId, Path file, boolean basic) {
      this.clientId = clientId;
      this.file = file;
      this.basic = basic;
    }

    @Override
    Proof open(Opening opening) {
      SecretHandle<String> secret =
          opening.mounted("client-secret-file", file, BySecret::requireText);
      return form -> {
        if (basic) {
          form.field("Authorization", "Basic " + pair(secret.refresh()));
        } else {
          form.add("client_id", clientId).add("client_secret", secret.refresh());
        }
      };
    }

    private static String requireText(String secret) {
      if (secret.isBlank() || secret.chars().anyMatch(Character::isISOControl)) {
        throw new CredentialFileException(
            "the file holds no client secret, or one with control characters: write the secret"
                + " alone, in one line");
      }
      return secret;
    }

    private String pair(String secret) {
      String pair = TokenForm.coded(clientId) + ":" + TokenForm.coded(secret);
      return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static final class ByCertificate extends ClientAuthentication {
    private final String clientId;
    private final MountedTls tls;

    ByCertificate(String clientId, MountedTls tls) {
      this.clientId = clientId;
      this.tls = tls;
    }

    @Override
    SSLContext handshake() {
      return tls.sslContext();
    }

    @Override
    Proof open(Opening opening) {
      return form -> form.add("client_id", clientId);
    }
  }

  private static final class ByAssertion extends ClientAuthentication {
    private final String clientId;
    private final Path file;

    ByAssertion(String clientId, Path file) {
      this.clientId = clientId;
      this.file = file;
    }

    @Override
    Proof open(Opening opening) {
      SecretHandle<String> assertion =
          opening.mounted("client-assertion-file", file, FileToken::read);
      return form -> form.add("client_id", clientId).assertion(assertion.refresh());
    }
  }
}
