/**
 * The calls of this service to others: where they may go.
 *
 * <p>Begin with {@link io.hauberk.outbound.EgressRules}, which say what is allowed; an {@link
 * io.hauberk.outbound.EgressGuard} judges single calls by them and tells of refusals; a {@link
 * io.hauberk.outbound.GuardedHttpClient} is a {@link java.net.http.HttpClient} that asks it.
 */
@NullMarked
package io.hauberk.outbound;

import org.jspecify.annotations.NullMarked;
