/**
 * For the tests of services that wear Hauberk: a local issuer in place of the configured ones, and
 * a caller in one annotation.
 *
 * <p>Begin with {@link io.hauberk.spring.test.WithCaller}; {@link
 * io.hauberk.spring.test.LocalIssuer} makes tokens that are wrong in one point. Add the dependency
 * {@code io.hauberk:hauberk-spring-boot-starter} a second time with type {@code test-jar} and scope
 * {@code test}; nothing else is to be done. Never for production.
 */
@NullMarked
package io.hauberk.spring.test;

import org.jspecify.annotations.NullMarked;
