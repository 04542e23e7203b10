package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

class PairPatternTest implements PatternContract.Sends, PatternContract.Receives {
  private final PatternRig rig = new PatternRig(SocketType.PAIR, 2);
  private final Pattern pair = rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.PAIR;
  }

  @Test
  void turnsASecondPeerAway() {
    FarEnd first = rig.peer();
    FarEnd second = rig.peer();
    assertThat(first.closedByPattern).isFalse();
    assertThat(second.closedByPattern).isTrue();
    second.send("ignored");
    first.send("taken");
    assertThat(rig.receiveAll()).containsExactly(Message.of("taken"));
    pair.trySend(Message.of("x"));
    assertThat(first.receiveAll()).containsExactly(Message.of("x"));
  }

  @Test
  void takesANewPeerWhenTheFirstIsGone() {
    rig.peer().close();
    FarEnd second = rig.peer();
    assertThat(second.closedByPattern).isFalse();
    pair.trySend(Message.of("x"));
    assertThat(second.receiveAll()).containsExactly(Message.of("x"));
  }

  @Test
  void takesANewPeerOnlyAfterTheMessagesOfTheFirstWereReceived() {
    FarEnd first = rig.peer();
    first.send("unread");
    first.close();
    assertThat(pair.canSend()).isFalse();
    assertThat(rig.peer().closedByPattern).isTrue();
    assertThat(pair.tryReceive()).isEqualTo(Message.of("unread"));
    assertThat(rig.peer().closedByPattern).isFalse();
  }

  @Test
  void waitsWhileThePeerIsFull() {
    FarEnd peer = rig.peer();
    assertThat(pair.trySend(Message.of("1"))).isTrue();
    assertThat(pair.trySend(Message.of("2"))).isTrue();
    assertThat(pair.canSend()).isFalse();
    assertThat(pair.trySend(Message.of("3"))).isFalse();
    peer.receive();
    assertThat(pair.trySend(Message.of("3"))).isTrue();
  }
}
