package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.SocketType;

class ChannelPatternTest implements SingleFrameContract.Sends, SingleFrameContract.Receives {
  @Override
  public SocketType type() {
    return SocketType.CHANNEL;
  }
}
