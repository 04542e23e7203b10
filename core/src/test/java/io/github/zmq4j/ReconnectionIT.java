package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.CLOSED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECT_DELAYED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECT_RETRIED;
import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_FAILED_NO_DETAIL;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_FAILED_PROTOCOL;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static io.github.zmq4j.MonitorEvent.Type.MONITOR_STOPPED;
import static io.github.zmq4j.Patience.receiveText;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How connections are made, lost and made again. */
@ExtendWith(LibraryThreads.class)
class ReconnectionIT {
  private static final Duration SOON = Duration.ofMillis(5);

  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void goesOnWithAServerThatIsKilledAndRestartedBetweenRequests() {
    int port = RawPeer.freePort();
    String endpoint = "tcp://127.0.0.1:" + port;
    Req client = context.req();
    client.relaxed(true);
    client.correlate(true);
    client.set(Options.RECONNECT_INTERVAL, SOON);
    client.connect(endpoint);
    for (int round = 0; round < 5; round++) {
      try (Context restarted = Context.builder().blocky(false).build();
          Rep server = restarted.rep()) {
        server.bind(endpoint);
        String request = "request " + round;
        Caller<Void> service =
            Caller.run(
                () -> {
                  String asked;
                  do {
                    asked = receiveText(server);
                    server.send("reply to " + asked);
                  } while (!asked.equals(request));
                });
        Message reply;
        do { // a request may have been lost with the server before
          client.send(request);
          reply = client.tryReceive(Duration.ofMillis(200));
        } while (reply == null);
        assertThat(reply.text()).isEqualTo("reply to " + request);
        service.result();
      }
    }
  }

