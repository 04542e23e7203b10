package io.github.zmq4j;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a socket. {@code receive} waits for a message; {@code tryReceive} answers
 * {@code null} in place of waiting. Messages arrive whole, and those of one peer in the order it
 * sent them. Where several peers have messages they take turns.
 *
 * <p>A message may also be received part by part with {@code receiveFrame}; {@code hasMore} tells
 * whether the message goes on. {@code receive} in the middle of a message gives the rest of it.
 *
 * <p><b>Threading.</b> Thread-safe; each message goes to one of the threads that wait. Receiving
 * part by part is for one thread at a time.
 *
 * <p><b>Errors.</b> Every method but {@code hasMore} may throw {@link ZmqException} with {@link
 * ErrorCode#EFSM} if the state of the pattern forbids a receive now, {@link ErrorCode#EINTR} if the
 * waiting thread was interrupted, whose flag stays set; {@link SocketClosedException} and {@link
 * ContextTerminatedException}.
 */
public interface Receiving {
  /**
   * Receives a message. Waits for one, at most as long as {@link Options#RECEIVE_TIMEOUT} says.
   *
   * @return the message
   * @throws ZmqException {@link ErrorCode#EAGAIN} if the time has passed; else as described above
   */
  Message receive();

  /**
   * Receives a message if there is one.
   *
   * @return the message, or {@code null} if there is none
   */
  @Nullable Message tryReceive();

  /**
   * Receives a message if one comes within a time, whatever {@link Options#RECEIVE_TIMEOUT} says.
   *
   * @param timeout how long to wait; 0 means not at all, {@link SocketOption#INFINITE} for ever
   * @return the message, or {@code null} if the time has passed
   */
  @Nullable Message tryReceive(Duration timeout);

  /**
   * Receives the next frame: the rest of a message begun, or the first of a new one, which is
   * waited for as {@link #receive()} does.
   *
   * @return the frame
   * @throws ZmqException {@link ErrorCode#EAGAIN} if the time has passed; else as described above
   */
  Frame receiveFrame();

  /**
   * Receives the next frame if there is one.
   *
   * @return the frame, or {@code null} if there is none
   */
  @Nullable Frame tryReceiveFrame();

  /**
   * Whether the message that the last frame came from has more frames.
   *
   * @return true in the middle of a message; false after {@code receive}
   */
  boolean hasMore();
}
