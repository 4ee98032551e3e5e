/**
 * What sinks wrote, judged afterwards: whether each line follows from the one before it, and
 * whether an event is missing that nothing tells of.
 *
 * <p>Begin with {@link io.hauberk.record.RecordCheck}; a {@link io.hauberk.record.RecordFinding} is
 * what it finds, an {@link io.hauberk.record.InstanceAccount} what it read. Lines are taken for
 * hostile: whatever they hold, memory is bounded and a finding says what is wrong.
 */
@NullMarked
package io.hauberk.record;

import org.jspecify.annotations.NullMarked;
