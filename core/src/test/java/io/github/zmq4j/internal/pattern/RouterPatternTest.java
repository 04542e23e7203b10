package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.internal.pattern.PatternContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import io.github.zmq4j.Options;
import io.github.zmq4j.RouterPeer;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import io.github.zmq4j.internal.pipe.Pipe;
import org.junit.jupiter.api.Test;

class RouterPatternTest implements PatternContract.Sends, PatternContract.Receives {
  private static final Frame FIRST = Frame.of(new byte[] {0, 1, 2, 3, 4});
  private static final Frame SECOND = Frame.of(new byte[] {0, 1, 2, 3, 5});

  private final PatternRig rig = new PatternRig(SocketType.ROUTER, 2);
  private final RouterPattern router = (RouterPattern) rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.ROUTER;
  }

  @Override
  public WithoutPeer withoutPeer() {
    return WithoutPeer.DROPS;
  }

  @Override
  public Message outgoing(PatternRig rig, FarEnd peer, Frame body) {
    return Message.of((Frame) peer.pipe.attachment(), body);
  }

  // ---- Ids -------------------------------------------------------------------------------------

  @Test
  void namesTheSenderInTheFirstFrame() {
    rig.peer("alice").send("hello", "world");
    assertThat(router.tryReceive()).isEqualTo(Message.of("alice", "hello", "world"));
  }

  @Test
  void sendsToThePeerNamedInTheFirstFrame() {
    FarEnd alice = rig.peer("alice");
    FarEnd bob = rig.peer("bob");
    router.trySend(Message.of("bob", "hello", "bob"));
    assertThat(alice.receiveAll()).isEmpty();
    assertThat(bob.receiveAll()).containsExactly(Message.of("hello", "bob"));
  }

  @Test
  void givesNamelessPeersAnIdOfAZeroAndACounter() {
    rig.peer().send("one");
    rig.peer().send("two");
    assertThat(rig.receiveAll())
        .containsExactly(Message.of(FIRST, "one"), Message.of(SECOND, "two"));
  }

  @Test
  void neverGeneratesAnIdThatAPeerAnnounced() {
    FarEnd impostor = rig.peer("\0\1\2\3\4");
    FarEnd nameless = rig.peer();
    router.trySend(Message.of(FIRST, "for the impostor"));
    router.trySend(Message.of(SECOND, "for the nameless"));
    assertThat(impostor.receiveAll()).containsExactly(Message.of("for the impostor"));
    assertThat(nameless.receiveAll()).containsExactly(Message.of("for the nameless"));
  }

  @Test
  void doesNotKnowAnAwaitedPeerBeforeItIsThere() {
    FarEnd awaited = rig.awaitedPeer();
    router.trySend(Message.of("server", "lost"));
    awaited.connect("server");
    router.trySend(Message.of("server", "sent"));
    assertThat(awaited.receiveAll()).containsExactly(Message.of("sent"));
  }

  @Test
  void knowsAnAwaitedPeerAtOnceByTheNameThatThisSideGaveIt() {
    FarEnd awaited = rig.awaitedPeer("ours");
    router.trySend(Message.of("ours", "early"));
    awaited.connect("theirs");
    awaited.send("hello");
    assertThat(awaited.receiveAll()).containsExactly(Message.of("early"));
    assertThat(router.tryReceive()).isEqualTo(Message.of("ours", "hello"));
    assertThat(router.isPeer(Frame.of("theirs"))).isFalse();
  }

  @Test
  void aPeerKeepsItsFirstIdOverReconnections() {
    FarEnd awaited = rig.awaitedPeer();
    awaited.connect("first");
    awaited.disconnect();
    router.trySend(Message.of("first", "while away"));
    awaited.connect("second");
    awaited.send("hello");
    assertThat(awaited.receiveAll()).containsExactly(Message.of("while away"));
    assertThat(router.tryReceive()).isEqualTo(Message.of("first", "hello"));
  }

  @Test
  void hearsAPeerThatCameSpokeAndWentInOneBreath() {
    rig.hold();
    rig.peer("accepted").send("hello");
    rig.peer("accepted and gone").send("hello");
    FarEnd gone = rig.peer("gone");
    gone.send("hello");
    gone.close();
    FarEnd awaited = rig.awaitedPeer();
    awaited.connect("awaited");
    awaited.send("hello");
    awaited.disconnect();
    rig.release();
    assertThat(rig.receiveAll())
        .containsExactlyInAnyOrder(
            Message.of("accepted", "hello"),
            Message.of("accepted and gone", "hello"),
            Message.of("gone", "hello"),
            Message.of("awaited", "hello"));
    assertThat(awaited.pipe.isConnected()).isFalse();
  }

  // ---- Two peers of one id ---------------------------------------------------------------------

  @Test
  void letsASecondPeerOfTheSameIdWaitUntilTheFirstIsGone() {
    FarEnd first = rig.peer("same");
    FarEnd second = rig.peer("same");
    second.send("from second");
    router.trySend(Message.of("same", "to first"));
    assertThat(router.tryReceive()).isNull();
    assertThat(second.receiveAll()).isEmpty();
    first.close();
    assertThat(router.tryReceive()).isEqualTo(Message.of("same", "from second"));
    router.trySend(Message.of("same", "to second"));
    assertThat(first.receiveAll()).containsExactly(Message.of("to first"));
    assertThat(second.receiveAll()).containsExactly(Message.of("to second"));
  }

  @Test
  void aPeerThatGoesWhileItWaitsForItsIdLeavesNothing() {
    FarEnd first = rig.peer("same");
    FarEnd second = rig.peer("same");
    FarEnd third = rig.peer("same");
    second.send("never read");
    second.close();
    first.close();
    third.send("hello");
    assertThat(rig.receiveAll()).containsExactly(Message.of("same", "hello"));
  }

  @Test
  void anAwaitedPeerMayComeBackUnderAnotherIdThanTheOneItWaitedFor() {
    rig.peer("same");
    FarEnd awaited = rig.awaitedPeer();
    awaited.connect("same");
    awaited.disconnect();
    awaited.connect("other");
    awaited.send("hello");
    assertThat(rig.receiveAll()).containsExactly(Message.of("other", "hello"));
  }

  @Test
  void handsTheIdOverWhenAsked() {
    rig.with(Options.ROUTER_HANDOVER, true);
    FarEnd first = rig.peer("same");
    first.send("unread");
    FarEnd second = rig.peer("same");
    assertThat(first.closedByPattern).isTrue();
    second.send("from second");
    router.trySend(Message.of("same", "to second"));
    assertThat(first.receiveAll()).isEmpty();
    assertThat(second.receiveAll()).containsExactly(Message.of("to second"));
    assertThat(rig.receiveAll())
        .containsExactly(Message.of(FIRST, "unread"), Message.of("same", "from second"));
    assertThat(router.isPeer(Frame.of("same"))).isTrue();
  }

  // ---- Peers that cannot take a message --------------------------------------------------------

  @Test
  void dropsAMessageToNobody() {
    assertThat(router.canSend()).isTrue();
    assertThat(router.trySend(Message.of("nobody", "hello"))).isTrue();
    assertThat(router.drops()).isEqualTo(1);
  }

  @Test
  void dropsAMessageToAFullPeer() {
    FarEnd peer = rig.peer("peer");
    for (int i = 0; i < 3; i++) {
      assertThat(router.trySend(Message.of("peer", "" + i))).isTrue();
    }
    assertThat(peer.receiveAll()).containsExactly(Message.of("0"), Message.of("1"));
    assertThat(router.drops()).isEqualTo(1);
  }

  @Test
  void ignoresAMessageOfAnIdAlone() {
    FarEnd peer = rig.peer("peer");
    rig.with(Options.ROUTER_MANDATORY, true);
    assertThat(router.trySend(Message.of("peer"))).isTrue();
    assertThat(router.trySend(Message.of("nobody"))).isTrue();
    assertThat(peer.receiveAll()).isEmpty();
  }

  @Test
  void mandatoryItRefusesUnknownPeers() {
    rig.with(Options.ROUTER_MANDATORY, true);
    FarEnd gone = rig.peer("gone");
    gone.close();
    assertRefused(ErrorCode.EHOSTUNREACH, () -> router.trySend(Message.of("nobody", "x")));
    assertRefused(ErrorCode.EHOSTUNREACH, () -> router.trySend(Message.of("gone", "x")));
    assertRefused(ErrorCode.EHOSTUNREACH, () -> router.tryBegin(Frame.of("nobody")));
  }

  @Test
  void mandatoryItRefusesAPeerThatIsBeingClosed() {
    rig.with(Options.ROUTER_MANDATORY, true);
    FarEnd peer = rig.peer("peer");
    rig.hold();
    peer.pipe.close();
    assertRefused(ErrorCode.EHOSTUNREACH, () -> router.trySend(Message.of("peer", "x")));
    rig.release();
  }

  @Test
  void mandatoryItWaitsForAFullPeer() {
    rig.with(Options.ROUTER_MANDATORY, true);
    assertThat(router.canSend()).isFalse();
    FarEnd peer = rig.peer("peer");
    assertThat(router.trySend(Message.of("peer", "0"))).isTrue();
    assertThat(router.trySend(Message.of("peer", "1"))).isTrue();
    assertThat(router.trySend(Message.of("peer", "2"))).isFalse();
    assertThat(router.tryBegin(Frame.of("peer"))).isFalse();
    assertThat(router.canSend()).isFalse();
    assertThat(router.canSendTo(Frame.of("peer"))).isFalse();
    rig.peer("idle");
    assertThat(router.canSend()).isTrue();
    peer.receive();
    assertThat(router.canSendTo(Frame.of("peer"))).isTrue();
    assertThat(router.trySend(Message.of("peer", "2"))).isTrue();
  }

  // ---- Who is there ----------------------------------------------------------------------------

  @Test
  void listsItsPeers() {
    FarEnd alice = rig.peer("alice");
    rig.peer("bob");
    assertThat(router.peers())
        .extracting(RouterPeer::routingId)
        .containsExactlyInAnyOrder(Frame.of("alice"), Frame.of("bob"));
    alice.close();
    assertThat(router.peers())
        .containsExactly(new RouterPeer(Frame.of("bob"), "tcp://127.0.0.1:5555", Metadata.EMPTY));
  }

  @Test
  void disconnectsAPeerAndForgetsWhatItSent() {
    FarEnd alice = rig.peer("alice");
    alice.send("unread");
    assertThat(router.disconnectPeer(Frame.of("alice"))).isTrue();
    assertThat(alice.closedByPattern).isTrue();
    assertThat(router.tryReceive()).isNull();
    assertThat(router.peers()).isEmpty();
    assertThat(router.disconnectPeer(Frame.of("alice"))).isFalse();
    rig.peer("alice").send("back");
    assertThat(router.tryReceive()).isEqualTo(Message.of("alice", "back"));
  }

  @Test
  void notifiesOfPeersThatComeAndGoAroundTheirMessages() {
    rig.with(Options.ROUTER_NOTIFY, 3);
    rig.hold();
    FarEnd peer = rig.peer("peer");
    peer.send("first");
    peer.send("last");
    peer.close();
    rig.release();
    assertThat(router.canReceive()).isTrue();
    assertThat(rig.receiveAll())
        .containsExactly(
            Message.of("peer", ""),
            Message.of("peer", "first"),
            Message.of("peer", "last"),
            Message.of("peer", ""));
  }

  @Test
  void notifiesOfEachConnectionOfAnAwaitedPeer() {
    rig.with(Options.ROUTER_NOTIFY, 2);
    FarEnd awaited = rig.awaitedPeer();
    awaited.connect("peer");
    assertThat(router.tryReceive()).isNull();
    awaited.disconnect();
    assertThat(rig.receiveAll()).containsExactly(Message.of("peer", ""));
    rig.with(Options.ROUTER_NOTIFY, 1);
    awaited.connect("peer");
    assertThat(rig.receiveAll()).containsExactly(Message.of("peer", ""));
  }

  @Test
  void doesNotNotifyOfPeersInTheSameProcess() {
    rig.with(Options.ROUTER_NOTIFY, 3);
    FarEnd local = rig.awaitedPeer();
    local.pipe.introduce(Frame.of("local"), Metadata.EMPTY, "");
    local.pipe.raise(Pipe.CONNECTED);
    local.close();
    assertThat(router.tryReceive()).isNull();
  }

  @Test
  void probesNewPeersWhenAsked() {
    rig.with(Options.PROBE_ROUTER, true);
    assertThat(rig.peer("peer").receiveAll()).containsExactly(Message.of(""));
    assertThat(rig.awaitedPeer().receiveAll()).containsExactly(Message.of(""));
  }
}
