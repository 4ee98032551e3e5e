/**
 * What errors must not tell: call stacks, database texts, internal hosts, paths and class names,
 * recognized in the octets of an error's body.
 *
 * <p>Begin with {@link io.hauberk.leak.LeakDetector}. It names the kind of a leak and never the
 * text; what becomes of the response is decided elsewhere.
 */
@NullMarked
package io.hauberk.leak;

import org.jspecify.annotations.NullMarked;
