/**
 * What a defender sees: one model of security events, a bounded queue that never delays a request,
 * sinks that write them and meters that count requests.
 *
 * <p>Begin with {@link io.hauberk.event.SecurityEvents}, the publisher; a {@link
 * io.hauberk.event.SecurityEvent} is what it publishes, an {@link io.hauberk.event.EventSink} is
 * where it ends. Nothing here decides, ships or stores: the application's own logging back end
 * carries the lines to a SIEM.
 */
@NullMarked
package io.hauberk.event;

import org.jspecify.annotations.NullMarked;
