/**
 * A tour of the sample: starts the service as its own process, sends it honest and hostile requests
 * over HTTP, and compares every verdict and every event with what it should be.
 *
 * <p>Begin with {@link Tour}; {@code samples/run} starts it. It needs the JDK and {@code
 * hauberk-core} only: tokens are made by hand here, since hostile ones are what no library makes.
 */
@NullMarked
package io.hauberk.samples.tour;

import org.jspecify.annotations.NullMarked;
