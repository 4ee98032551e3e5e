package io.hauberk.identity;

import io.hauberk.request.Reason;
import java.nio.charset.StandardCharsets;

/** A JWS in compact form (RFC 7515, 7.1), taken apart. Nothing of it is verified yet. */
final class CompactJws {
  private final String token;
  private final int signatureFrom;
  private final JoseHeader header;
  private final byte[] payload;
  private final byte[] signature;

  /** Takes a token apart: exactly three parts, each strict base64url, the header not empty. */
  static Outcome<CompactJws> read(String token) {
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (first <= 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
      return Outcome.refused(Reason.TOKEN_MALFORMED);
    }
    byte[] headerOctets = Base64Url.decode(token, 0, first);
    byte[] payload = Base64Url.decode(token, first + 1, second);
    byte[] signature = Base64Url.decode(token, second + 1, token.length());
    if (headerOctets == null || payload == null || signature == null) {
      return Outcome.refused(Reason.TOKEN_MALFORMED);
    }
    Outcome<JoseHeader> header = JoseHeader.read(headerOctets);
    return header.refusal() == null
        ? Outcome.found(new CompactJws(token, second + 1, header.get(), payload, signature))
        : Outcome.refused(header.refusal());
  }

  private CompactJws(
      String token, int signatureFrom, JoseHeader header, byte[] payload, byte[] signature) {
    this.token = token;
    this.signatureFrom = signatureFrom;
    this.header = header;
    this.payload = payload;
    this.signature = signature;
  }

  JoseHeader header() {
    return header;
  }

  /** The decoded payload; not a copy. */
  byte[] payload() {
    return payload;
  }

  /** The octets that are signed: the first two parts exactly as sent. */
  byte[] signingInput() {
    return token.substring(0, signatureFrom - 1).getBytes(StandardCharsets.US_ASCII);
  }

  /** The decoded signature; not a copy. */
  byte[] signature() {
    return signature;
  }

  /** The signature as sent. */
  String encodedSignature() {
    return token.substring(signatureFrom);
  }
}
