/** Threads of Hauberk's own. Begin with {@link io.hauberk.thread.DaemonThreads}. */
@NullMarked
package io.hauberk.thread;

import org.jspecify.annotations.NullMarked;
