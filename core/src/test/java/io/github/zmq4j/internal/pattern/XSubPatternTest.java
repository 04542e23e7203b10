package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class XSubPatternTest implements PatternContract.Sends, PatternContract.Receives {
  private final PatternRig rig = new PatternRig(SocketType.XSUB, 2);
  private final Pattern xsub = rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.XSUB;
  }

  @Override
  public WithoutPeer withoutPeer() {
    return WithoutPeer.DROPS;
  }

  private void send(String text) {
    assertThat(xsub.trySend(Message.of(text))).isTrue();
  }

  @Test
  void tellsEverySubscriptionAndTheLastCancellation() {
    FarEnd publisher = rig.peer();
    send("\1t");
    send("\1t");
    send("\0t");
    send("\0t");
    send("\0t");
    rig.pattern.onOption(Options.SEND_HIGH_WATER_MARK, 1); // means nothing to a pattern
    assertThat(publisher.receiveAll())
        .containsExactly(Message.of("\1t"), Message.of("\1t"), Message.of("\0t"));
  }

  @Test
  void verboseItTellsEveryCancellation() {
    rig.with(Options.XSUB_VERBOSE_UNSUBSCRIBE, true);
    FarEnd publisher = rig.peer();
    send("\1t");
    send("\1t");
    publisher.receiveAll();
    send("\0t");
    send("\0t");
    assertThat(publisher.receiveAll()).containsExactly(Message.of("\0t"), Message.of("\0t"));
  }

  @Test
  void tellsAPublisherThatComesBackAllTopics() {
    FarEnd publisher = rig.awaitedPeer();
    send("\1a");
    send("\1b");
    publisher.connect("");
    assertThat(publisher.receiveAll())
        .containsExactlyInAnyOrder(Message.of("\1a"), Message.of("\1b"));
    publisher.disconnect();
    send("\0a");
    publisher.connect("");
    assertThat(publisher.receiveAll()).containsExactly(Message.of("\1b"));
  }

  @Test
  void sendsOtherMessagesToEveryPublisherThatIsThereAndHasRoom() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    FarEnd away = rig.awaitedPeer();
    for (int i = 0; i < 3; i++) {
      xsub.trySend(Message.of("user", "" + i));
      b.receiveAll();
    }
    assertThat(a.receiveAll()).containsExactly(Message.of("user", "0"), Message.of("user", "1"));
    assertThat(away.receiveAll()).isEmpty();
    assertThat(xsub.drops()).isEqualTo(1);
    assertThat(a.pipe.drops()).isEqualTo(1);
  }

  @Test
  void receivesWithoutASubscription() {
    rig.peer().send("whatever");
    assertThat(xsub.tryReceive()).isEqualTo(Message.of("whatever"));
  }

  @Test
  void takesSubscriptionsOutOfMessagesOfSeveralFrames() {
    FarEnd publisher = rig.peer();
    xsub.trySend(Message.of("a", "\1topic", "b"));
    assertThat(publisher.receiveAll()).containsExactly(Message.of("\1topic"), Message.of("a", "b"));
    assertThat(xsub.topicCount()).isEqualTo(1);
  }

  @Test
  void leavesLaterFramesAloneWhenOnlyTheFirstSubscribes() {
    rig.with(Options.ONLY_FIRST_SUBSCRIBE, true);
    FarEnd publisher = rig.peer();
    xsub.trySend(Message.of("a", "\1topic"));
    xsub.trySend(Message.of("\1yes", "\1yes too"));
    assertThat(publisher.receiveAll())
        .containsExactly(Message.of("a", "\1topic"), Message.of("\1yes"), Message.of("\1yes too"));
    assertThat(xsub.topicCount()).isEqualTo(2);
  }

  @Test
  void givesLeasedMemoryBackWhenTheLastPublisherIsDone() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    AtomicInteger released = new AtomicInteger();
    ByteBuffer content = ByteBuffer.wrap(new byte[] {1, 't'});
    xsub.trySend(Message.of(Frame.wrap(content, released::incrementAndGet), "user"));
    a.receiveAll().forEach(Message::release);
    assertThat(released).hasValue(0);
    b.receiveAll().forEach(Message::release);
    assertThat(released).hasValue(1);
  }
}
