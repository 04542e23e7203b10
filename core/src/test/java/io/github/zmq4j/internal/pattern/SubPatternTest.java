package io.github.zmq4j.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

class SubPatternTest implements PatternContract.SendsNot, PatternContract.Receives {
  private final PatternRig rig = new PatternRig(SocketType.SUB, 2);
  private final Pattern sub = rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.SUB;
  }

  @Override
  public void letReceive(PatternRig rig, FarEnd peer) {
    rig.with(Options.SUBSCRIBE, new byte[0]);
  }

  private void subscribe(String topic) {
    rig.with(Options.SUBSCRIBE, topic.getBytes(UTF_8));
  }

  private void unsubscribe(String topic) {
    rig.with(Options.UNSUBSCRIBE, topic.getBytes(UTF_8));
  }

  @Test
  void tellsEveryPublisherEverySubscriptionARepeatedOneToo() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    subscribe("t");
    subscribe("t");
    assertThat(a.receiveAll()).containsExactly(Message.of("\1t"), Message.of("\1t"));
    assertThat(b.receiveAll()).containsExactly(Message.of("\1t"), Message.of("\1t"));
  }

  @Test
  void tellsOfTheLastCancellationOnly() {
    FarEnd publisher = rig.peer();
    subscribe("t");
    subscribe("t");
    publisher.receiveAll();
    unsubscribe("t");
    unsubscribe("unknown");
    assertThat(publisher.receiveAll()).isEmpty();
    unsubscribe("t");
    assertThat(publisher.receiveAll()).containsExactly(Message.of("\0t"));
  }

  @Test
  void tellsAPublisherThatComesAllTopicsOnce() {
    subscribe("a");
    subscribe("a");
    subscribe("b");
    assertThat(rig.peer().receiveAll())
        .containsExactlyInAnyOrder(Message.of("\1a"), Message.of("\1b"));
  }

  @Test
  void tellsAPublisherThatComesBackWhatHoldsThen() {
    FarEnd publisher = rig.awaitedPeer();
    subscribe("a");
    assertThat(publisher.receiveAll()).isEmpty();
    publisher.connect("");
    assertThat(publisher.receiveAll()).containsExactly(Message.of("\1a"));
    publisher.disconnect();
    unsubscribe("a");
    subscribe("b");
    assertThat(publisher.receiveAll()).isEmpty();
    publisher.connect("");
    assertThat(publisher.receiveAll()).containsExactly(Message.of("\1b"));
  }

  @Test
  void losesNoSubscriptionToAHighWaterMark() {
    FarEnd publisher = rig.peer();
    for (int i = 0; i < 100; i++) {
      subscribe("" + i);
    }
    assertThat(publisher.receiveAll()).hasSize(100);
  }

  @Test
  void receivesOnlyWhatMatches() {
    subscribe("a");
    FarEnd publisher = rig.peer();
    publisher.send("b");
    assertThat(sub.canReceive()).isFalse();
    publisher.send("abc", "x");
    publisher.send("b");
    assertThat(rig.receiveAll()).containsExactly(Message.of("abc", "x"));
  }

  @Test
  void receivesNothingWithoutASubscription() {
    rig.peer().send("anything");
    assertThat(sub.tryReceive()).isNull();
  }

  @Test
  void dropsWhatWasOnItsWayWhenItsTopicWasCancelled() {
    subscribe("a");
    FarEnd publisher = rig.peer();
    publisher.send("abc");
    unsubscribe("a");
    assertThat(sub.tryReceive()).isNull();
  }

  @Test
  void invertedItReceivesWhatDoesNotMatch() {
    rig.with(Options.INVERT_MATCHING, true);
    FarEnd publisher = rig.peer();
    publisher.send("everything, without a subscription");
    assertThat(rig.receiveAll()).hasSize(1);
    subscribe("a");
    publisher.send("abc");
    publisher.send("bcd");
    assertThat(rig.receiveAll()).containsExactly(Message.of("bcd"));
  }

  @Test
  void countsItsTopics() {
    subscribe("a");
    subscribe("a");
    subscribe("ab");
    assertThat(sub.topicCount()).isEqualTo(2);
  }

  @Test
  void letsGoOfTheSocketAfterManyUnwantedMessagesAndComesBack() {
    subscribe("a");
    FarEnd publisher = rig.peer();
    rig.hold();
    for (int i = 0; i < FilterQueue.MOST_SKIPPED + 1; i++) {
      publisher.send("unwanted");
    }
    publisher.send("abc");
    rig.release();
    rig.hold(); // as while a receive has the lock
    assertThat(sub.tryReceive()).isNull();
    assertThat(rig.hasEvents()).isTrue();
    rig.release();
    assertThat(sub.tryReceive()).isEqualTo(Message.of("abc"));
  }
}
