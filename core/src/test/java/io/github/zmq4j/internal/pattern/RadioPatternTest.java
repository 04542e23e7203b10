package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.internal.pattern.PatternContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

class RadioPatternTest implements SingleFrameContract.Sends, PatternContract.ReceivesNot {
  private final PatternRig rig = new PatternRig(SocketType.RADIO, 2);
  private final Pattern radio = rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.RADIO;
  }

  @Override
  public WithoutPeer withoutPeer() {
    return WithoutPeer.DROPS;
  }

  @Override
  public void letSend(PatternRig rig, FarEnd peer) {
    peer.send("\1");
  }

  @Test
  void sendsToThoseWhoJoinedExactlyTheGroup() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("\1weather");
    b.send("\1weather.paris");
    b.send("\1");
    radio.trySend(Message.of("rain").withGroup("weather"));
    assertThat(a.receiveAll()).extracting(Message::group).containsExactly("weather");
    assertThat(b.receiveAll()).isEmpty();
    radio.trySend(Message.of("of no group"));
    assertThat(b.receiveAll()).containsExactly(Message.of("of no group"));
  }

  @Test
  void sendsOnceToAPeerThatJoinedTwiceAndNoMoreAfterItLeft() {
    FarEnd peer = rig.peer();
    peer.send("\1g");
    peer.send("\1g");
    radio.trySend(Message.of("x").withGroup("g"));
    assertThat(peer.receiveAll()).hasSize(1);
    peer.send("\0g");
    peer.send("\0g");
    radio.trySend(Message.of("x").withGroup("g"));
    assertThat(peer.receiveAll()).isEmpty();
  }

  @Test
  void aStalledPeerMissesMessages() {
    FarEnd stalled = rig.peer();
    stalled.send("\1g");
    for (int i = 0; i < 3; i++) {
      assertThat(radio.trySend(Message.of("x").withGroup("g"))).isTrue();
    }
    assertThat(radio.drops()).isEqualTo(1);
  }

  @Test
  void noDropItWaits() {
    rig.with(Options.XPUB_NO_DROP, true);
    FarEnd stalled = rig.peer();
    stalled.send("\1g");
    radio.trySend(Message.of("x").withGroup("g"));
    radio.trySend(Message.of("x").withGroup("g"));
    assertThat(radio.trySend(Message.of("x").withGroup("g"))).isFalse();
    assertThat(radio.trySend(Message.of("x").withGroup("other"))).isTrue();
    stalled.close();
    assertThat(radio.trySend(Message.of("x").withGroup("g"))).isTrue();
  }

  @Test
  void refusesMessagesOfTwoFrames() {
    assertRefused(ErrorCode.EINVAL, () -> radio.trySend(Message.of("a", "b").withGroup("g")));
  }
}
