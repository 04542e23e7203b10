package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.internal.pattern.PatternContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

class ReplyPatternTest implements PatternContract.Sends, PatternContract.Receives {
  private final PatternRig rig = new PatternRig(SocketType.REP);
  private final Pattern rep = rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.REP;
  }

  @Override
  public WithoutPeer withoutPeer() {
    return WithoutPeer.DROPS;
  }

  @Override
  public Message incoming(String text) {
    return Message.of(Frame.EMPTY, text);
  }

  @Override
  public void letSend(PatternRig rig, FarEnd peer) {
    peer.send("", "request");
    rig.pattern.tryReceive();
  }

  @Override
  public void letReceive(PatternRig rig, FarEnd peer) {
    if (rig.pattern.canSend()) {
      rig.pattern.trySend(Message.of("reply"));
    }
  }

  @Test
  void givesTheReplyTheEnvelopeOfTheRequest() {
    FarEnd client = rig.peer();
    client.send("hop 2", "hop 1", "", "a", "", "b");
    assertThat(rep.tryReceive()).isEqualTo(Message.of("a", "", "b"));
    rep.trySend(Message.of("c", "d"));
    assertThat(client.receive()).isEqualTo(Message.of("hop 2", "hop 1", "", "c", "d"));
  }

  @Test
  void repliesToWhoeverAsked() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    b.send("", "from b");
    a.send("", "from a");
    assertThat(rep.tryReceive()).isEqualTo(Message.of("from b"));
    rep.trySend(Message.of("to b"));
    assertThat(rep.tryReceive()).isEqualTo(Message.of("from a"));
    rep.trySend(Message.of("to a"));
    assertThat(a.receiveAll()).containsExactly(Message.of("", "to a"));
    assertThat(b.receiveAll()).containsExactly(Message.of("", "to b"));
  }

  @Test
  void takesRequestsFromItsPeersInTurn() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("", "a1");
    a.send("", "a2");
    b.send("", "b1");
    assertThat(rep.tryReceive()).isEqualTo(Message.of("a1"));
    rep.trySend(Message.of("x"));
    assertThat(rep.tryReceive()).isEqualTo(Message.of("b1"));
  }

  @Test
  void refusesToReplyBeforeARequest() {
    rig.peer();
    assertThat(rep.canSend()).isFalse();
    assertRefused(ErrorCode.EFSM, () -> rep.trySend(Message.of("reply")));
    assertRefused(ErrorCode.EFSM, () -> rep.tryBegin(Frame.of("reply")));
  }

  @Test
  void refusesToReceiveWhileItOwesAReply() {
    FarEnd client = rig.peer();
    client.send("", "one");
    client.send("", "two");
    rep.tryReceive();
    assertThat(rep.canSend()).isTrue();
    assertThat(rep.canReceive()).isFalse();
    assertRefused(ErrorCode.EFSM, rep::tryReceive);
  }

  @Test
  void skipsRequestsWithoutAnEnvelope() {
    FarEnd client = rig.peer();
    client.send("naked");
    client.send("no", "empty", "frame");
    client.send("empty at the end only", "");
    assertThat(rep.canReceive()).isFalse();
    client.send("", "right");
    assertThat(rep.tryReceive()).isEqualTo(Message.of("right"));
  }

  @Test
  void dropsAReplyWhoseAskerIsGone() {
    FarEnd client = rig.peer();
    client.send("", "request");
    rep.tryReceive();
    client.close();
    assertThat(rep.trySend(Message.of("reply"))).isTrue();
    assertThat(rep.drops()).isEqualTo(1);
    assertRefused(ErrorCode.EFSM, () -> rep.trySend(Message.of("again")));
  }

  @Test
  void dropsAReplyWhoseAskerTakesNoMore() {
    PatternRig rig = new PatternRig(SocketType.REP, 1);
    FarEnd client = rig.peer();
    for (int i = 0; i < 2; i++) {
      client.send("", "request");
      rig.pattern.tryReceive();
      assertThat(rig.pattern.trySend(Message.of("reply " + i))).isTrue();
    }
    assertThat(client.receiveAll()).containsExactly(Message.of("", "reply 0"));
    assertThat(rig.pattern.drops()).isEqualTo(1);
  }

  @Test
  void aRequestSeenByAPollBelongsToItsAskerStill() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("", "from a");
    assertThat(rep.canReceive()).isTrue();
    b.send("", "from b");
    rep.tryReceive();
    rep.trySend(Message.of("to a"));
    assertThat(a.receiveAll()).containsExactly(Message.of("", "to a"));
  }
}