  @Test
  void connectsAgainAfterTheConnectionIsReset() throws IOException {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, SOON);
    EventRecorder events = EventRecorder.on(dealer);
    try (ServerSocket listener = RawPeer.listen()) {
      dealer.connect(RawPeer.endpointOf(listener));
      for (int round = 0; round < 3; round++) {
        RawPeer peer = RawPeer.accept(listener).shakeHands("DEALER");
        events.await(HANDSHAKE_SUCCEEDED);
        dealer.send("message " + round);
        assertThat(peer.readFrame()).asString().isEqualTo("message " + round);
        peer.reset();
        events.next(DISCONNECTED);
        events.next(CONNECT_RETRIED);
      }
    }
  }

  @Test
  void keepsWhatWasSentWhileThePeerWasAway() throws IOException {
    Push push = context.push();
    push.set(Options.RECONNECT_INTERVAL, SOON);
    EventRecorder events = EventRecorder.on(push);
    try (ServerSocket listener = RawPeer.listen()) {
      push.connect(RawPeer.endpointOf(listener));
      RawPeer first = RawPeer.accept(listener).shakeHands("PULL");
      events.await(HANDSHAKE_SUCCEEDED);
      first.close();
      events.await(DISCONNECTED);
      for (int i = 0; i < 5; i++) {
        push.send("message " + i);
      }
      try (RawPeer second = RawPeer.accept(listener).shakeHands("PULL")) {
        for (int i = 0; i < 5; i++) {
          assertThat(second.readFrame()).asString().isEqualTo("message " + i);
        }
      }
    }
  }

  @Test
  void sendsNoRestOfAMessageThatALostConnectionCut() throws IOException {
    Push push = context.push();
    push.set(Options.RECONNECT_INTERVAL, SOON);
    EventRecorder events = EventRecorder.on(push);
    try (ServerSocket listener = RawPeer.listen()) {
      push.connect(RawPeer.endpointOf(listener));
      RawPeer first = RawPeer.accept(listener).shakeHands("PULL");
      events.await(HANDSHAKE_SUCCEEDED);
      push.send(new byte[32 << 20]);
      first.read(100_000); // some of it
      first.reset();
      push.send("whole");
      try (RawPeer second = RawPeer.accept(listener).shakeHands("PULL")) {
        assertThat(second.readFrame()).asString().isEqualTo("whole");
      }
    }
  }

  @Test
  void throwsAwayTheBeginningOfAMessageWhoseRestNeverCame() throws IOException {
    Pull pull = context.pull();
    String endpoint = pull.bind("tcp://127.0.0.1:*");
    EventRecorder events = EventRecorder.on(pull);
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("PUSH")) {
      peer.send("00 05 77686f6c65"); // "whole"
      peer.send("01 05 6669727374"); // "first", more
      peer.send("00 06 6c61"); // of "last"
      assertThat(receiveText(pull)).isEqualTo("whole");
    }
    events.await(DISCONNECTED);
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("PUSH")) {
      peer.send("00 04 6e657874"); // "next"
      assertThat(receiveText(pull)).isEqualTo("next");
    }
  }

  // ---- Back-off --------------------------------------------------------------------------------

  @Test
  void waitsTwiceAsLongEachTimeUpToTheMaximum() {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(8));
    dealer.set(Options.RECONNECT_INTERVAL_MAX, Duration.ofMillis(64));
    EventRecorder events = EventRecorder.on(dealer);
    dealer.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    for (int limit : new int[] {8, 16, 32, 64, 64, 64}) {
      assertThat(events.await(CONNECT_RETRIED).value()).isBetween(limit * 3 / 4 - 1L, (long) limit);
    }
  }

  @Test
  void addsARandomPartOfTheIntervalWithoutAMaximum() {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    EventRecorder events = EventRecorder.on(dealer);
    dealer.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      waits.add(events.await(CONNECT_RETRIED).value());
    }
    assertThat(waits).allMatch(wait -> wait >= 10 && wait < 20);
    assertThat(waits).as("random waits").isNotEqualTo(List.of(waits.get(0)));
    assertThat(waits.stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void leavesAServerInPeaceThatAcceptsAndThenDrops() throws IOException {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(4));
    dealer.set(Options.RECONNECT_INTERVAL_MAX, Duration.ofMillis(64));
    EventRecorder events = EventRecorder.on(dealer);
    try (ServerSocket listener = RawPeer.listen()) {
      dealer.connect(RawPeer.endpointOf(listener));
      for (int limit : new int[] {4, 8, 16, 32, 64}) {
        RawPeer.accept(listener).close();
        assertThat(events.await(CONNECT_RETRIED).value())
            .isBetween(limit * 3 / 4 - 1L, (long) limit);
      }
      RawPeer good = RawPeer.accept(listener).shakeHands("DEALER");
      events.await(HANDSHAKE_SUCCEEDED);
      good.close(); // after a handshake the waits start over
      assertThat(events.await(CONNECT_RETRIED).value()).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void triesOnlyOnceWhenToldTo() {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(-1));
    EventRecorder events = EventRecorder.on(dealer);
    dealer.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    events.next(CONNECT_DELAYED);
    events.next(CLOSED);
    letOtherSocketsRetry(3);
    dealer.close();
    events.next(MONITOR_STOPPED);
  }

  @Test
  void givesUpARefusedEndpointWhenToldTo() {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, SOON);
    dealer.set(Options.RECONNECT_STOP, 1);
    EventRecorder events = EventRecorder.on(dealer);
    dealer.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    events.next(CONNECT_DELAYED);
    events.next(CLOSED);
    letOtherSocketsRetry(3);
    dealer.close();
    events.next(MONITOR_STOPPED);
  }

  @Test
  void givesUpAnEndpointWhoseHandshakeFailsWhenToldTo() throws IOException {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, SOON);
    dealer.set(Options.RECONNECT_STOP, 2);
    EventRecorder events = EventRecorder.on(dealer);
    try (ServerSocket listener = RawPeer.listen()) {
      dealer.connect(RawPeer.endpointOf(listener));
      RawPeer.accept(listener).close();
      events.await(HANDSHAKE_FAILED_NO_DETAIL);
      events.next(DISCONNECTED);
      letOtherSocketsRetry(3);
      dealer.close();
      events.next(MONITOR_STOPPED);
    }
  }

  @Test
  void givesUpAnEndpointWhosePeerBreaksTheProtocol() throws IOException {
    Push push = context.push();
    push.set(Options.RECONNECT_INTERVAL, SOON);
    EventRecorder events = EventRecorder.on(push);
    try (ServerSocket listener = RawPeer.listen()) {
      push.connect(RawPeer.endpointOf(listener));
      RawPeer peer = RawPeer.accept(listener);
      peer.send(RawPeer.GREETING).send(RawPeer.ready("PUSH")); // which PUSH does not talk to
      events.await(HANDSHAKE_FAILED_PROTOCOL);
      events.next(DISCONNECTED);
      peer.close();
      letOtherSocketsRetry(3);
      assertThat(events.isEmpty()).isTrue();
      assertThat(push.trySend("to nobody")).isFalse();
    }
  }

  @Test
  void canBeConnectedAgainToAnEndpointThatWasGivenUp() throws IOException {
    Dealer dealer = context.dealer(); // on which a second connect would do nothing
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(-1));
    EventRecorder events = EventRecorder.on(dealer);
    try (ServerSocket listener = RawPeer.listen()) {
      String endpoint = RawPeer.endpointOf(listener);
      for (int round = 0; round < 3; round++) {
        dealer.connect(endpoint);
        try (RawPeer peer = RawPeer.accept(listener).shakeHands("DEALER")) {
          events.await(HANDSHAKE_SUCCEEDED);
          dealer.send("round " + round);
          assertThat(peer.readFrame()).asString().isEqualTo("round " + round);
        }
        events.next(DISCONNECTED);
      }
      ZmqErrors.assertFails(ErrorCode.ENOENT, () -> dealer.disconnect(endpoint));
    }
  }

  /** Passes time that is measured in attempts of another socket. */
  private void letOtherSocketsRetry(int times) {
    try (Dealer clock = context.dealer()) {
      clock.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(20));
      EventRecorder ticks = EventRecorder.on(clock);
      clock.connect("tcp://127.0.0.1:" + RawPeer.freePort());
      for (int i = 0; i < times; i++) {
        ticks.await(CONNECT_RETRIED);
      }
    }
  }

  // ---- Attempts --------------------------------------------------------------------------------

  @Test
  void reportsRefusedAttemptsAndConnectsOnceSomebodyListens() throws IOException {
    int port = RawPeer.freePort();
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, SOON);
    EventRecorder events = EventRecorder.on(dealer);
    dealer.connect("tcp://127.0.0.1:" + port);
    for (int i = 0; i < 3; i++) {
      events.next(CONNECT_DELAYED);
      MonitorEvent closed = events.next(CLOSED);
      assertThat(closed.error()).isEqualTo(ErrorCode.ECONNREFUSED);
      assertThat(closed.remoteEndpoint()).isEqualTo("tcp://127.0.0.1:" + port);
      events.next(CONNECT_RETRIED);
    }
    try (ServerSocket listener = RawPeer.listen(port);
        RawPeer peer = RawPeer.accept(listener)) {
      peer.shakeHands("DEALER");
      events.await(CONNECTED);
      events.next(HANDSHAKE_SUCCEEDED);
    }
  }

  @Test
  void givesUpAnAttemptAfterTheConnectTimeout() throws IOException {
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocket blackHole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fillBacklog(blackHole, waiting);
      Dealer dealer = context.dealer();
      dealer.set(Options.CONNECT_TIMEOUT, Duration.ofMillis(100));
      dealer.set(Options.RECONNECT_INTERVAL, SOON);
      EventRecorder events = EventRecorder.on(dealer);
      dealer.connect(RawPeer.endpointOf(blackHole));
      for (int i = 0; i < 2; i++) {
        events.next(CONNECT_DELAYED);
        assertThat(events.next(CLOSED).error()).isEqualTo(ErrorCode.ETIMEDOUT);
        events.next(CONNECT_RETRIED);
      }
    } finally {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  /** Connects until the kernel answers no more; nobody accepts these. */
  private static void fillBacklog(ServerSocket listener, List<SocketChannel> waiting)
      throws IOException {
    for (int i = 0; i < 8; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(listener.getLocalSocketAddress());
      waiting.add(channel);
    }
  }

  @Test
  void leavesOtherSocketsAloneWhileAHostCannotBeFound() {
    Dealer lost = context.dealer();
    lost.set(Options.RECONNECT_INTERVAL, SOON);
    EventRecorder events = EventRecorder.on(lost);
    lost.connect("tcp://no-such-host.invalid:5555");
    Rep server = context.rep();
    Req client = context.req();
    client.connect(server.bind("tcp://127.0.0.1:*"));
    client.send("request");
    assertThat(receiveText(server)).isEqualTo("request");
    MonitorEvent retried = events.next(CONNECT_RETRIED);
    assertThat(retried.error()).isEqualTo(ErrorCode.EHOSTUNREACH);
    assertThat(retried.reason()).contains("no-such-host.invalid");
    server.send("reply");
    assertThat(receiveText(client)).isEqualTo("reply");
  }

  @Test
  void endsAnAttemptWhenTheSocketIsDisconnected() throws IOException {
    Dealer dealer = context.dealer();
    EventRecorder events = EventRecorder.on(dealer);
    try (ServerSocket listener = RawPeer.listen()) {
      String endpoint = RawPeer.endpointOf(listener);
      dealer.connect(endpoint);
      try (RawPeer peer = RawPeer.accept(listener)) {
        events.await(CONNECTED);
        dealer.disconnect(endpoint);
        peer.readUntilClosed();
        events.await(DISCONNECTED);
      }
    }
  }

  // ---- IMMEDIATE -------------------------------------------------------------------------------

  @Test
  void queuesOnlyForCompletedConnectionsWithImmediate() throws IOException {
    Push push = context.push();
    push.set(Options.IMMEDIATE, true);
    push.set(Options.RECONNECT_INTERVAL, SOON);
    EventRecorder events = EventRecorder.on(push);
    try (ServerSocket listener = RawPeer.listen()) {
      push.connect(RawPeer.endpointOf(listener));
      assertThat(push.trySend("too early")).isFalse();
      RawPeer first = RawPeer.accept(listener);
      events.await(CONNECTED);
      assertThat(push.trySend("still too early")).isFalse();
      first.shakeHands("PULL");
      assertThat(push.trySend(Message.of("in time"), Patience.LIMIT)).isTrue();
      assertThat(first.readFrame()).asString().isEqualTo("in time");
      first.close();
      events.await(DISCONNECTED);
      Patience.until("the pipe has gone", () -> push.get(Options.EVENTS) == 0);
      try (RawPeer second = RawPeer.accept(listener).shakeHands("PULL")) {
        push.send("to the second");
        assertThat(second.readFrame()).asString().isEqualTo("to the second");
      }
    }
  }
}
