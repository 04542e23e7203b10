package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

class PullPatternTest implements PatternContract.SendsNot, PatternContract.Receives {
  private final PatternRig rig = new PatternRig(SocketType.PULL);

  @Override
  public SocketType type() {
    return SocketType.PULL;
  }

  @Test
  void takesFromItsPeersInTurnWholeMessages() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("a1", "x");
    a.send("a2");
    b.send("b1", "y");
    assertThat(rig.receiveAll())
        .containsExactly(Message.of("a1", "x"), Message.of("b1", "y"), Message.of("a2"));
  }
}
