package io.hauberk;

import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the response to an admitted request.
 *
 * <p>An adapter asks before the first octet leaves ({@link Passage.Admitted#response}), and again
 * when status or media type have changed since. It moves octets and decides nothing.
 */
public sealed interface Departure {

  /** This leaves in place of all that the service set and wrote. */
  record Replaced(Answer answer) implements Departure {}

  /**
   * The response leaves as the service writes it.
   *
   * <p>Once the head is final, exactly one of {@link #end} and {@link #beginning} is called; after
   * the latter, {@link #next} for each further piece as long as {@link #wantsNext}.
   */
  non-sealed interface Leaving extends Departure {

    /** Fields to set before the head leaves: those that the service has left open. */
    Map<String, String> headers();

    /** How many octets of the body are wanted, from the first; zero if none. */
    int wantedBytes();

    /**
     * Whether the wanted octets are held back until they are judged. If not, they are copied while
     * they leave, and no answer takes their place.
     */
    boolean holdsBack();

    /**
     * The response is complete.
     *
     * @param bytes the whole body, if it was wanted; not kept
     * @param length how many of them count
     * @return what leaves in place of the response, or empty if it may leave
     */
    Optional<Answer> end(byte[] bytes, int length);

    /**
     * The body is longer than what was wanted, or cannot be waited for.
     *
     * @param bytes what has been seen of it; not kept
     * @param length how many of them count
     * @return what leaves in place of the response, or empty if it may leave
     */
    Optional<Answer> beginning(byte[] bytes, int length);

    /** Whether the octets after a beginning are wanted, too, each piece before it leaves. */
    boolean wantsNext();

    /**
     * The next octets of a body that could not be waited for.
     *
     * @param bytes holds the octets; not kept
     * @param offset where they begin
     * @param length how many they are
     * @return empty if they may leave; else neither they nor anything after them leaves, and this
     *     takes the place of the response unless a part of it is on its way already
     */
    Optional<Answer> next(byte[] bytes, int offset, int length);
  }
}
