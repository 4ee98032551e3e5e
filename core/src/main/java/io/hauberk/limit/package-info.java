/**
 * How often somebody may call, and how many at once: limits by client address and by caller, with
 * memory that an attacker cannot grow and buckets that an attacker cannot refill, and one that
 * follows the latency of the service.
 *
 * <p>Begin with {@link io.hauberk.limit.KeyedLimiter}, which applies a {@link
 * io.hauberk.limit.RateLimit} to each key and answers with a {@link
 * io.hauberk.limit.LimitDecision}; {@link io.hauberk.limit.ClientAddress} says which address a
 * request counts for, {@link io.hauberk.limit.RateLimitHeaders} what the caller is told; {@link
 * io.hauberk.limit.AdaptiveConcurrency} counts requests that are worked on. Nothing here knows what
 * a key means, and nothing is shared between processes.
 */
@NullMarked
package io.hauberk.limit;

import org.jspecify.annotations.NullMarked;
