package io.hauberk.spring;

import io.hauberk.HauberkBuilder;

/**
 * Touches the front door before it is built. Every bean of this type is called once, in the order
 * of {@code @Order}, after the properties were applied.
 */
@FunctionalInterface
public interface HauberkCustomizer {

  /**
   * Changes or adds to what the properties said.
   *
   * @param builder the front door in the making
   */
  void customize(HauberkBuilder builder);
}
