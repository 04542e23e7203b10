package io.github.zmq4j.internal.socket;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.engine.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a socket for those who wait for more than it alone: pollers, proxies, subscriptions.
 * What is not possible now has a signal told of the next news, once; both happen under one hold of
 * the socket's lock, so that nothing falls between.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
final class SocketSignals {
  private final SocketBase socket;
  private final PatternHost host;
  private final Exchange exchange;

  SocketSignals(SocketBase socket, PatternHost host, Exchange exchange) {
    this.socket = socket;
    this.host = host;
    this.exchange = exchange;
  }

  /**
   * Tells which of the wanted events are possible now. When none is, the signal hears once of the
   * next news that may change this.
   */
  int readyOrWatch(int wanted, Signal signal) {
    host.enter();
    try {
      socket.checkOpen();
      int ready = exchange.ready(wanted);
      if (ready == 0) {
        host.watch(signal, (wanted & SocketBase.IN) != 0, (wanted & SocketBase.OUT) != 0);
      }
      return ready;
    } finally {
      host.leave();
    }
  }

  /** Receives if there is something and the pattern's state allows; else has the signal told. */
  @Nullable Message receiveOrWatch(Signal signal) {
    host.enter();
    try {
      socket.checkOpen();
      Message message = exchange.ready(SocketBase.IN) == 0 ? null : exchange.tryReceive();
      if (message == null) {
        host.watch(signal, true, false);
      }
      return message;
    } finally {
      host.leave();
    }
  }

  /** Sends if there is room and the pattern's state allows; else has the signal told. */
  boolean sendOrWatch(Message message, Signal signal) {
    host.enter();
    try {
      socket.checkOpen();
      boolean sent = exchange.ready(SocketBase.OUT) != 0 && exchange.trySend(message);
      if (!sent) {
        host.watch(signal, false, true);
      }
      return sent;
    } finally {
      host.leave();
    }
  }

  /** Has the signal told of whatever comes next, the end included. */
  void watch(Signal signal) {
    host.enter();
    try {
      socket.checkOpen();
      host.watch(signal, true, false);
    } finally {
      host.leave();
    }
  }

  /** Has the signal told nothing more. */
  void unwatch(Signal signal) {
    host.enter();
    try {
      host.remove(signal);
    } finally {
      host.leave();
    }
  }
}
