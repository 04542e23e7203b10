package io.github.zmq4j.interop;

import io.github.zmq4j.SocketType;
import java.time.Duration;

/** JeroMQ, in the process of the tests. */
final class Jeromq implements Implementation {
  @Override
  public String name() {
    return "jeromq";
  }

  @Override
  public PeerSocket open(SocketType type) {
    return new JeromqSocket(type);
  }

  /**
   * Now and then a connecting socket of JeroMQ 0.6.0 sends no greeting, when the other side is
   * quick to send its own, and never recovers; with libzmq on the other side too.
   */
  @Override
  public int attempts() {
    return 5;
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(4);
  }

  @Override
  public void close() {
    // every socket has its own context
  }
}
