package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;

/** The errors that several patterns answer with, worded once. */
final class Refusal {
  private Refusal() {}

  /** The type never sends. */
  static ZmqException cannotSend(SocketType type) {
    return new ZmqException(ErrorCode.ENOTSUP, "A " + type + " socket only receives");
  }

  /** The type never receives. */
  static ZmqException cannotReceive(SocketType type) {
    return new ZmqException(ErrorCode.ENOTSUP, "A " + type + " socket only sends");
  }

  /** The type sends messages of one frame only. */
  static ZmqException oneFrameOnly(SocketType type) {
    return new ZmqException(
        ErrorCode.EINVAL, "A " + type + " socket sends messages of one frame only");
  }

  /** The state of the socket does not allow the call. */
  static ZmqException wrongState(String text) {
    return new ZmqException(ErrorCode.EFSM, text);
  }

  /** No peer has this routing id. */
  static ZmqException unknownPeer(SocketType type, Frame id) {
    return new ZmqException(
        ErrorCode.EHOSTUNREACH, "No peer of this " + type + " socket has the routing id " + id);
  }
}
