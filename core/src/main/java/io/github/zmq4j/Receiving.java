package io.github.zmq4j;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a socket. {@code receive} waits for a message; {@code tryReceive} answers
 * {@code null} in place of waiting. Messages arrive whole, and those of one peer in the order it
 * sent them. Where several peers have messages they take turns.
 *
 * <p>A message may also be received part by part with {@code receiveFrame}; {@code hasMore} tells
 * whether the message goes on. {@code receive} in the middle of a message gives the rest of it.
 *
 * <p>Who wants no thread to wait asks for a future ({@code receiveAsync}), or for a stream of
 * messages with back pressure ({@code publisher}). Their callbacks never run on a thread that does
 * the library's I/O.
 *
 * <p><b>Threading.</b> Thread-safe; each message goes to one of those who wait: threads, futures
 * and subscribers. Receiving part by part is for one thread at a time.
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
   * Has large frames that come over a network received into the memory of a pool: frames of 16 KiB
   * to the {@linkplain FramePool#frameBytes() size} of the pool, from connections of the next
   * {@code bind} or {@code connect}. The network then writes where the frame is, and nothing is
   * allocated or copied.
   *
   * <p><b>Ownership.</b> Whoever receives such a message {@linkplain Message#release() releases} it
   * when it is not needed any more, and reads it no more then. A message that is not released costs
   * its memory until the garbage collector finds it.
   *
   * <p>A peer has to send one large frame into the heap before its next ones of up to that size go
   * into the pool: no memory is taken on the word of somebody who has sent nothing. Frames that the
   * security mechanism seals go into the heap.
   *
   * @param pool where from; sockets may share one
   * @throws SocketClosedException if the socket is closed
   */
  void receiveInto(FramePool pool);

  /**
   * Whether the message that the last frame came from has more frames.
   *
   * @return true in the middle of a message; false after {@code receive}
   */
  boolean hasMore();

  /**
   * Asks for a message, as {@link #receiveAsync(Executor)} does; the future completes on a thread
   * of the context's, which has few. What depends on it must not block: use the methods of {@link
   * CompletableFuture} that end in {@code Async} for that.
   *
   * @return the future
   */
  CompletableFuture<Message> receiveAsync();

  /**
   * Asks for a message. When one is there already, the future is complete. Otherwise it completes
   * once a message has come; several complete in the order in which they were asked for. {@link
   * Options#RECEIVE_TIMEOUT} does not count: see {@link CompletableFuture#orTimeout}.
   *
   * <p>A future that is cancelled or completed by the application, or by its timeout, gives up its
   * place, and no message is lost; that answers false once its message has been received.
   *
   * @param executor where the future is completed, if it is not complete at once
   * @return the future; it fails with what {@code receive} would throw: {@link
   *     SocketClosedException} when the socket is closed, for instance. It does not fail with
   *     {@link ErrorCode#EFSM} while other futures are before it, but waits for its turn
   */
  CompletableFuture<Message> receiveAsync(Executor executor);

  /**
   * Publishes what the socket receives, as {@link #publisher(Executor)} does; subscribers are
   * called on a thread of the context's, which has few, and must not block.
   *
   * @return the publisher
   */
  Flow.Publisher<Message> publisher();

  /**
   * Publishes what the socket receives. Each subscriber gets as many messages as it requests and no
   * more; what nobody asked for waits in the socket's queues and, when these are full, with the
   * peers. With several subscribers each message goes to one of them.
   *
   * <p>The stream completes when the socket is closed or the context is shut down. It fails with
   * what {@code receive} would throw; but it waits for its turn where the pattern has turns: on a
   * REP, for the reply to be sent.
   *
   * @param executor calls the subscribers, one call at a time each
   * @return the publisher; it may be subscribed to more than once
   */
  Flow.Publisher<Message> publisher(Executor executor);
}
