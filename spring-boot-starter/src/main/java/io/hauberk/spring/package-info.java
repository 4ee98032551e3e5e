/**
 * Hauberk in a Spring Boot 4 servlet application: everything is derived from the contract and the
 * {@code hauberk.*} properties.
 *
 * <p>Begin with {@link io.hauberk.spring.HauberkProperties} for what can be said, and with {@link
 * io.hauberk.spring.HauberkAutoConfiguration} for what is done with it. {@link
 * io.hauberk.spring.HauberkCustomizer} reaches what has no property. Nothing here decides about a
 * request: that belongs to core.
 */
@NullMarked
package io.hauberk.spring;

import org.jspecify.annotations.NullMarked;
