package io.github.zmq4j.interop;

import io.github.zmq4j.SocketType;

/** No ZeroMQ at all: the other side of a STREAM. */
final class RawTcp implements Implementation {
  @Override
  public String name() {
    return "raw TCP";
  }

  @Override
  public PeerSocket open(SocketType type) {
    return new RawTcpSocket();
  }

  @Override
  public void close() {
    // every socket is closed on its own
  }
}
