package io.hauberk.benchmarks;

/** The proofs of identity beside bearer tokens. */
enum ProofKind {
  CERTIFICATE("certificates", "a client certificate that comes again") {
    @Override
    Proofs issue() throws Exception {
      return new IssuedCertificates(false);
    }
  },
  NEW_CERTIFICATE("certificates", "a client certificate that is new") {
    @Override
    Proofs issue() throws Exception {
      return new IssuedCertificates(true);
    }
  },
  API_KEY("apikeys", "an API key") {
    @Override
    Proofs issue() {
      return new IssuedKeys();
    }
  },
  DPOP("dpop", "a token that is bound to a key, with a DPoP proof") {
    @Override
    Proofs issue() throws Exception {
      return new IssuedProofs();
    }
  };

  private final String pattern;
  private final String title;

  ProofKind(String pattern, String title) {
    this.pattern = pattern;
    this.title = title;
  }

  /** What stands for it on the command line. */
  String pattern() {
    return pattern;
  }

  /** How tables call it. */
  String title() {
    return title;
  }

  /** Someone new who hands out such proofs. */
  abstract Proofs issue() throws Exception;
}
