package io.hauberk.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls the service as this caller: {@code MockMvc}, {@code RestTestClient} and {@code
 * TestRestTemplate} send a freshly minted, really signed token of the {@link LocalIssuer} with each
 * request that has no {@code Authorization} of its own.
 *
 * <p>On a method it takes the place of the one on the class. Only requests that the test's own
 * thread sends carry it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface WithCaller {

  /** The subject of the token. */
  String name() default "test-caller";

  /** The scopes that the token grants. */
  String[] scopes() default {};

  /**
   * The issuer profile, as configured, that vouches for the caller; by default the first by name.
   */
  String profile() default "";
}
