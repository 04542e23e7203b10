package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

class PeerPatternTest implements SingleFrameContract.Sends, SingleFrameContract.Receives {
  @Override
  public SocketType type() {
    return SocketType.PEER;
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
    return ((PeerPattern) rig.pattern).routingIdOf(peer.pipe);
  }

  @Test
  void knowsThePeerOfAConnectBeforeItIsThereAndOverReconnections() {
    PatternRig rig = new PatternRig(SocketType.PEER);
    FarEnd awaited = rig.awaitedPeer();
    int id = idOf(rig, awaited);
    rig.pattern.trySend(Message.of("early").withRoutingId(id));
    awaited.connect("");
    awaited.disconnect();
    awaited.connect("");
    assertThat(idOf(rig, awaited)).isEqualTo(id);
    assertThat(awaited.receiveAll()).containsExactly(Message.of("early"));
  }
}
