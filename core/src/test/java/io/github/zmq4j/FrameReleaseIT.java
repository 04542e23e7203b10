package io.github.zmq4j;

import static io.github.zmq4j.ErrorCode.EAGAIN;
import static io.github.zmq4j.ErrorCode.EFSM;
import static io.github.zmq4j.ErrorCode.EHOSTUNREACH;
import static io.github.zmq4j.ZmqErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wrapped memory is given back once, whatever becomes of its message; and while the message is
 * still somebody's, not at all.
 */
@ExtendWith(LibraryThreads.class)
class FrameReleaseIT {
  private static final String TCP = "tcp://127.0.0.1:*";

  private final Context context = Context.builder().blocky(false).build();
  private final List<AtomicInteger> releases = new ArrayList<>(); // one a frame

  @AfterEach
  void close() {
    context.close();
    Patience.until(
        "every frame has been given back",
        () -> {
          System.gc(); // what was left behind is given back when nobody can reach it
          return releases.stream().allMatch(count -> count.get() > 0);
        });
    assertThat(releases).as("how often each was given back").allMatch(count -> count.get() == 1);
  }

  private Frame leased(int bytes) {
    AtomicInteger count = new AtomicInteger();
    releases.add(count);
    return Frame.wrap(ByteBuffer.allocateDirect(bytes), count::incrementAndGet);
  }

  private Message leased() {
    return Message.of(leased(100));
  }

  /** The number of frames that were given back so far. */
  private int released() {
    return releases.stream().mapToInt(AtomicInteger::get).sum();
  }

  private void awaitReleased(int count) {
    Patience.until(count + " frames were given back", () -> released() == count);
  }

  // ---- Sent ------------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 8 * 1024, 1_000_000})
  void whenItIsWrittenToTheNetwork(int bytes) {
    Push push = context.push();
    Pull pull = context.pull();
    push.connect(pull.bind(TCP));
    for (int i = 1; i <= 5; i++) {
      push.send(Message.of(leased(bytes), leased(bytes)));
      assertThat(Patience.receive(pull).frameSize(1)).isEqualTo(bytes);
      awaitReleased(2 * i);
    }
  }

  @Test
  void whenEverySubscriberHasIt() {
    XPub pub = context.xpub();
    pub.set(Options.XPUB_VERBOSE, true);
    String endpoint = pub.bind(TCP);
    for (int i = 0; i < 3; i++) {
      Sub sub = context.sub();
      sub.subscribe("");
      sub.connect(endpoint);
      Patience.receive(pub); // the subscription
    }
    pub.send(leased());
    awaitReleased(1);
    assertThat(pub.get(Options.TOPICS_COUNT)).isEqualTo(1);
  }

  @Test
  void whenTheReceiverOverInprocIsDoneWithIt() {
    Push push = context.push();
    Pull pull = context.pull();
    push.connect(pull.bind("inproc://release"));
    push.send(leased());
    Message message = Patience.receive(pull);
    assertThat(released()).isZero();
    message.release();
    assertThat(released()).isEqualTo(1);
  }

  @Test
  void whenItsFuturesSendIsWritten() {
    Push push = context.push();
    Pull pull = context.pull();
    var sending = push.sendAsync(leased()); // nobody is there yet
    assertThat(sending).isNotDone();
    push.connect(pull.bind(TCP));
    Patience.receive(pull);
    awaitReleased(1);
  }

  // ---- Dropped ---------------------------------------------------------------------------------

  @Test
  void whenNobodySubscribesToIt() {
    Pub pub = context.pub();
    pub.bind(TCP);
    pub.send(leased());
    assertThat(released()).isEqualTo(1);
  }

  @Test
  void whenASubscriberHasNoRoomForIt() {
    XPub pub = context.xpub();
    pub.set(Options.SEND_HIGH_WATER_MARK, 1);
    Sub sub = context.sub();
    sub.set(Options.RECEIVE_HIGH_WATER_MARK, 1);
    sub.subscribe("");
    sub.connect(pub.bind("inproc://narrow"));
    Patience.receive(pub);
    for (int i = 0; i < 10; i++) {
      pub.send(leased());
    }
    assertThat(released()).as("dropped").isEqualTo(8);
  }

