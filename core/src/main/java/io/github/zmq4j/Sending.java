package io.github.zmq4j;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The sending half of a socket. {@code send} waits until the message can be queued; {@code trySend}
 * answers {@code false} in place of waiting. "Sent" means queued: the library delivers in the
 * background, and tells nobody when.
 *
 * <p>Where the message goes, and whether a send can have to wait at all, is the pattern's matter
 * and stands on the page of each type of socket.
 *
 * <p>A message may also be sent part by part: {@code sendMore} for all frames but the last, which
 * goes with {@code send} or {@code trySend}. Peers get the whole message or nothing. Should the
 * peer that it was begun for go away meanwhile, then another gets it; libzmq drops what is left of
 * it.
 *
 * <p>{@code sendAsync} gives a future in place of waiting.
 *
 * <p><b>Threading.</b> Thread-safe; whole messages of several threads do not mix. Sending part by
 * part is for one thread at a time.
 *
 * <p><b>Ownership.</b> A successful send takes over frames that {@linkplain Frame#wrap(ByteBuffer,
 * Runnable) wrap} memory; after {@code false} or an exception they are still the caller's. Arrays,
 * texts and buffers given directly are copied.
 *
 * <p><b>Errors.</b> Every method may throw {@link ZmqException} with {@link ErrorCode#EFSM} if the
 * state of the pattern forbids a send now, {@link ErrorCode#EHOSTUNREACH} if the message names a
 * peer that is unknown (SERVER, PEER, STREAM, mandatory ROUTER), {@link ErrorCode#EINTR} if the
 * waiting thread was interrupted, whose flag stays set; {@link SocketClosedException} and {@link
 * ContextTerminatedException}.
 */
public interface Sending {
  /**
   * Sends a message. Waits while it cannot be queued, at most as long as {@link
   * Options#SEND_TIMEOUT} says.
   *
   * @param message the message
   * @throws ZmqException {@link ErrorCode#EAGAIN} if the time has passed; else as described above
   */
  void send(Message message);

  /**
   * Sends a message if it can be queued at once.
   *
   * @param message the message
   * @return false if it cannot
   */
  boolean trySend(Message message);

  /**
   * Sends a message if it can be queued within a time, whatever {@link Options#SEND_TIMEOUT} says.
   *
   * @param message the message
   * @param timeout how long to wait; 0 means not at all, {@link SocketOption#INFINITE} for ever
   * @return false if the time has passed
   */
  boolean trySend(Message message, Duration timeout);

  /**
   * Sends one frame of a message of which more frames follow. Nothing leaves before the last one.
   * The first frame waits as {@link #send(Message)} does; the others never.
   *
   * @param frame the next frame
   * @throws ZmqException {@link ErrorCode#EAGAIN} if the time has passed; {@link ErrorCode#EINVAL}
   *     if the type of socket only has messages of one frame
   */
  void sendMore(Frame frame);

  /**
   * Sends one frame of a message of which more frames follow, if that can be done at once.
   *
   * @param frame the next frame
   * @return false if it cannot
   * @throws ZmqException {@link ErrorCode#EINVAL} if the type of socket only has messages of one
   *     frame
   */
  boolean trySendMore(Frame frame);

  /**
   * Sends a message, as {@link #sendAsync(Message, Executor)} does; the future completes on a
   * thread of the context's, which has few. What depends on it must not block: use the methods of
   * {@link CompletableFuture} that end in {@code Async} for that.
   *
   * @param message the message
   * @return the future
   */
  CompletableFuture<Void> sendAsync(Message message);

  /**
   * Sends a message, now or once it can be queued. When that is now, the future is complete.
   * Several messages that wait are sent in the order in which they were given; one that a thread
   * sends without a future may overtake them. {@link Options#SEND_TIMEOUT} does not count: see
   * {@link CompletableFuture#orTimeout}.
   *
   * <p>A future that is cancelled or completed by the application, or by its timeout, gives up its
   * place, and its message is not sent; that answers false once it was.
   *
   * @param message the message; it is the caller's again if the future fails
   * @param executor where the future is completed, if it is not complete at once
   * @return the future; it fails with what {@code send} would throw: {@link SocketClosedException}
   *     when the socket is closed, for instance. It does not fail with {@link ErrorCode#EFSM} while
   *     other futures are before it, but waits for its turn
   */
  CompletableFuture<Void> sendAsync(Message message, Executor executor);

  /**
   * Sends a text, in UTF-8, as a message of one frame; see {@link #send(Message)}.
   *
   * @param text the text
   */
  default void send(String text) {
    send(Message.of(text));
  }

  /**
   * Sends bytes as a message of one frame; see {@link #send(Message)}.
   *
   * @param bytes the content, copied
   */
  default void send(byte[] bytes) {
    send(Message.of(bytes));
  }

  /**
   * Sends a buffer's remaining bytes as a message of one frame; see {@link #send(Message)}.
   *
   * @param buffer the content, copied; its position stays
   */
  default void send(ByteBuffer buffer) {
    send(Message.of(buffer));
  }

  /**
   * Sends a text, in UTF-8, as a message of one frame, if it can be queued at once.
   *
   * @param text the text
   * @return false if it cannot
   */
  default boolean trySend(String text) {
    return trySend(Message.of(text));
  }

  /**
   * Sends bytes as a message of one frame, if it can be queued at once.
   *
   * @param bytes the content, copied
   * @return false if it cannot
   */
  default boolean trySend(byte[] bytes) {
    return trySend(Message.of(bytes));
  }

  /**
   * Sends a text, in UTF-8, as one frame of a message; see {@link #sendMore(Frame)}.
   *
   * @param text the next frame
   */
  default void sendMore(String text) {
    sendMore(Frame.of(text));
  }

  /**
   * Sends bytes as one frame of a message; see {@link #sendMore(Frame)}.
   *
   * @param bytes the next frame, copied
   */
  default void sendMore(byte[] bytes) {
    sendMore(Frame.of(bytes));
  }
}
