/**
 * The calls of this service to others: where they may go, and what they carry to say who calls.
 *
 * <p>Begin with {@link io.hauberk.outbound.EgressRules}, which say what is allowed; an {@link
 * io.hauberk.outbound.EgressGuard} judges single calls by them and tells of refusals; a {@link
 * io.hauberk.outbound.GuardedHttpClient} is a {@link java.net.http.HttpClient} that asks it.
 *
 * <p>{@link io.hauberk.outbound.OutboundCredentials} are the credentials of this service, each
 * bound to its destinations; a {@link io.hauberk.outbound.CredentialedHttpClient} adds them to
 * requests.
 */
@NullMarked
package io.hauberk.outbound;

import org.jspecify.annotations.NullMarked;
