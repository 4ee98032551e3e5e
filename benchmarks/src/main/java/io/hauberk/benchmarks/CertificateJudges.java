package io.hauberk.benchmarks;

import static java.util.Objects.requireNonNull;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authenticator;
import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.CertificateSubject;
import io.hauberk.identity.TrustBundle;
import io.hauberk.request.RequestHead;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsByNameServiceWrapper;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationProvider;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.authentication.preauth.x509.SubjectX500PrincipalExtractor;

/** From a client certificate to its caller, who must be listed by name. */
final class CertificateJudges {

  /** What a cache would cost that knows certificates by their digest. */
  static ProofJudge digest() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return request -> digest.digest(request.clientCertificates().get(0).getEncoded());
  }

  /** What nobody can skip where a certificate is new: its signature. */
  static ProofJudge signature(IssuedCertificates issued) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    return request -> {
      X509Certificate leaf = request.clientCertificates().get(0);
      signature.initVerify(issued.issuerKey());
      signature.update(leaf.getTBSCertificate());
      return signature.verify(leaf.getSignature());
    };
  }

  /** Ours. */
  static ProofJudge hauberk(IssuedCertificates issued) {
    Authenticator authenticator = Authenticator.builder().profile(profile(issued)).build();
    return request -> nameOf(authenticator, request);
  }

  private static CertificateProfile profile(IssuedCertificates issued) {
    CertificateProfile profile =
        CertificateProfile.x509(
            "partners", CertificateSubject.DISTINGUISHED_NAME, TrustBundle.of(issued.root()));
    for (String name : issued.names()) {
      if (name.startsWith("CN=")) {
        profile = profile.withCaller(name, Set.of("orders:read"));
      }
    }
    return profile;
  }

  static String nameOf(Authenticator authenticator, RequestHead request) {
    if (authenticator.authenticate(request) instanceof Authenticated good) {
      return good.caller().getName();
    }
    throw new IllegalArgumentException("refused");
  }

  /** What a service has by the JDK alone: the chain validated, the name looked up. */
  static ProofJudge pkix(IssuedCertificates issued) throws Exception {
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issued.root(), null)));
    parameters.setRevocationEnabled(false);
    return request -> {
      validator.validate(factory.generateCertPath(request.clientCertificates()), parameters);
      X509Certificate leaf = request.clientCertificates().get(0);
      String name = leaf.getSubjectX500Principal().getName();
      if (!issued.names().contains(name)) {
        throw new IllegalArgumentException("not listed");
      }
      return name;
    };
  }

  /** Spring Security's, which leaves the chain to the TLS connection. */
  static ProofJudge spring(IssuedCertificates issued) {
    InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
    issued
        .names()
        .forEach(
            name ->
                users.createUser(
                    User.withUsername(name).password("").authorities("orders:read").build()));
    PreAuthenticatedAuthenticationProvider provider = new PreAuthenticatedAuthenticationProvider();
    provider.setPreAuthenticatedUserDetailsService(new UserDetailsByNameServiceWrapper<>(users));
    SubjectX500PrincipalExtractor extractor = new SubjectX500PrincipalExtractor();
    return request -> {
      X509Certificate leaf = request.clientCertificates().get(0);
      Authentication caller =
          provider.authenticate(
              new PreAuthenticatedAuthenticationToken(extractor.extractPrincipal(leaf), leaf));
      return requireNonNull(caller, "no caller").getName();
    };
  }

  private CertificateJudges() {}
}
