package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.flight.Flight;
import io.github.zmq4j.internal.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the application gives to a socket's pattern and takes from it, now or not at all: messages,
 * and the parts of one message in progress each way.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock. That the socket is open was checked.
 */
final class Exchange {
  private final SocketBase socket;
  private final SocketType type;
  private final Pattern pattern;

  // Parts of the message in progress, each way.
  private final List<Frame> partsOut = new ArrayList<>();
  private @Nullable Message partsIn;
  private int nextPartIn;

  Exchange(SocketBase socket, Pattern pattern) {
    this.socket = socket;
    this.type = socket.type();
    this.pattern = pattern;
  }

  // ---- Out -------------------------------------------------------------------------------------

  /** Sends a message, behind the parts that were given before; false when there is no room. */
  boolean trySend(Message message) {
    if (partsIn != null) {
      checkTurn(partsIn);
    }
    if (partsOut.isEmpty()) {
      return give(message);
    }
    if (!give(message.prepend(partsOut.toArray(new Frame[0])))) {
      return false;
    }
    partsOut.clear();
    return true;
  }

  private boolean give(Message message) {
    if (!Flight.RECORDER.seesDrops()) {
      return pattern.trySend(message);
    }
    long before = pattern.drops();
    boolean isSent = pattern.trySend(message);
    long dropped = pattern.drops() - before;
    if (dropped > 0) {
      Flight.RECORDER.dropped(type, socket.id(), dropped);
    }
    return isSent;
  }

  /** Takes a part of a message that goes on; false when the pattern cannot begin one now. */
  boolean trySendMore(Frame frame) {
    if (partsIn != null) {
      checkTurn(partsIn);
    }
    if (partsOut.isEmpty() && !pattern.tryBegin(frame)) {
      return false;
    }
    partsOut.add(frame);
    return true;
  }

  /** Where sends and receives alternate, a message begun must be received to its end. */
  private void checkTurn(Message partlyReceived) {
    if (type == SocketType.REQ && socket.options().get(Options.REQ_RELAXED)) {
      partlyReceived.dropFirst(nextPartIn).release();
      partsIn = null;
    } else if (type == SocketType.REQ || type == SocketType.REP) {
      throw new ZmqException(
          ErrorCode.EFSM, socket + " must receive the rest of the message before it sends");
    }
  }

  // ---- In --------------------------------------------------------------------------------------

  /** The next message, or what is left of the one that is read part by part. */
  @Nullable Message tryReceive() {
    Message partial = partsIn;
    if (partial == null) {
      return pattern.tryReceive();
    }
    partsIn = null;
    return partial.dropFirst(nextPartIn);
  }

  /** The next part, of the message in progress or of the next one. */
  @Nullable Frame tryReceiveFrame() {
    Message message = partsIn;
    if (message == null) {
      message = pattern.tryReceive();
      return message == null ? null : firstOf(message);
    }
    Frame frame = message.frame(nextPartIn++);
    if (nextPartIn == message.frameCount()) {
      partsIn = null;
    }
    return frame;
  }

  /** The first part of a message that was received whole; the others are kept for later. */
  Frame firstOf(Message message) {
    if (message.frameCount() > 1) {
      partsIn = message;
      nextPartIn = 1;
    }
    return message.frame(0);
  }

  // ---- How things are --------------------------------------------------------------------------

  /** Which of the wanted events, {@link SocketBase#IN} and OUT, are possible now. */
  int ready(int wanted) {
    int ready = 0;
    if ((wanted & SocketBase.IN) != 0 && (partsIn != null || pattern.canReceive())) {
      ready = SocketBase.IN;
    }
    if ((wanted & SocketBase.OUT) != 0 && pattern.canSend()) {
      ready |= SocketBase.OUT;
    }
    return ready;
  }

  /** How many frames wait for the rest of their message to be sent. */
  int partsToSend() {
    return partsOut.size();
  }

  /** How many frames are left of a message that is received part by part. */
  int partsToReceive() {
    return partsIn == null ? 0 : partsIn.frameCount() - nextPartIn;
  }

  /** Gives up the messages in progress, each way. */
  void dropParts() {
    partsOut.forEach(Frame::release);
    partsOut.clear();
    if (partsIn != null) {
      partsIn.dropFirst(nextPartIn).release();
      partsIn = null;
    }
  }
}
