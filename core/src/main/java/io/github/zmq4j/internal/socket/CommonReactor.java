package io.github.zmq4j.internal.socket;

import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Waiter;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a thread waits for several sockets at once: in the reactor that serves them all, so that it
 * may drive it, or parked when they have several. Sockets without a network, over inproc alone, go
 * with any.
 *
 * <p><b>Threading.</b> Confined to the thread that waits.
 */
final class CommonReactor {
  private final List<Reactor> reactors = new ArrayList<>();

  /** Forgets the sockets. */
  void clear() {
    reactors.clear();
  }

  /** Whether no socket that was added has a network yet. */
  boolean isEmpty() {
    return reactors.isEmpty();
  }

  /** Adds a socket to those waited for. */
  void add(SocketBase socket) {
    for (Reactor reactor : socket.reactors()) {
      if (!reactors.contains(reactor)) {
        reactors.add(reactor);
      }
    }
  }

  /** Waits until the waiter is signalled, the deadline passes or the thread is interrupted. */
  void await(Waiter waiter, long deadlineNanos) {
    Reactor.awaitAny(reactors, waiter, deadlineNanos);
  }
}
