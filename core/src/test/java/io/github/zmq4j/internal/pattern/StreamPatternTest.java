package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.internal.pattern.PatternContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamPatternTest implements PatternContract.Sends {
  private static final Frame FIRST = Frame.of(new byte[] {0, 1, 2, 3, 4});
  private static final Frame SECOND = Frame.of(new byte[] {0, 1, 2, 3, 5});

  private final PatternRig rig = new PatternRig(SocketType.STREAM, 2);
  private final StreamPattern stream = (StreamPattern) rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.STREAM;
  }

  @Override
  public WithoutPeer withoutPeer() {
    return WithoutPeer.REFUSES;
  }

  @Override
  public Message outgoing(PatternRig rig, FarEnd peer, Frame body) {
    return Message.of(((StreamPattern) rig.pattern).routingIdOf(peer.pipe), body);
  }

  @Test
  void namesEachConnectionAndBracketsItsBytesWithEmptyFrames() {
    rig.hold();
    FarEnd peer = rig.peer();
    peer.send("GET ");
    peer.send("/");
    peer.close();
    rig.release();
    assertThat(rig.receiveAll())
        .containsExactly(
            Message.of(FIRST, ""),
            Message.of(FIRST, "GET "),
            Message.of(FIRST, "/"),
            Message.of(FIRST, ""));
  }

  @Test
  void withoutNotificationsReceivesTheBytesAlone() {
    rig.with(Options.STREAM_NOTIFY, false);
    FarEnd peer = rig.peer();
    peer.send("bytes");
    peer.close();
    assertThat(rig.receiveAll()).containsExactly(Message.of(FIRST, "bytes"));
  }

  @Test
  void sendsBytesToThePeerThatTheMessageNames() {
    FarEnd first = rig.peer();
    FarEnd second = rig.peer();
    stream.trySend(Message.of(SECOND, "hello"));
    assertThat(first.receiveAll()).isEmpty();
    assertThat(second.receiveAll()).containsExactly(Message.of("hello"));
  }

  @Test
  void closesTheConnectionAtAnEmptyFrameAfterWhatWasSentAndHearsNoMoreOfIt() {
    FarEnd peer = rig.peer();
    rig.receiveAll();
    peer.send("unread");
    stream.trySend(Message.of(FIRST, "goodbye"));
    stream.trySend(Message.of(FIRST, ""));
    assertThat(peer.closedByPattern).isTrue();
    assertThat(peer.receiveAll()).containsExactly(Message.of("goodbye"));
    assertThat(rig.receiveAll()).isEmpty();
    assertRefused(ErrorCode.EHOSTUNREACH, () -> stream.trySend(Message.of(FIRST, "x")));
  }

  @Test
  void waitsForAFullPeer() {
    FarEnd peer = rig.peer();
    assertThat(stream.trySend(Message.of(FIRST, "1"))).isTrue();
    assertThat(stream.trySend(Message.of(FIRST, "2"))).isTrue();
    assertThat(stream.trySend(Message.of(FIRST, "3"))).isFalse();
    assertThat(stream.tryBegin(FIRST)).isFalse();
    peer.receive();
    assertThat(stream.trySend(Message.of(FIRST, "3"))).isTrue();
  }

  @Test
  void knowsTheConnectionOfAConnectAtOnceByItsChosenName() {
    FarEnd awaited = rig.awaitedPeer("server");
    assertThat(stream.routingIdOf(awaited.pipe)).isEqualTo(Frame.of("server"));
    stream.trySend(Message.of("server", "early"));
    assertThat(stream.tryReceive()).isNull();
    awaited.connect("");
    assertThat(awaited.receiveAll()).containsExactly(Message.of("early"));
    assertThat(rig.receiveAll()).containsExactly(Message.of("server", ""));
    awaited.disconnect();
    awaited.connect("");
    assertThat(rig.receiveAll())
        .containsExactly(Message.of("server", ""), Message.of("server", ""));
  }

  @Test
  void ignoresAnIdAloneAndRefusesMoreThanTwoFrames() {
    FarEnd peer = rig.peer();
    assertThat(stream.trySend(Message.of(List.of(FIRST)))).isTrue();
    assertThat(peer.receiveAll()).isEmpty();
    assertRefused(ErrorCode.EINVAL, () -> stream.trySend(Message.of(FIRST, "x", "y")));
  }
}
