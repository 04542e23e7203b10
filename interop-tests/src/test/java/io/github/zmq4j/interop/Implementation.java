package io.github.zmq4j.interop;

import io.github.zmq4j.SocketType;

/** A ZeroMQ library, as the tests use it. */
interface Implementation extends AutoCloseable {
  /** What the table of results calls it. */
  String name();

  /** Opens a socket with a context of its own. */
  PeerSocket open(SocketType type);

  @Override
  void close();
}
