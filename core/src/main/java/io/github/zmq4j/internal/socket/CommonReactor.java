package io.github.zmq4j.internal.socket;

import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread waits for several sockets at once: in the reactor that serves them all, so that it
 * may drive it, or parked when they have several. Sockets without a network, over inproc alone, go
 * with any.
 *
 * <p><b>Threading.</b> Confined to the thread that waits.
 */
final class CommonReactor {
  private @Nullable Reactor reactor;
  private boolean several;

  /** Forgets the sockets. */
  void clear() {
    reactor = null;
    several = false;
  }

  /** Whether no socket that was added has a network yet. */
  boolean isEmpty() {
    return reactor == null;
  }

  /** Adds a socket to those waited for. */
  void add(SocketBase socket) {
    Reactor home = socket.homeReactor();
    if (home != null && reactor == null) {
      reactor = home;
    }
    several |= socket.isScattered() || (home != null && home != reactor);
  }

  /** Waits until the waiter is signalled, the deadline passes or the thread is interrupted. */
  void await(Waiter waiter, long deadlineNanos) {
    Reactor common = reactor;
    if (common == null || several) {
      waiter.park(deadlineNanos);
    } else {
      common.await(waiter, deadlineNanos);
    }
  }
}
