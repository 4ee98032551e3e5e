package io.hauberk;

import io.hauberk.contract.BodyPart;
import io.hauberk.request.Caller;
import io.hauberk.request.Operation;
import io.hauberk.request.ResponseHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where a request stands on its way: what the adapter does next.
 *
 * <p>An adapter moves bytes and nothing else: it writes an {@link Answered}, waits for a {@link
 * Waiting}, reads what a {@link NeedsBody} or a {@link NeedsSpool} asks for, lets an {@link
 * Admitted} through as it describes, and leaves a {@link Beside} alone.
 */
public sealed interface Passage {

  /**
   * The request has ended, and its response with it. An adapter tells so once for the passage that
   * {@link Hauberk#begin} led to, whatever became of it: also where the caller has gone, a body
   * could not be read or the service failed. More calls do nothing.
   */
  default void over() {}

  /** The front door has answered; the service never sees the request. */
  record Answered(Answer answer) implements Passage {}

  /**
   * An unknown signing key is being fetched, or a replay store that others wrote is asked about a
   * proof. The wait is bounded: {@link io.hauberk.identity.KeyRefresh#maxWait}, and {@link
   * io.hauberk.identity.DpopOptions.Builder#replayLimit}.
   *
   * @param next the next step; completes on another thread and never exceptionally
   */
  record Waiting(CompletionStage<Passage> next) implements Passage {

    /** Nobody waits any more: what the wait leads to is over as soon as it is there. */
    @Override
    public void over() {
      CompletionStage<Void> unused = next.thenAccept(Passage::over);
    }
  }

  /** The request is on a path that is listed as open: it passes beside every control. */
  record Beside() implements Passage {}

  /**
   * Everything but the body is admitted; the body must be read now, all of it, and no more than the
   * limit.
   */
  non-sealed interface NeedsBody extends Passage {

    /** The most octets to read; if one more comes, {@link #tooLarge} is the next step. */
    long maxBytes();

    /**
     * The whole body has been read.
     *
     * @param bytes the octets; from here on they belong to the passage and must not change
     * @param length how many of them count
     */
    Passage body(byte[] bytes, int length);

    /**
     * The body is longer than {@link #maxBytes}.
     *
     * @param bytes what was read so far, the one octet too many included
     * @param length how many of them count
     */
    Passage tooLarge(byte[] bytes, int length);

    /**
     * The body ended before its stated length, or could not be read.
     *
     * @param bytes what was read so far
     * @param length how many of them count
     */
    Passage incomplete(byte[] bytes, int length);
  }

  /**
   * Everything but the body is admitted; the body must be read now, and its octets handed in as
   * they come. It may be too large for memory: the adapter keeps what {@link Store} receives, and
   * that is what the service reads.
   */
  non-sealed interface NeedsSpool extends Passage {

    /**
     * Takes the next octets of the body, as they were received.
     *
     * @param store receives what the service may have to read
     * @return whether more are wanted; if not, {@link #end} is the next step
     */
    boolean accept(byte[] octets, int offset, int length, Store store);

    /** The body has been read whole, or no more of it is wanted. */
    Passage end();

    /** The body ended before its stated length, or could not be read. */
    Passage incomplete();
  }

  /** Where an adapter keeps a body. */
  interface Store {

    /**
     * Appends octets that the service reads, which may change after the call.
     *
     * @throws java.io.UncheckedIOException if they cannot be kept; the request is then refused in
     *     every mode, as the service would read half a body
     */
    void write(byte[] octets, int offset, int length);

    /**
     * Appends octets as they were received, where {@link #write} has them without their coding: the
     * service reads these if the coding cannot be undone ({@link Body.Received}).
     *
     * @throws java.io.UncheckedIOException likewise
     */
    void writeReceived(byte[] octets, int offset, int length);
  }

  /** The service may have the request. */
  non-sealed interface Admitted extends Passage {

    /** The operation of the contract; absent on operator paths and where routing only reports. */
    Optional<Operation> operation();

    /** Who is calling; absent where the contract opens the operation to anyone. */
    Optional<Caller> caller();

    /**
     * Whether the front door decided who is calling; if not, the container's own principal counts.
     */
    boolean authenticationDecided();

    /** How the service gets at the body. */
    Body body();

    /**
     * Whether the content coding of the body was undone: then the service must not see {@code
     * Content-Encoding}, nor the length that the body had before.
     */
    boolean bodyInflated();

    /**
     * Whether a pair of this name in the query belongs to a declared query parameter: what a body
     * says under it must not be taken for the parameter, nor for a part of it.
     */
    boolean declaresQueryParameter(String name);

    /** Fields that the response carries, for example the state of the limit. */
    Map<String, String> responseHeaders();

    /**
     * A streamed body went over its limit: the answer to give if none has been sent yet. Emits the
     * event.
     */
    Answer bodyTooLarge();

    /**
     * The framework has chosen a handler. Emits the event if it is not the admitted operation's.
     *
     * @param template the path template of the handler's mapping, with context path; names of
     *     variables do not count
     * @return the refusal, or empty if the handler may have the request
     */
    Optional<Answer> handledBy(String template);

    /**
     * The service is about to answer.
     *
     * @param head the response as far as it is known; it may be asked until the response has left
     */
    Departure response(ResponseHead head);

    /**
     * The service failed, or leaves an error to the container to describe. Emits the event.
     *
     * @param status the status, from 400
     * @return what leaves in place of the container's words, or empty if they may leave
     */
    Optional<Answer> error(int status);

    /** Whether a header field that the service sets is left out, as it tells what it is made of. */
    boolean withholdsHeader(String name);
  }

  /** How the service gets at the body of an admitted request. */
  sealed interface Body {

    /** The service reads an empty body, whatever was sent. */
    record None() implements Body {}

    /**
     * The validated octets: stream, reader and parameters are served from them.
     *
     * @param bytes the octets, not copied
     * @param length how many of them count
     */
    @SuppressWarnings("ArrayRecordComponent") // octets are moved, never compared
    record Buffered(byte[] bytes, int length) implements Body {}

    /**
     * The validated octets are those that the adapter stored: stream, reader, parameters and parts
     * are served from them.
     *
     * @param parts its parts, as ranges of what was stored
     */
    record Spooled(List<BodyPart> parts) implements Body {

      /** Copies the parts. */
      public Spooled {
        parts = List.copyOf(parts);
      }
    }

    /**
     * Validation only reports, and could not read the body whole: the service reads the octets as
     * they were received, those that the adapter stored and then what is left on the connection.
     * Nobody can say what fields or parts they hold.
     */
    record Received() implements Body {}

    /**
     * The service reads from the connection, at most so many octets.
     *
     * @param maxBytes the limit; one octet more is an error
     */
    record Streamed(long maxBytes) implements Body {}

    /**
     * Validation only reports or is off: the service reads these octets, then what is left on the
     * connection.
     *
     * @param bytes what has been read already, not copied
     * @param length how many of them count
     */
    @SuppressWarnings("ArrayRecordComponent") // octets are moved, never compared
    record Unchecked(byte[] bytes, int length) implements Body {}
  }
}
