/**
 * The words all rooms share: what was asked ({@link io.hauberk.request.RequestHead}), by whom
 * ({@link io.hauberk.request.Caller}), for which operation ({@link io.hauberk.request.Operation}),
 * and what a check answers ({@link io.hauberk.request.Decision} with its {@link
 * io.hauberk.request.Reason}).
 *
 * <p>Begin with {@link io.hauberk.request.Decision}. Nothing here decides: these are values that
 * travel between rooms.
 */
@NullMarked
package io.hauberk.request;

import org.jspecify.annotations.NullMarked;
