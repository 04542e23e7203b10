package io.github.zmq4j.interop;

import io.github.zmq4j.SocketType;

/** The library under test. */
final class Zmq4j implements Implementation {
  @Override
  public String name() {
    return "zmq4j";
  }

  @Override
  public Zmq4jSocket open(SocketType type) {
    return new Zmq4jSocket(type);
  }

  @Override
  public void close() {
    // every socket has its own context
  }
}
