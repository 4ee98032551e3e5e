/**
 * What the replicas of a service share, on a Redis or Valkey that exists already.
 *
 * <p>Begin with {@link io.hauberk.store.SharedStore}: one small script, run atomically, is all that
 * is asked of it; {@link io.hauberk.store.JedisStore} runs it by Jedis, {@link
 * io.hauberk.store.EvalStore} by any other client. Nothing here knows what is shared.
 */
@NullMarked
package io.hauberk.store;

import org.jspecify.annotations.NullMarked;
