package io.github.zmq4j.internal.socket;

import io.github.zmq4j.Message;
import io.github.zmq4j.Proxy.Traffic;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.engine.Signal;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a proxy. It never waits: what is missing - a message, or room for one - has the
 * signal told.
 *
 * <p><b>Threading.</b> Confined to the thread that runs the proxy, except for the two counts, which
 * anyone may read.
 */
final class ProxyLane {
  /** How many messages move before the other direction has its turn. */
  private static final int BURST = 1000;

  private final SocketBase from;
  private final SocketBase to;

  private @Nullable Message held; // received, and not yet sent
  private boolean captured; // the message held

  private volatile Traffic received = new Traffic(0, 0, 0); // written after each burst
  private volatile Traffic sent = new Traffic(0, 0, 0); // likewise

  ProxyLane(SocketBase from, SocketBase to) {
    this.from = from;
    this.to = to;
  }

  Traffic received() {
    return received;
  }

  Traffic sent() {
    return sent;
  }

  /** Moves what it can; answers whether there may be more at once. */
  boolean burst(@Nullable SocketBase capture, Signal signal) {
    Tally in = new Tally();
    Tally out = new Tally();
    int moved = 0;
    try {
      while (moved < BURST && take(capture, signal, in) && give(capture, signal, out)) {
        moved++;
      }
    } finally {
      received = in.addedTo(received);
      sent = out.addedTo(sent);
    }
    return moved == BURST;
  }

  /** Takes a message if there is none held, and room for it. */
  private boolean take(@Nullable SocketBase capture, Signal signal, Tally tally) {
    if (held == null && hasRoom(to, signal) && (capture == null || hasRoom(capture, signal))) {
      held = from.signals().receiveOrWatch(signal);
      captured = false;
      tally.count(held);
    }
    return held != null;
  }

  private static boolean hasRoom(SocketBase socket, Signal signal) {
    return socket.signals().readyOrWatch(SocketBase.OUT, signal) != 0;
  }

  /** Sends the message held, unless there is no room after all. */
  private boolean give(@Nullable SocketBase capture, Signal signal, Tally tally) {
    Message message = held;
    if (message == null || !giveTo(capture, message, signal)) {
      return false;
    }
    boolean done = true; // also when it is refused: it would be again
    try {
      done = to.signals().sendOrWatch(message, signal);
      if (done) {
        tally.count(message);
      }
    } catch (ZmqException e) {
      message.release();
      throw e;
    } finally {
      if (done) {
        held = null;
      }
    }
    return done;
  }

  private boolean giveTo(@Nullable SocketBase capture, Message message, Signal signal) {
    if (capture != null && !captured) {
      message.retain();
      try {
        captured = capture.signals().sendOrWatch(message, signal);
      } finally {
        if (!captured) {
          message.release();
        }
      }
    }
    return capture == null || captured;
  }

  /** Drops the message held. */
  void clear() {
    if (held != null) {
      held.release();
      held = null;
    }
  }

  /** What a burst has moved so far. */
  private static final class Tally {
    private long messages;
    private long frames;
    private long bytes;

    void count(@Nullable Message message) {
      if (message != null) {
        messages++;
        frames += message.frameCount();
        bytes += message.totalSize();
      }
    }

    Traffic addedTo(Traffic before) {
      return messages == 0
          ? before
          : new Traffic(
              before.messages() + messages, before.frames() + frames, before.bytes() + bytes);
    }
  }
}