  @Test
  void whenARouterHasNoSuchPeer() {
    Router router = context.router();
    router.bind(TCP);
    router.send(Message.of(Frame.of("nobody"), leased(10)));
    assertThat(released()).isEqualTo(1);
  }

  @Test
  void whenARouterHasNoRoomForThePeer() {
    Router router = context.router();
    router.set(Options.SEND_HIGH_WATER_MARK, 1);
    Dealer dealer = context.dealer();
    dealer.set(Options.RECEIVE_HIGH_WATER_MARK, 1);
    dealer.set(Options.ROUTING_ID, new byte[] {1});
    dealer.connect(router.bind("inproc://router"));
    for (int i = 0; i < 10; i++) {
      router.send(Message.of(Frame.of(new byte[] {1}), leased(10)));
    }
    assertThat(released()).as("dropped").isEqualTo(8);
  }

  @Test
  void whenANewerOneTakesItsPlace() {
    Push push = context.push();
    push.set(Options.CONFLATE, true);
    push.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    for (int i = 0; i < 10; i++) {
      push.send(leased());
    }
    assertThat(released()).as("conflated").isEqualTo(9);
    push.disconnect(push.lastEndpoint());
    awaitReleased(10);
  }

  // ---- Not sent --------------------------------------------------------------------------------

  @Test
  void notWhenTheSendFails() {
    Req req = context.req();
    Rep rep = context.rep();
    req.connect(rep.bind("inproc://turns"));
    req.send("first");
    Message early = leased();
    assertFails(EFSM, () -> req.send(early));
    assertFails(EFSM, () -> rep.send(early));
    Push push = context.push();
    assertThat(push.trySend(early)).isFalse();
    assertThat(push.trySend(early, Duration.ofMillis(1))).isFalse();
    push.set(Options.SEND_TIMEOUT, Duration.ofMillis(1));
    assertFails(EAGAIN, () -> push.send(early));
    Router router = context.router();
    router.set(Options.ROUTER_MANDATORY, true);
    assertFails(EHOSTUNREACH, () -> router.send(early.prepend(Frame.of("nobody"))));
    assertThat(released()).as("still the caller's").isZero();
    early.release();
    assertThat(released()).isEqualTo(1);
  }

  @Test
  void notWhenTheSocketIsClosed() {
    Push push = context.push();
    push.close();
    Message late = leased();
    ZmqErrors.assertClosed(() -> push.send(late));
    assertThat(released()).isZero();
  }

  // ---- The end ---------------------------------------------------------------------------------

  @Test
  void whenTheContextClosesBeforeItWasWritten() {
    Push push = context.push();
    push.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    for (int i = 0; i < 10; i++) {
      push.send(leased());
    }
    assertThat(released()).isZero();
    context.close();
    assertThat(released()).isEqualTo(10);
  }

  @Test
  void whenItsMessageIsNeverFinished() {
    Dealer dealer = context.dealer();
    dealer.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    dealer.sendMore(leased(10));
    dealer.sendMore(leased(10));
    dealer.close();
    assertThat(released()).isEqualTo(2);
  }

  @Test
  void whenTheRestOfItsMessageIsNeverRead() {
    Push push = context.push();
    Pull pull = context.pull();
    push.connect(pull.bind("inproc://parts"));
    push.send(Message.of("read", leased(10), leased(10)));
    assertThat(Patience.receive(pull).frameCount()).isEqualTo(3); // the caller's now
    push.send(Message.of("read", leased(10), leased(10)));
    assertThat(pull.receiveFrame().text()).isEqualTo("read");
    pull.close();
    assertThat(released()).isEqualTo(2);
  }

  @Test
  void whenTheReceiverOverInprocNeverReadsIt() {
    Push push = context.push();
    Pull pull = context.pull();
    push.connect(pull.bind("inproc://unread"));
    for (int i = 0; i < 10; i++) {
      push.send(leased());
    }
    pull.close();
    assertThat(released()).isEqualTo(10);
  }
}
