package io.hauberk.request;

import java.util.List;

/** All of a response that is known before its body: what an adapter hands to the front door. */
public interface ResponseHead {

  /** The status, from 100 to 599. */
  int status();

  /**
   * The values of all field lines of this name, in order; empty if there are none. {@code
   * Content-Type} and, where the service states it, {@code Content-Length} are among them.
   *
   * @param name the field name, in any case
   */
  List<String> headers(String name);

  /** Whether the service writes content, as far as it is known by now. */
  boolean hasContent();
}
