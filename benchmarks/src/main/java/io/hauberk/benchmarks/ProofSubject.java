package io.hauberk.benchmarks;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who is measured on proofs of identity beside bearer tokens; of each kind the floor first. */
public enum ProofSubject {
  CERTIFICATE_DIGEST(
      ProofKind.CERTIFICATE,
      "one SHA-256 of the certificate",
      issued -> CertificateJudges.digest()),
  CERTIFICATE_HAUBERK(
      ProofKind.CERTIFICATE,
      "Hauberk",
      issued -> CertificateJudges.hauberk((IssuedCertificates) issued)),
  CERTIFICATE_PKIX(
      ProofKind.CERTIFICATE,
      "JDK, PKIX and a look-up of the name",
      issued -> CertificateJudges.pkix((IssuedCertificates) issued)),
  CERTIFICATE_SPRING(
      ProofKind.CERTIFICATE,
      "Spring Security X.509, the name only",
      issued -> CertificateJudges.spring((IssuedCertificates) issued)),

  NEW_CERTIFICATE_SIGNATURE(
      ProofKind.NEW_CERTIFICATE,
      "JDK, one ES256 signature",
      issued -> CertificateJudges.signature((IssuedCertificates) issued)),
  NEW_CERTIFICATE_HAUBERK(
      ProofKind.NEW_CERTIFICATE,
      "Hauberk",
      issued -> CertificateJudges.hauberk((IssuedCertificates) issued)),
  NEW_CERTIFICATE_PKIX(
      ProofKind.NEW_CERTIFICATE,
      "JDK, PKIX and a look-up of the name",
      issued -> CertificateJudges.pkix((IssuedCertificates) issued)),

  API_KEY_DIGEST(ProofKind.API_KEY, "one SHA-256 of the key", issued -> KeyJudges.digest()),
  API_KEY_HAUBERK(ProofKind.API_KEY, "Hauberk", issued -> KeyJudges.hauberk((IssuedKeys) issued)),
  API_KEY_SPRING(
      ProofKind.API_KEY,
      "Spring Security DelegatingPasswordEncoder (BCrypt)",
      issued -> KeyJudges.spring((IssuedKeys) issued)),

  DPOP_SIGNATURE(
      ProofKind.DPOP,
      "JDK, one ES256 signature",
      issued -> DpopJudges.signature((IssuedProofs) issued)),
  DPOP_HAUBERK(
      ProofKind.DPOP,
      "Hauberk, a known token and a new proof",
      issued -> DpopJudges.hauberk((IssuedProofs) issued)),
  DPOP_NIMBUS_PROOF(
      ProofKind.DPOP,
      "Nimbus DPoPProtectedResourceRequestVerifier, the proof only",
      issued -> DpopJudges.nimbusRemembering((IssuedProofs) issued)),
  DPOP_NIMBUS(
      ProofKind.DPOP,
      "Nimbus, token and proof",
      issued -> DpopJudges.nimbus((IssuedProofs) issued)),
  DPOP_SPRING(
      ProofKind.DPOP,
      "Spring Security DPoPAuthenticationProvider",
      issued -> DpopJudges.spring((IssuedProofs) issued));

  private interface Maker {
    ProofJudge trusting(Proofs issued) throws Exception;
  }

  private final ProofKind kind;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
  private final Maker maker;

  ProofSubject(ProofKind kind, String title, Maker maker) {
    this.kind = kind;
    this.title = title;
    this.maker = maker;
  }

  ProofKind kind() {
    return kind;
  }

  /** How tables call it. */
  String title() {
    return title;
  }

  /** Set up to trust whoever issued these proofs. */
  ProofJudge trusting(Proofs issued) throws Exception {
    return maker.trusting(issued);
  }

  /** What it accepts by design, leaving it to others to refuse. */
  Set<String> leavesToOthers() {
    return this == CERTIFICATE_SPRING
        ? Set.of(IssuedCertificates.ANOTHER_AUTHORITY, IssuedCertificates.EXPIRED)
        : Set.of();
  }

  /** Whether it judges at all, or only shows what nobody can skip. */
  boolean judges() {
    return switch (this) {
      case CERTIFICATE_DIGEST, NEW_CERTIFICATE_SIGNATURE, API_KEY_DIGEST, DPOP_SIGNATURE -> false;
      default -> true;
    };
  }

  /**
   * What it says otherwise than expected: of good requests, and of bad ones; empty if all is as
   * expected.
   */
  Map<String, String> wrong(Proofs issued) throws Exception {
    Map<String, String> wrong = new TreeMap<>();
    if (!judges()) {
      return wrong;
    }
    ProofJudge judge = trusting(issued);
    Brought last = issued.good(1).get(0);
    for (int i = 0; i < 3; i++) {
      last = issued.good(1).get(0);
      if (!accepts(judge, issued, last)) {
        wrong.put("a good request", "refused");
      }
    }
    issued
        .bad(last)
        .forEach(
            (what, request) -> {
              boolean isAccepted = accepts(judge, issued, request);
              if (isAccepted != leavesToOthers().contains(what)) {
                wrong.put(what, isAccepted ? "accepted" : "refused");
              }
            });
    return wrong;
  }

  private static boolean accepts(ProofJudge judge, Proofs issued, Brought request) {
    try {
      return issued.names().contains(String.valueOf(judge.subject(request)));
    } catch (Exception e) { // so does each say no, in its own way
      return false;
    }
  }
}
