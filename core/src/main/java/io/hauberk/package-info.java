/** Hauberk. */
@NullMarked
package io.hauberk;

import org.jspecify.annotations.NullMarked;
