package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.CONNECT_RETRIED;
import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.internal.zmtp.wire.Hex;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PING, PONG, and what becomes of peers that give no sign of life. */
@ExtendWith(LibraryThreads.class)
class HeartbeatIT {
  private static final String TCP = "tcp://127.0.0.1:*";
  private static final String PING = "0450494e47";
  private static final String PONG = "04504f4e47";

  private final Context context = Context.builder().blocky(false).build();
  private final Dealer dealer = context.dealer();

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void pingsAndDropsAPeerThatIsSilent() {
    dealer.set(Options.HEARTBEAT_INTERVAL, Duration.ofMillis(50));
    dealer.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(200));
    dealer.set(Options.HEARTBEAT_TTL, Duration.ofMillis(300));
    EventRecorder events = EventRecorder.on(dealer);
    try (RawPeer peer = RawPeer.connect(dealer.bind(TCP)).shakeHands("DEALER")) {
      events.await(HANDSHAKE_SUCCEEDED);
      long start = System.nanoTime();
      peer.expect("04 07", PING, "0003"); // no context
      MonitorEvent lost = events.next(DISCONNECTED);
      assertThat(lost.error()).isEqualTo(ErrorCode.ETIMEDOUT);
      assertThat(lost.reason()).contains("silent");
      assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(150);
      peer.readUntilClosed();
    }
  }

  @Test
  void keepsAPeerThatAnswersItsPings() {
    dealer.set(Options.HEARTBEAT_INTERVAL, Duration.ofMillis(20));
    dealer.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(300));
    EventRecorder events = EventRecorder.on(dealer);
    try (RawPeer peer = RawPeer.connect(dealer.bind(TCP)).shakeHands("DEALER")) {
      events.await(HANDSHAKE_SUCCEEDED);
      for (int i = 0; i < 25; i++) {
        peer.expect("04 07", PING, "0000");
        peer.send("04 05", PONG);
      }
      assertThat(events.isEmpty()).as("no event since").isTrue();
    }
    events.next(DISCONNECTED);
  }

  @Test
  void takesAnyTrafficForASignOfLife() {
    dealer.set(Options.HEARTBEAT_INTERVAL, Duration.ofMillis(20));
    dealer.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(300));
    EventRecorder events = EventRecorder.on(dealer);
    try (RawPeer peer = RawPeer.connect(dealer.bind(TCP)).shakeHands("DEALER")) {
      events.await(HANDSHAKE_SUCCEEDED);
      for (int i = 0; i < 25; i++) {
        peer.expect("04 07", PING, "0000");
        peer.send("00 01 61");
        assertThat(receiveText(dealer)).isEqualTo("a");
      }
      assertThat(events.isEmpty()).as("no event since").isTrue();
    }
  }

  @Test
  void answersPingsThoughItSendsNone() {
    String endpoint = dealer.bind(TCP);
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("DEALER")) {
      peer.send("04 07", PING, "0000").expect("04 05", PONG);
      peer.send("04 0a", PING, "001e 616263").expect("04 08", PONG, "616263");
      peer.send("04 17", PING, "0000", "ab".repeat(16)).expect("04 15", PONG, "ab".repeat(16));
      // Between the frames of a message, too.
      peer.send("01 01 61").send("04 07", PING, "0000").expect("04 05", PONG).send("00 01 62");
      assertThat(receive(dealer)).isEqualTo(Message.of("a", "b"));
    }
  }

  @Test
  void dropsAPeerThatStaysSilentLongerThanItsOwnTtl() {
    EventRecorder events = EventRecorder.on(dealer);
    try (RawPeer peer = RawPeer.connect(dealer.bind(TCP)).shakeHands("DEALER")) {
      events.await(HANDSHAKE_SUCCEEDED);
      peer.send("04 07", PING, "0002").expect("04 05", PONG); // 200 ms
      MonitorEvent lost = events.next(DISCONNECTED);
      assertThat(lost.error()).isEqualTo(ErrorCode.ETIMEDOUT);
      peer.readUntilClosed();
    }
  }

  @Test
  void keepsAPeerWhoseMessagesTheApplicationDoesNotReceive() {
    dealer.set(Options.HEARTBEAT_INTERVAL, Duration.ofMillis(20));
    dealer.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(100));
    dealer.set(Options.RECEIVE_HIGH_WATER_MARK, 1);
    EventRecorder events = EventRecorder.on(dealer);
    try (RawPeer peer = RawPeer.connect(dealer.bind(TCP)).shakeHands("DEALER")) {
      events.await(HANDSHAKE_SUCCEEDED);
      peer.send("00 01 61", "00 01 62", "00 01 63"); // it reads no further than the first
      for (int i = 0; i < 20; i++) {
        peer.expect("04 07", PING, "0000"); // well beyond the timeout
      }
      peer.send("04 05", PONG);
      assertThat(receiveText(dealer)).isEqualTo("a");
      assertThat(receiveText(dealer)).isEqualTo("b");
      assertThat(receiveText(dealer)).isEqualTo("c");
      assertThat(events.isEmpty()).as("no event since").isTrue();
    }
  }

  @Test
  void connectsAgainAfterThePeerWasSilent() throws IOException {
    dealer.set(Options.HEARTBEAT_INTERVAL, Duration.ofMillis(30));
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(5));
    EventRecorder events = EventRecorder.on(dealer);
    try (ServerSocket listener = RawPeer.listen()) {
      dealer.connect(RawPeer.endpointOf(listener));
      try (RawPeer silent = RawPeer.accept(listener).shakeHands("DEALER")) {
        events.await(DISCONNECTED);
        events.next(CONNECT_RETRIED);
        silent.readUntilClosed();
        RawPeer.accept(listener).shakeHands("DEALER").close();
        events.await(HANDSHAKE_SUCCEEDED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsIdleConnectionsBetweenOurselves(boolean callerDrives) {
    try (Context other = Context.builder().callerDrives(callerDrives).build();
        Dealer peer = other.dealer()) {
      for (Dealer one : new Dealer[] {dealer, peer}) {
        one.set(Options.HEARTBEAT_INTERVAL, Duration.ofMillis(10));
        one.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(400));
        one.set(Options.HEARTBEAT_TTL, Duration.ofMillis(500));
      }
      EventRecorder events = EventRecorder.on(peer);
      peer.connect(dealer.bind(TCP));
      events.await(HANDSHAKE_SUCCEEDED);
      assertThat(peer.tryReceive(Duration.ofMillis(1000))).isNull(); // longer than either allows
      assertThat(events.isEmpty()).as("no event since").isTrue();
      peer.send("still there");
      assertThat(receiveText(dealer)).isEqualTo("still there");
    }
  }

  @Test
  void pingsNoPeerThatDoesNotKnowPings() {
    dealer.set(Options.HEARTBEAT_INTERVAL, Duration.ofMillis(20));
    try (RawPeer old = RawPeer.connect(dealer.bind(TCP))) {
      old.send(RawPeer.SIGNATURE, "01 05", "00 00"); // a DEALER of ZMTP 2.0
      old.read(14);
      old.send("00 05 68656c6c6f");
      assertThat(receiveText(dealer)).isEqualTo("hello");
      dealer.send("world");
      assertThat(Hex.text(old.readFrame())).isEqualTo(Hex.ofText("world"));
      assertThat(old.isLeftAlone(100)).isTrue();
    }
  }
}
