package io.hauberk.contract;

import io.hauberk.request.Decision;
import java.util.List;

/** Judges one body while its octets arrive, without keeping them. Not thread-safe. */
public interface BodySink {

  /**
   * Takes the next octets.
   *
   * @return whether more are wanted; if not, the body is refused whatever follows, and {@link #end}
   *     says why
   */
  boolean accept(byte[] octets, int offset, int length);

  /** The verdict on all that came. */
  Decision end();

  /** Whether all of the body was taken; after {@link #end} only. Else the parts are not all. */
  boolean isWhole();

  /** The parts that were found, in order; empty if the body has none. */
  List<BodyPart> parts();
}
