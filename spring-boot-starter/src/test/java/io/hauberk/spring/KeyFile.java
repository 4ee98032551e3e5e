package io.hauberk.spring;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mounted key set. */
final class KeyFile {

  static Path in(Path directory) throws IOException, JOSEException {
    Path file = directory.resolve("jwks.json");
    JWKSet keys = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("one").generate().toPublicJWK());
    return Files.writeString(file, keys.toString());
  }

  /** The three lines that say whom a service trusts. */
  static String[] trust(Path keys) {
    return new String[] {
      "hauberk.issuers.main.issuer=https://issuer.example",
      "hauberk.issuers.main.audience=orders",
      "hauberk.issuers.main.jwks-file=" + keys
    };
  }

  private KeyFile() {}
}
