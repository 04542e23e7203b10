package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * What a socket type does with its pipes: who takes a message, who gives the next one, what happens
 * when a pipe comes or goes, and in which state the socket is.
 *
 * <p>A pattern writes to pipes with {@link Pipe#offer} or {@link Pipe#add} through its {@link
 * Outbox}, which notes who was written to, so that the socket can see to the I/O afterwards.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock, always.
 */
public interface Pattern {
  /** A pipe appears. It may be connected already, see {@link #onConnected}, or only later. */
  void attach(Pipe pipe);

  /** The pipe's peer is there and introduced. Each time anew when a connection comes back. */
  default void onConnected(Pipe pipe) {}

  /** The pipe's peer went away; the pipe stays and waits for the next connection. */
  default void onDisconnected(Pipe pipe) {}

  /** The pipe, found empty before, has messages. */
  void onReadable(Pipe pipe);

  /** The pipe, found full before, has room. */
  void onWritable(Pipe pipe);

  /**
   * The pipe is closed. Nothing can be written to it; what it holds may still be read, unless
   * {@link Pipe#hasMessages()} says that there is nothing.
   */
  void detach(Pipe pipe);

  /**
   * Sends a message, or answers false when no peer can take it now and the sender should wait.
   *
   * @throws io.github.zmq4j.ZmqException when the message can't be sent, now or later: EFSM,
   *     EHOSTUNREACH, EINVAL, ENOTSUP
   */
  boolean trySend(Message message);

  /**
   * Takes the next message, or answers null when there is none now.
   *
   * @throws io.github.zmq4j.ZmqException EFSM or ENOTSUP
   */
  @Nullable Message tryReceive();

  /** Whether {@link #trySend} could succeed: libzmq's POLLOUT. */
  boolean canSend();

  /** Whether {@link #tryReceive} could answer a message: libzmq's POLLIN. */
  boolean canReceive();

  /**
   * The first part of a message that is sent part by part: answers like {@link #trySend} would for
   * the whole message, without sending it.
   */
  default boolean tryBegin(Frame first) {
    return canSend();
  }

  /** How many different topics are subscribed to, by peers or at peers; 0 where there are none. */
  default int topicCount() {
    return 0;
  }

  /** How many messages, counted once a peer, were dropped because the peer took no more. */
  default long drops() {
    return 0;
  }

  /** An option changed that patterns read while they live; others are ignored. */
  default void onOption(SocketOption<?> option, Object value) {}
}
