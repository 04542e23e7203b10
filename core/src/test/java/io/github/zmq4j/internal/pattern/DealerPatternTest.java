package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

class DealerPatternTest implements PatternContract.Sends, PatternContract.Receives {
  private final PatternRig rig = new PatternRig(SocketType.DEALER, 2);
  private final Pattern dealer = rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.DEALER;
  }

  @Test
  void dealsOutInTurnAndAddsNothing() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    for (int i = 0; i < 4; i++) {
      dealer.trySend(Message.of("" + i, "x"));
    }
    assertThat(a.receiveAll()).containsExactly(Message.of("0", "x"), Message.of("2", "x"));
    assertThat(b.receiveAll()).containsExactly(Message.of("1", "x"), Message.of("3", "x"));
  }

  @Test
  void takesInTurn() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("a1");
    a.send("a2");
    b.send("b1");
    assertThat(rig.receiveAll())
        .containsExactly(Message.of("a1"), Message.of("b1"), Message.of("a2"));
  }

  @Test
  void waitsWhenEveryPeerIsFull() {
    FarEnd a = rig.peer();
    assertThat(dealer.trySend(Message.of("1"))).isTrue();
    assertThat(dealer.trySend(Message.of("2"))).isTrue();
    assertThat(dealer.canSend()).isFalse();
    assertThat(dealer.trySend(Message.of("3"))).isFalse();
    a.receive();
    assertThat(dealer.canSend()).isTrue();
    assertThat(dealer.trySend(Message.of("3"))).isTrue();
  }

  @Test
  void queuesForAPeerThatIsNotThereYet() {
    FarEnd awaited = rig.awaitedPeer();
    assertThat(dealer.trySend(Message.of("early"))).isTrue();
    awaited.connect("");
    assertThat(awaited.receive()).isEqualTo(Message.of("early"));
  }

  @Test
  void keepsItsQueueToAPeerThatIsAway() {
    FarEnd peer = rig.awaitedPeer();
    peer.connect("");
    peer.disconnect();
    assertThat(dealer.trySend(Message.of("waits"))).isTrue();
    peer.connect("");
    assertThat(peer.receive()).isEqualTo(Message.of("waits"));
  }

  @Test
  void probesEachNewPeerOnceWhenAsked() {
    rig.with(Options.PROBE_ROUTER, true);
    FarEnd accepted = rig.peer();
    FarEnd awaited = rig.awaitedPeer();
    dealer.trySend(Message.of("hello"));
    dealer.trySend(Message.of("hello"));
    awaited.connect("");
    assertThat(accepted.receiveAll()).containsExactly(Message.of(""), Message.of("hello"));
    assertThat(awaited.receiveAll()).containsExactly(Message.of(""), Message.of("hello"));
  }
}
