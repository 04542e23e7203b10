package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.engine.Deadline;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Spinning;
import io.github.zmq4j.internal.engine.Waiter;
import io.github.zmq4j.internal.flight.Flight;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives, whole and part by part, by callers that wait for them if they must. Each
 * tries under the socket's lock; who may wait registers under the same hold of it, so that no news
 * falls between, and waits without it.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
final class SocketCalls {
  private final SocketBase socket;
  private final PatternHost host;
  private final Exchange exchange;
  private final Spinning spinning;
  private final Spinning spinningWithin; // while no network is involved; the whole context's

  SocketCalls(SocketBase socket, Exchange exchange, SocketContext context) {
    this.socket = socket;
    this.host = socket.host();
    this.exchange = exchange;
    this.spinning = new Spinning(context.spins());
    this.spinningWithin = context.spinning();
  }

  // ---- Sending ---------------------------------------------------------------------------------

  void send(Message message) {
    if (!trySend(message)) {
      Duration timeout = socket.options().sendTimeout();
      if (!awaitSend(message, timeout)) {
        throw timedOut("send", timeout);
      }
    }
  }

  boolean trySend(Message message) {
    host.enter();
    try {
      socket.checkOpen();
      return exchange.trySend(message);
    } finally {
      host.leave();
    }
  }

  boolean trySend(Message message, Duration timeout) {
    return trySend(message) || awaitSend(message, timeout);
  }

  private boolean awaitSend(Message message, Duration timeout) {
    Object blocked = Flight.RECORDER.sendBlocked();
    boolean isSent = false;
    try {
      isSent = sendWithin(message, Deadline.in(timeout));
      return isSent;
    } finally {
      Flight.RECORDER.sendUnblocked(blocked, socket.type(), socket.id(), isSent);
    }
  }

  private boolean sendWithin(Message message, long deadline) {
    Waiter waiter = newWaiter();
    boolean mayWait = true;
    while (true) {
      host.enter();
      try {
        socket.checkOpen();
        if (exchange.trySend(message)) {
          return true;
        }
        if (!mayWait) {
          return false;
        }
        waiter.reset();
        host.addSender(waiter);
      } finally {
        host.leave();
      }
      mayWait = await(waiter, deadline);
    }
  }

  void sendMore(Frame frame) {
    if (trySendMore(frame)) {
      return;
    }
    Duration timeout = socket.options().sendTimeout();
    Waiter waiter = newWaiter();
    long deadline = Deadline.in(timeout);
    while (!trySendMoreOrWait(frame, waiter)) {
      if (!await(waiter, deadline)) {
        throw timedOut("send", timeout);
      }
    }
  }

  boolean trySendMore(Frame frame) {
    return trySendMoreOrWait(frame, null);
  }

  private boolean trySendMoreOrWait(Frame frame, @Nullable Waiter waiter) {
    host.enter();
    try {
      socket.checkOpen();
      boolean isTaken = exchange.trySendMore(frame);
      if (!isTaken && waiter != null) {
        waiter.reset();
        host.addSender(waiter);
      }
      return isTaken;
    } finally {
      host.leave();
    }
  }

  // ---- Receiving -------------------------------------------------------------------------------

  Message receive() {
    Duration timeout = socket.options().receiveTimeout();
    Message message = tryReceive(timeout);
    if (message == null) {
      throw timedOut("receive", timeout);
    }
    return message;
  }

  @Nullable Message tryReceive() {
    host.enter();
    try {
      socket.checkOpen();
      return exchange.tryReceive();
    } finally {
      host.leave();
    }
  }

  @Nullable Message tryReceive(Duration timeout) {
    Waiter waiter = null; // made when there is nothing yet
    long deadline = 0;
    boolean mayWait = true;
    while (true) {
      host.enter();
      try {
        socket.checkOpen();
        Message message = exchange.tryReceive();
        if (message != null || !mayWait) {
          return message;
        }
        if (waiter == null) {
          waiter = newWaiter();
          deadline = Deadline.in(timeout);
        } else {
          waiter.reset();
        }
        host.addReceiver(waiter);
      } finally {
        host.leave();
      }
      mayWait = await(waiter, deadline);
    }
  }

  Frame receiveFrame() {
    Frame frame = tryReceiveFrame();
    return frame != null ? frame : firstOf(receive());
  }

  @Nullable Frame tryReceiveFrame() {
    host.enter();
    try {
      socket.checkOpen();
      return exchange.tryReceiveFrame();
    } finally {
      host.leave();
    }
  }

  private Frame firstOf(Message message) {
    host.enter();
    try {
      return exchange.firstOf(message);
    } finally {
      host.leave();
    }
  }

  // ---- Waiting ---------------------------------------------------------------------------------

  private Waiter newWaiter() {
    return new Waiter(socket.reactors().isEmpty() ? spinningWithin : spinning);
  }

  /** Waits until the waiter is signalled; false when the deadline has passed. Throws EINTR. */
  private boolean await(Waiter waiter, long deadline) {
    if (Reactor.awaitAny(socket.reactors(), waiter, deadline)) {
      return true;
    }
    host.enter();
    try {
      host.remove(waiter);
    } finally {
      host.leave();
    }
    if (Deadline.left(deadline) > 0 && Thread.currentThread().isInterrupted()) {
      throw new ZmqException(
          ErrorCode.EINTR, "The thread was interrupted while it waited on " + socket);
    }
    return Deadline.left(deadline) > 0; // the reactor closed: look at the state again
  }

  private ZmqException timedOut(String verb, Duration timeout) {
    return new ZmqException(
        ErrorCode.EAGAIN,
        "%s could not %s within %d ms; raise the timeout option or use try%s"
            .formatted(socket, verb, timeout.toMillis(), verb.equals("send") ? "Send" : "Receive"));
  }
}
