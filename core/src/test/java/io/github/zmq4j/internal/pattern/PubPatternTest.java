package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PubPatternTest implements PatternContract.Sends, PatternContract.ReceivesNot {
  private final PatternRig rig = new PatternRig(SocketType.PUB, 2);
  private final Pattern pub = rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.PUB;
  }

  @Override
  public WithoutPeer withoutPeer() {
    return WithoutPeer.DROPS;
  }

  @Override
  public void letSend(PatternRig rig, FarEnd peer) {
    peer.send("\1");
  }

  private FarEnd subscriber(String... topics) {
    FarEnd peer = rig.peer();
    for (String topic : topics) {
      peer.send("\1" + topic);
    }
    return peer;
  }

  @Test
  void sendsToThoseWhoseTopicTheFirstFrameBeginsWith() {
    FarEnd weather = subscriber("weather.");
    FarEnd paris = subscriber("weather.paris", "traffic");
    FarEnd all = subscriber("");
    FarEnd none = subscriber();
    pub.trySend(Message.of("weather.paris", "traffic jam"));
    pub.trySend(Message.of("weather.oslo", "snow"));
    assertThat(weather.receiveAll()).hasSize(2);
    assertThat(paris.receiveAll()).containsExactly(Message.of("weather.paris", "traffic jam"));
    assertThat(all.receiveAll()).hasSize(2);
    assertThat(none.receiveAll()).isEmpty();
  }

  @Test
  void sendsOnceToAPeerThatMatchesTwice() {
    FarEnd peer = subscriber("", "a", "ab");
    pub.trySend(Message.of("abc"));
    assertThat(peer.receiveAll()).hasSize(1);
  }

  @Test
  void stopsWhenASubscriptionIsCancelled() {
    FarEnd peer = subscriber("a", "a");
    peer.send("\0a");
    pub.trySend(Message.of("abc"));
    assertThat(peer.receiveAll()).isEmpty();
  }

  @Test
  void takesSubscriptionsInThoughTheApplicationDoesNothing() {
    subscriber("a", "b");
    subscriber("b");
    assertThat(pub.topicCount()).isEqualTo(2);
  }

  @Test
  void forgetsTheTopicsOfAPeerThatGoes() {
    FarEnd peer = subscriber("a", "b");
    subscriber("b");
    peer.close();
    assertThat(pub.topicCount()).isEqualTo(1);
  }

  @Test
  void takesEachFrameOfAMessageThatLooksLikeASubscriptionForOne() {
    FarEnd peer = rig.peer();
    peer.send("\1a", "user data", "\1b");
    assertThat(pub.topicCount()).isEqualTo(2);
  }

  @Test
  void aStalledPeerMissesMessagesAndTheOthersDoNot() {
    FarEnd stalled = subscriber("");
    FarEnd quick = subscriber("");
    for (int i = 0; i < 5; i++) {
      assertThat(pub.trySend(Message.of("" + i))).isTrue();
      assertThat(quick.receiveAll()).containsExactly(Message.of("" + i));
    }
    assertThat(stalled.receiveAll()).containsExactly(Message.of("0"), Message.of("1"));
    assertThat(pub.drops()).isEqualTo(3);
    assertThat(stalled.pipe.drops()).isEqualTo(3);
    assertThat(quick.pipe.drops()).isZero();
  }

  @Test
  void noDropItWaitsForAMatchingPeerAndNobodyGetsTheMessageMeanwhile() {
    rig.with(Options.XPUB_NO_DROP, true);
    FarEnd stalled = subscriber("a");
    FarEnd quick = subscriber("");
    pub.trySend(Message.of("a0"));
    pub.trySend(Message.of("a1"));
    quick.receiveAll();
    assertThat(pub.trySend(Message.of("a2"))).isFalse();
    assertThat(quick.receiveAll()).isEmpty();
    assertThat(pub.trySend(Message.of("b"))).isTrue();
    stalled.receive();
    assertThat(pub.trySend(Message.of("a2"))).isTrue();
    assertThat(quick.receiveAll()).containsExactly(Message.of("b"), Message.of("a2"));
    assertThat(pub.drops()).isZero();
  }

  @Test
  void invertedItSendsToThoseWhoDoNotMatch() {
    rig.with(Options.INVERT_MATCHING, true);
    FarEnd a = subscriber("a");
    FarEnd b = subscriber("b");
    FarEnd nothing = subscriber();
    pub.trySend(Message.of("abc"));
    assertThat(a.receiveAll()).isEmpty();
    assertThat(b.receiveAll()).hasSize(1);
    assertThat(nothing.receiveAll()).hasSize(1);
  }

  @Test
  void givesLeasedMemoryBackWhenTheLastOfManyPeersIsDone() {
    FarEnd stalled = subscriber("");
    pub.trySend(Message.of("0"));
    pub.trySend(Message.of("1"));
    FarEnd a = subscriber("");
    FarEnd b = subscriber("");
    AtomicInteger released = new AtomicInteger();
    pub.trySend(Message.of(Frame.wrap(ByteBuffer.allocate(10), released::incrementAndGet), "body"));
    a.receive().release();
    assertThat(released).hasValue(0);
    b.receive().release();
    assertThat(released).hasValue(1);
    assertThat(stalled.pipe.drops()).isEqualTo(1);
  }

  @Test
  void makesNoObjectWhenItPublishes() {
    for (int i = 0; i < 4; i++) {
      Pipe pipe = new Pipe(p -> {}, new MessageQueue(0, true), new MessageQueue(0, false));
      pub.attach(pipe);
      pipe.in().add(Message.of("\1topic." + (i < 2 ? "a" : "b")));
      pub.onReadable(pipe);
    }
    Message message = Message.of("topic.a with much behind it", "body");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      pub.trySend(message);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 20_000; i++) {
      pub.trySend(message);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes).isLessThan(20_000); // not one a message; a few for the measurement
  }
}
