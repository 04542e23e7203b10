package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.SocketType;

class ClientPatternTest implements SingleFrameContract.Sends, SingleFrameContract.Receives {
  @Override
  public SocketType type() {
    return SocketType.CLIENT;
  }
}
