package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.SocketType;

class GatherPatternTest implements PatternContract.SendsNot, SingleFrameContract.Receives {
  @Override
  public SocketType type() {
    return SocketType.GATHER;
  }
}
