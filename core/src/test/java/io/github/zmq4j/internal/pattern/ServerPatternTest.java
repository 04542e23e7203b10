package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.internal.pattern.PatternContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

class ServerPatternTest implements SingleFrameContract.Sends, SingleFrameContract.Receives {
  private final PatternRig rig = new PatternRig(SocketType.SERVER, 2);
  private final ServerPattern server = (ServerPattern) rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.SERVER;
  }

  @Override
  public WithoutPeer withoutPeer() {
    return WithoutPeer.REFUSES;
  }

  @Override
  public Message outgoing(PatternRig rig, FarEnd peer, Frame body) {
    return Message.of(body, body).dropFirst(1).withRoutingId(idOf(rig, peer));
  }

  private static int idOf(PatternRig rig, FarEnd peer) {
    return ((ServerPattern) rig.pattern).routingIdOf(peer.pipe);
  }

  @Test
  void numbersItsPeersUpwardsFromARandomStart() {
    assertThat(idOf(rig, rig.peer())).isEqualTo(0x01020304);
    assertThat(idOf(rig, rig.peer())).isEqualTo(0x01020305);
  }

  @Test
  void marksEachMessageWithItsSender() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    b.send("from b");
    a.send("from a");
    assertThat(rig.receiveAll())
        .extracting(Message::routingId)
        .containsExactly(idOf(rig, b), idOf(rig, a));
  }

  @Test
  void sendsToThePeerThatTheMessageNames() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    server.trySend(Message.of("for b").withRoutingId(idOf(rig, b)));
    assertThat(a.receiveAll()).isEmpty();
    assertThat(b.receiveAll()).containsExactly(Message.of("for b"));
  }

  @Test
  void refusesAMessageWithoutAnIdOrForNobody() {
    rig.peer();
    assertRefused(ErrorCode.EHOSTUNREACH, () -> server.trySend(Message.of("x")));
    assertRefused(ErrorCode.EHOSTUNREACH, () -> server.trySend(Message.of("x").withRoutingId(99)));
  }

  @Test
  void waitsForAFullPeer() {
    FarEnd peer = rig.peer();
    Message message = Message.of("x").withRoutingId(idOf(rig, peer));
    assertThat(server.trySend(message)).isTrue();
    assertThat(server.trySend(message)).isTrue();
    assertThat(server.trySend(message)).isFalse();
    peer.receive();
    assertThat(server.trySend(message)).isTrue();
  }

  @Test
  void disconnectsAPeer() {
    FarEnd peer = rig.peer();
    peer.send("unread");
    int id = idOf(rig, peer);
    assertThat(server.disconnectPeer(id)).isTrue();
    assertThat(peer.closedByPattern).isTrue();
    assertThat(server.tryReceive()).isNull();
    assertThat(server.disconnectPeer(id)).isFalse();
  }
}
