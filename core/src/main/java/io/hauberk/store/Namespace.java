package io.hauberk.store;

import java.util.regex.Pattern;

/**
 * The part of a store that belongs to one service: {@code hauberk:<service>:*}.
 *
 * @param service the name under which its instances find each other, the same for all of them and
 *     for no other service of the store: 1 to 64 ASCII letters, digits, {@code .}, {@code _} and
 *     {@code -}
 */
public record Namespace(String service) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is another
   */
  public Namespace {
    if (!NAME.matcher(service).matches()) {
      throw new IllegalArgumentException(
          "the name of the service in the shared store must have 1 to 64 ASCII letters, digits, '.', '_' or '-'");
    }
  }

  /** A key that there is one of. */
  public String key(String kind) {
    return "hauberk:" + service + ':' + kind;
  }

  /**
   * A key of which there are many, each in a slot of its own in a cluster.
   *
   * @param name of a form that Hauberk made, such as a digest; nothing that comes from outside
   */
  public String key(String kind, String name) {
    return key(kind) + ":{" + name + '}';
  }
}
