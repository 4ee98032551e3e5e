package io.hauberk.identity;

import io.hauberk.identity.Authorities.Authority;
import io.hauberk.request.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an authority vouches for a certificate: RFC 5280, 6, by the JDK. */
final class ChainCheck {
  /*
   * The chain is taken as it came: each certificate is issued by the next (RFC 8446, 4.4.2). Its beginnings are tried
   * one by one, each with every authority that has the name of its issuer, so a root at the end, a cross-signed one,
   * or something that has no place there does no harm, and two authorities of one name, as rotation leaves them, are
   * both asked. Nothing is searched for: the work is bounded by the length of the chain, whatever names it holds.
   *
   * PKIX takes an authority at its word: neither its time nor its limits are looked at. So a root is made a part of
   * the path, where they are; of another authority they are judged here, and it has no name constraints.
   */

  /** Certificates that are looked at; the rest of a chain is nobody's. */
  static final int MAX_CHAIN = 8;

  /**
   * A certificate that an authority vouches for.
   *
   * @param authority who
   * @param until when the first certificate of the path ends
   */
  record Vouched(X509Certificate authority, Instant until) {}

  /** Judges the first certificate of a chain. */
  static Outcome<Vouched> check(List<X509Certificate> chain, Authorities authorities, Instant now) {
    Reason reason = Reason.CERTIFICATE_UNTRUSTED;
    for (int length = 1; length <= Math.min(chain.size(), MAX_CHAIN); length++) {
      List<X509Certificate> beginning = chain.subList(0, length);
      X509Certificate last = beginning.get(length - 1);
      for (Authority authority : authorities.named(last.getIssuerX500Principal())) {
        Reason refusal = refusal(beginning, authority, Date.from(now));
        if (refusal == null) {
          return Outcome.found(
              new Vouched(authority.certificate(), end(beginning, authority.certificate())));
        }
        reason = refusal == Reason.CERTIFICATE_UNTRUSTED ? reason : refusal;
      }
    }
    return Outcome.refused(reason);
  }

  private static @Nullable Reason refusal(
      List<X509Certificate> beginning, Authority authority, Date now) {
    X509Certificate certificate = authority.certificate();
    List<X509Certificate> path = new ArrayList<>(beginning);
    try {
      if (authority.isRoot()) {
        path.add(certificate);
      } else {
        certificate.checkValidity(now);
        if (beginning.size() - 1 > certificate.getBasicConstraints()) {
          return Reason.CERTIFICATE_UNTRUSTED;
        }
      }
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(certificate, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(now);
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      return null;
    } catch (CertPathValidatorException e) {
      return reasonOf(e.getReason());
    } catch (CertificateExpiredException e) {
      return Reason.CERTIFICATE_EXPIRED;
    } catch (CertificateNotYetValidException e) {
      return Reason.CERTIFICATE_NOT_YET_VALID;
    } catch (CertificateException e) {
      return Reason.CERTIFICATE_UNTRUSTED;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot validate certificates", e);
    }
  }

  private static Reason reasonOf(CertPathValidatorException.Reason reason) {
    if (reason == BasicReason.EXPIRED) {
      return Reason.CERTIFICATE_EXPIRED;
    }
    return reason == BasicReason.NOT_YET_VALID
        ? Reason.CERTIFICATE_NOT_YET_VALID
        : Reason.CERTIFICATE_UNTRUSTED;
  }

  private static Instant end(List<X509Certificate> path, X509Certificate authority) {
    Instant end = authority.getNotAfter().toInstant();
    for (X509Certificate each : path) {
      Instant own = each.getNotAfter().toInstant();
      end = own.isBefore(end) ? own : end;
    }
    return end;
  }

  private ChainCheck() {}
}
