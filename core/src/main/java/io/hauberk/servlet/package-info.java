/**
 * The Jakarta Servlet filter: moves a request's bytes to the front door, and its answer back, in
 * any Servlet 6 container.
 *
 * <p>Begin with {@link io.hauberk.servlet.HauberkFilter}. Nothing here decides: an {@code if} about
 * security belongs to the rooms behind the front door.
 */
@NullMarked
package io.hauberk.servlet;

import org.jspecify.annotations.NullMarked;
