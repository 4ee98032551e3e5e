/**
 * Speed and memory beside other libraries, as ratios within one run.
 *
 * <p>Begin with {@link Benchmarks}; {@code benchmarks/run} starts it. A {@link Subject} is what is
 * measured, an {@link Input} what it is given; {@link Verdicts} believes no timing before the
 * answers are right.
 */
@NullMarked
package io.hauberk.benchmarks;

import org.jspecify.annotations.NullMarked;
