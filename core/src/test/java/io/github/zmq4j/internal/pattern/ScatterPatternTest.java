package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.SocketType;

class ScatterPatternTest implements SingleFrameContract.Sends, PatternContract.ReceivesNot {
  @Override
  public SocketType type() {
    return SocketType.SCATTER;
  }
}
