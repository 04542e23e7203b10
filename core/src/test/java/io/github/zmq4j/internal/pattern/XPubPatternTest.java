package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.internal.pattern.PatternContract.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XPubPatternTest implements PatternContract.Sends, PatternContract.Receives {
  private final PatternRig rig = new PatternRig(SocketType.XPUB, 4);
  private final Pattern xpub = rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.XPUB;
  }

  @Override
  public WithoutPeer withoutPeer() {
    return WithoutPeer.DROPS;
  }

  @Override
  public void letSend(PatternRig rig, FarEnd peer) {
    peer.send("\1");
  }

  private List<String> received() {
    return rig.receiveAll().stream()
        .map(message -> message.text().replace('\0', '-').replace('\1', '+'))
        .toList();
  }

  // ---- What is reported ------------------------------------------------------------------------

  @Test
  void reportsTheFirstSubscriptionAndTheLastCancellationOfATopic() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("\1topic");
    b.send("\1topic");
    a.send("\1topic");
    assertThat(received()).containsExactly("+topic");
    a.send("\0topic");
    assertThat(received()).isEmpty();
    b.send("\0topic");
    assertThat(received()).containsExactly("-topic");
  }

  @Test
  void reportsCancellationsOfUnknownTopics() {
    rig.peer().send("\0never asked for");
    assertThat(received()).containsExactly("-never asked for");
  }

  @Test
  void doesNotReportACancellationByOneWhoHadNotSubscribedWhileOthersHave() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("\1topic");
    b.send("\0topic");
    assertThat(received()).containsExactly("+topic");
  }

  @Test
  void verboseItReportsEverySubscription() {
    rig.with(Options.XPUB_VERBOSE, true);
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("\1t");
    b.send("\1t");
    a.send("\1t");
    a.send("\0t");
    b.send("\0t");
    assertThat(received()).containsExactly("+t", "+t", "+t", "-t");
  }

  @Test
  void verboserItReportsEveryCancellationToo() {
    rig.with(Options.XPUB_VERBOSER, true);
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("\1t");
    b.send("\1t");
    a.send("\0t");
    b.close();
    assertThat(received()).containsExactly("+t", "+t", "-t", "-t");
  }

  @Test
  void verboseTakesVerboserBack() {
    rig.with(Options.XPUB_VERBOSER, true).with(Options.XPUB_VERBOSE, true);
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("\1t");
    b.send("\1t");
    a.send("\0t");
    assertThat(received()).containsExactly("+t", "+t");
  }

  @Test
  void reportsWhatAPeerThatGoesLeavesWithoutASubscriber() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("\1shared");
    b.send("\1shared");
    a.send("\1own");
    received();
    a.close();
    assertThat(received()).containsExactly("-own");
  }

  @Test
  void subscriptionsCarryTheMetadataOfTheirPeer() {
    Metadata metadata = Metadata.of(Map.of("User-Id", "alice"));
    rig.peer().send(Message.of("\1t").withMetadata(metadata));
    assertThat(xpub.tryReceive().metadata()).isEqualTo(metadata);
  }

  @Test
  void takesSubscriptionsInThoughNobodyReceivesThem() {
    FarEnd peer = rig.peer();
    for (int i = 0; i < 1000; i++) {
      peer.send("\1" + i);
    }
    assertThat(xpub.topicCount()).isEqualTo(1000);
    xpub.trySend(Message.of("999"));
    assertThat(peer.receiveAll()).hasSize(1);
  }

  // ---- What else comes upstream ----------------------------------------------------------------

  @Test
  void deliversOtherMessagesWhole() {
    rig.peer().send("hello", "upstream");
    assertThat(rig.receiveAll()).containsExactly(Message.of("hello", "upstream"));
  }

  @Test
  void takesSubscriptionsOutOfMessagesOfSeveralFrames() {
    rig.peer().send("a", "\1topic", "b");
    assertThat(rig.receiveAll()).containsExactly(Message.of("\1topic"), Message.of("a", "b"));
  }

  @Test
  void leavesLaterFramesAloneWhenOnlyTheFirstSubscribes() {
    rig.with(Options.ONLY_FIRST_SUBSCRIBE, true);
    FarEnd peer = rig.peer();
    peer.send("a", "\1topic");
    peer.send("\1yes", "\1yes too", "b");
    assertThat(rig.receiveAll())
        .containsExactly(
            Message.of("a", "\1topic"),
            Message.of("\1yes"),
            Message.of("\1yes too"),
            Message.of("b"));
  }

  @Test
  void readsNoMoreOfAPeerWhoseMessagesNobodyReceives() {
    FarEnd peer = rig.peer();
    for (int i = 0; i < 6; i++) {
      peer.send("user " + i);
    }
    peer.send("\1topic");
    assertThat(xpub.topicCount()).isZero();
    assertThat(peer.pipe.in().depth()).isEqualTo(3);
    assertThat(received())
        .containsExactly("user 0", "user 1", "user 2", "user 3", "user 4", "user 5", "+topic");
    assertThat(xpub.topicCount()).isEqualTo(1);
  }

  @Test
  void readsTheUnreadMessagesOfAPeerThatGoesButNotItsSubscriptions() {
    FarEnd peer = rig.peer();
    for (int i = 0; i < 6; i++) {
      peer.send("user " + i);
    }
    peer.send("\1topic");
    peer.close();
    assertThat(received()).hasSize(6).doesNotContain("+topic");
    assertThat(xpub.topicCount()).isZero();
  }

  // ---- Manual mode -----------------------------------------------------------------------------

  @Test
  void manualItReportsEverythingAndAppliesNothing() {
    rig.with(Options.XPUB_MANUAL, true);
    FarEnd a = rig.peer();
    a.send("\1t");
    a.send("\1t");
    a.send("\0t");
    assertThat(received()).containsExactly("+t", "+t", "-t");
    assertThat(xpub.topicCount()).isZero();
  }

  @Test
  void manualItSubscribesThePeerWhoseRequestWasReceivedLast() {
    rig.with(Options.XPUB_MANUAL, true);
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("\1A");
    b.send("\1B");
    xpub.tryReceive();
    rig.with(Options.SUBSCRIBE, "XA".getBytes(UTF_8));
    xpub.tryReceive();
    rig.with(Options.SUBSCRIBE, "XB".getBytes(UTF_8));
    xpub.trySend(Message.of("A"));
    xpub.trySend(Message.of("XA"));
    xpub.trySend(Message.of("XB"));
    assertThat(a.receiveAll()).containsExactly(Message.of("XA"));
    assertThat(b.receiveAll()).containsExactly(Message.of("XB"));
    rig.with(Options.UNSUBSCRIBE, "XB".getBytes(UTF_8));
    xpub.trySend(Message.of("XB"));
    assertThat(b.receiveAll()).isEmpty();
  }

  @Test
  void manualItDoesNothingForAPeerThatHasGone() {
    rig.with(Options.XPUB_MANUAL, true);
    FarEnd a = rig.peer();
    a.send("\1A");
    xpub.tryReceive();
    a.close();
    rig.with(Options.SUBSCRIBE, "A".getBytes(UTF_8));
    assertThat(xpub.topicCount()).isZero();
  }

  @Test
  void manualItReportsWhatAPeerThatGoesHadAskedFor() {
    rig.with(Options.XPUB_MANUAL, true);
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    a.send("\1asked");
    b.send("\1asked");
    xpub.tryReceive();
    rig.with(Options.SUBSCRIBE, "given".getBytes(UTF_8));
    received();
    a.close();
    assertThat(received()).containsExactly("-asked");
    assertThat(xpub.topicCount()).isZero();
  }

  @Test
  void refusesToSubscribeForPeersUnlessManual() {
    assertRefused(ErrorCode.EINVAL, () -> rig.with(Options.SUBSCRIBE, new byte[0]));
    assertRefused(ErrorCode.EINVAL, () -> rig.with(Options.UNSUBSCRIBE, new byte[0]));
  }

  @Test
  void sendsTheLastValueToThePeerThatAskedLastAlone() {
    rig.with(Options.XPUB_MANUAL_LAST_VALUE, true);
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    for (FarEnd peer : List.of(a, b)) {
      peer.send("\1t");
      xpub.tryReceive();
      rig.with(Options.SUBSCRIBE, "t".getBytes(UTF_8));
      xpub.trySend(Message.of("t last value"));
      assertThat(peer.receiveAll()).containsExactly(Message.of("t last value"));
    }
    assertThat(a.receiveAll()).isEmpty();
    xpub.trySend(Message.of("t news"));
    assertThat(a.receiveAll()).containsExactly(Message.of("t news"));
    assertThat(b.receiveAll()).containsExactly(Message.of("t news"));
  }

  @Test
  void sendsNoLastValueToAPeerThatDoesNotMatch() {
    rig.with(Options.XPUB_MANUAL_LAST_VALUE, true);
    FarEnd a = rig.peer();
    a.send("\1t");
    xpub.tryReceive();
    rig.with(Options.SUBSCRIBE, "t".getBytes(UTF_8));
    xpub.trySend(Message.of("other"));
    assertThat(a.receiveAll()).isEmpty();
  }

  // ---- Welcome ---------------------------------------------------------------------------------

  @Test
  void welcomesEachNewPeerBeforeItHasSubscribed() {
    rig.with(Options.XPUB_WELCOME_MESSAGE, "welcome".getBytes(UTF_8));
    assertThat(rig.peer().receiveAll()).containsExactly(Message.of("welcome"));
    rig.with(Options.XPUB_WELCOME_MESSAGE, new byte[0]);
    assertThat(rig.peer().receiveAll()).isEmpty();
  }

  @Test
  void noDropItWaitsForAMatchingPeer() {
    rig.with(Options.XPUB_NO_DROP, true);
    FarEnd peer = rig.peer();
    peer.send("\1");
    for (int i = 0; i < 4; i++) {
      assertThat(xpub.trySend(Message.of("x"))).isTrue();
    }
    assertThat(xpub.trySend(Message.of("x"))).isFalse();
    peer.receive();
    peer.receive();
    assertThat(xpub.trySend(Message.of("x"))).isTrue();
  }
}
