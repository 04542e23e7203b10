package io.github.zmq4j;

import io.github.zmq4j.internal.socket.SocketPoller;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Waits for several sockets at once, and for channels of the JDK beside them.
 *
 * <pre>{@code
 * try (Poller poller = Poller.create()) {
 *   poller.add(tasks, Poller.Event.IN);
 *   poller.add(control, Poller.Event.IN);
 *   while (true) {
 *     for (Poller.Ready ready : poller.poll()) {
 *       if (ready.source() == control) {
 *         return;
 *       }
 *       work(tasks.receive());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A socket is ready for {@link Event#IN} when a receive would not wait and for {@link Event#OUT}
 * when a send would not, in both cases without a look at what the message is: a send of a ROUTER to
 * one full peer may still wait. The poller is <i>level-triggered</i>: what is ready is told by each
 * poll as long as it is ready, whether or not it was told before. Each poll costs as much as
 * sockets have had news since the last, however many are registered.
 *
 * <p>A channel must be in non-blocking mode. {@code IN} means that there is something to read or to
 * accept, {@code OUT} that something can be written or the connecting finished. One that is broken
 * is ready for what it is registered for; the next operation tells what is wrong. With channels, a
 * poll waits in a selector of its own, and messages reach the sockets by the context's threads;
 * with sockets alone, the polling thread may do the network's work meanwhile, as a receiving one
 * does.
 *
 * <p><b>Threading.</b> Thread-safe. A socket may be in several pollers at once, which all see it
 * ready. Threads that poll the same poller take turns. What is added, changed or removed during a
 * poll counts at once.
 *
 * <p><b>Ownership.</b> Sockets and channels stay the caller's; closing the poller closes none. One
 * that is going to be closed is best removed before: a poll fails when it finds it closed.
 *
 * <p><b>Errors.</b> After {@code close} every method fails with {@link ZmqException} of {@link
 * ErrorCode#EFAULT}; a poll that waits then ends so too.
 *
 * @see <a href="https://libzmq.readthedocs.io/en/latest/zmq_poller.html">zmq_poller</a>
 */
public interface Poller extends AutoCloseable {
  /** What can be possible on a socket or channel. */
  enum Event {
    /** Something can be received, read or accepted: libzmq's {@code ZMQ_POLLIN}. */
    IN,
    /** Something can be sent or written: libzmq's {@code ZMQ_POLLOUT}. */
    OUT
  }

  /**
   * A socket or channel that is ready.
   *
   * @param source the {@link Socket} or {@link SelectableChannel}
   * @param events what is possible of that for which it was registered: one or both
   * @param attachment what it was registered with
   */
  record Ready(Object source, Set<Event> events, @Nullable Object attachment) {
    /**
     * Makes a value.
     *
     * @param source the socket or channel
     * @param events what is possible, copied
     * @param attachment what it was registered with
     */
    public Ready {
      events = Set.copyOf(events);
    }

    /**
     * Whether something can be received, read or accepted.
     *
     * @return true if the events have {@link Event#IN}
     */
    public boolean isReadable() {
      return events.contains(Event.IN);
    }

    /**
     * Whether something can be sent or written.
     *
     * @return true if the events have {@link Event#OUT}
     */
    public boolean isWritable() {
      return events.contains(Event.OUT);
    }
  }

  /**
   * Makes a poller without sockets. It may hold sockets of several contexts.
   *
   * @return the poller
   */
  static Poller create() {
    return new SocketPoller();
  }

  /**
   * Registers a socket.
   *
   * @param socket any socket of this library, not yet in this poller
   * @param events what to wait for; nothing, until {@code modify} says more
   * @param attachment given back when the socket is ready, or {@code null}
   * @throws ZmqException {@link ErrorCode#EINVAL} if the socket is in this poller already, {@link
   *     ErrorCode#ENOTSOCK} if it is closed or not one of this library's
   */
  void add(Socket socket, Set<Event> events, @Nullable Object attachment);

  /**
   * Registers a channel.
   *
   * @param channel a channel in non-blocking mode, not yet in this poller
   * @param events what to wait for; nothing, until {@code modify} says more
   * @param attachment given back when the channel is ready, or {@code null}
   * @throws ZmqException {@link ErrorCode#EINVAL} if the channel is in this poller already, in
   *     blocking mode, or can never have one of the events, {@link ErrorCode#ENOTSOCK} if it is
   *     closed
   */
  void add(SelectableChannel channel, Set<Event> events, @Nullable Object attachment);

  /**
   * Registers a socket without attachment; see {@link #add(Socket, Set, Object)}.
   *
   * @param socket the socket
   * @param first what to wait for
   * @param others what else to wait for
   */
  default void add(Socket socket, Event first, Event... others) {
    add(socket, SocketPoller.setOf(first, others), null);
  }

  /**
   * Registers a channel without attachment; see {@link #add(SelectableChannel, Set, Object)}.
   *
   * @param channel the channel
   * @param first what to wait for
   * @param others what else to wait for
   */
  default void add(SelectableChannel channel, Event first, Event... others) {
    add(channel, SocketPoller.setOf(first, others), null);
  }

  /**
   * Changes what is waited for.
   *
   * @param socket a socket in this poller
   * @param events what to wait for from now on; nothing, to leave it out for a while
   * @throws ZmqException {@link ErrorCode#EINVAL} if the socket is not in this poller
   */
  void modify(Socket socket, Set<Event> events);

  /**
   * Changes what is waited for.
   *
   * @param channel a channel in this poller
   * @param events what to wait for from now on; nothing, to leave it out for a while
   * @throws ZmqException {@link ErrorCode#EINVAL} if the channel is not in this poller, or can
   *     never have one of the events
   */
  void modify(SelectableChannel channel, Set<Event> events);

  /**
   * Takes a socket out. It may be closed already.
   *
   * @param socket a socket in this poller
   * @throws ZmqException {@link ErrorCode#EINVAL} if it is not
   */
  void remove(Socket socket);

  /**
   * Takes a channel out. It may be closed already; else it may be made blocking again.
   *
   * @param channel a channel in this poller
   * @throws ZmqException {@link ErrorCode#EINVAL} if it is not
   */
  void remove(SelectableChannel channel);

  /**
   * The number of sockets and channels.
   *
   * @return 0 or more
   */
  int size();

  /**
   * Waits until something is ready.
   *
   * @return what is ready, in the order in which it was added; empty only after {@link #wakeUp()}
   * @throws ZmqException as {@link #poll(Duration)}; {@link ErrorCode#EFAULT} if there is nothing
   *     to wait for
   */
  default List<Ready> poll() {
    return poll(SocketOption.INFINITE);
  }

  /**
   * Waits until something is ready, or a time has passed.
   *
   * @param timeout how long to wait; 0 means not at all, {@link SocketOption#INFINITE} for ever
   * @return what is ready, in the order in which it was added; empty if the time has passed, or
   *     after {@link #wakeUp()}
   * @throws ZmqException {@link ErrorCode#EINTR} if the waiting thread was interrupted, whose flag
   *     stays set, {@link ErrorCode#EFAULT} if it would wait for ever with nothing registered, or
   *     nothing enabled; {@link SocketClosedException} if a registered socket or channel was
   *     closed, and {@link ContextTerminatedException} if the context of one was shut down, until
   *     it is removed
   */
  List<Ready> poll(Duration timeout);

  /** Has the poll that waits return at once, or the next one when none does. */
  void wakeUp();

  /** Lets go of all sockets and channels. A second call does nothing. */
  @Override
  void close();
}
