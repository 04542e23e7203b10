package io.github.zmq4j.interop;

import io.github.zmq4j.SocketType;
import java.time.Duration;

/** A ZeroMQ library, as the tests use it. */
interface Implementation extends AutoCloseable {
  /** What the table of results calls it. */
  String name();

  /** Opens a socket with a context of its own. */
  PeerSocket open(SocketType type);

  /** How many of its sockets are tried until one can be talked to. */
  default int attempts() {
    return 1;
  }

  /** How long one of its sockets has until it can be talked to. */
  default Duration patience() {
    return PeerSocket.DEADLINE;
  }

  @Override
  void close();
}
