/**
 * Who is calling: tokens and client certificates, judged against those whom this service trusts,
 * and proofs that whoever sends a token holds the key that it is bound to.
 *
 * <p>Begin with {@link io.hauberk.identity.Authenticator}: one request head in, one {@link
 * io.hauberk.identity.Authentication} out. An {@link io.hauberk.identity.IssuerProfile} pins all
 * that is believed of one issuer together: its name, our name at it, its algorithms, its token type
 * and its {@link io.hauberk.identity.KeySource keys}; a {@link
 * io.hauberk.identity.CertificateProfile} does the same for authorities that issue certificates.
 *
 * <p>Signatures are verified by Nimbus JOSE+JWT and the JDK. What a caller may do is judged
 * elsewhere; nothing here writes a response.
 */
@NullMarked
package io.hauberk.identity;

import org.jspecify.annotations.NullMarked;
