package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.CONNECT_RETRIED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a context tells of itself. */
@ExtendWith(LibraryThreads.class)
class SnapshotIT {
  private static final String ANY_PORT = "tcp://127.0.0.1:*";

  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  private SocketSnapshot look(Socket socket) {
    return context.snapshot().sockets().stream()
        .filter(one -> one.id() == socket.id())
        .findFirst()
        .orElseThrow();
  }

  private ConnectionSnapshot connectionOf(Socket socket) {
    SocketSnapshot seen = look(socket);
    assertThat(seen.connections()).hasSize(1);
    return seen.connections().get(0);
  }

  private EndpointSnapshot endpointOf(Socket socket) {
    SocketSnapshot seen = look(socket);
    assertThat(seen.endpoints()).hasSize(1);
    return seen.endpoints().get(0);
  }

  // ---- Sockets ---------------------------------------------------------------------------------

  @Test
  void listsTheSocketsInTheOrderTheyWereMade() {
    Instant before = Instant.now();
    Push push = context.push();
    Sub sub = context.sub();
    ContextSnapshot seen = context.snapshot();
    assertThat(seen.time()).isBetween(before, Instant.now());
    assertThat(seen.sockets()).extracting(SocketSnapshot::id).containsExactly(push.id(), sub.id());
    assertThat(seen.sockets())
        .extracting(SocketSnapshot::type)
        .containsExactly(SocketType.PUSH, SocketType.SUB);
    assertThat(seen.sockets()).allMatch(socket -> socket.state() == SocketSnapshot.State.OPEN);
    context.shutdown();
    assertThat(look(push).state()).isEqualTo(SocketSnapshot.State.SHUT_DOWN);
    push.close();
    sub.close();
    assertThat(context.snapshot().sockets()).isEmpty();
  }

  @Test
  void showsTheOptionsThatWereSetButNoSecrets() {
    Dealer dealer = context.dealer();
    dealer.set(Options.SEND_HIGH_WATER_MARK, 7);
    dealer.set(Options.ROUTING_ID, "me".getBytes(UTF_8));
    dealer.set(Options.PLAIN_USERNAME, "admin");
    dealer.set(Options.PLAIN_PASSWORD, "secret");
    SocketSnapshot seen = look(dealer);
    assertThat(seen.options())
        .containsEntry(Options.SEND_HIGH_WATER_MARK, 7)
        .containsEntry(Options.PLAIN_USERNAME, "admin")
        .containsEntry(Options.LINGER, Duration.ZERO) // of a context that is not blocky
        .containsKey(Options.ROUTING_ID)
        .doesNotContainKey(Options.PLAIN_PASSWORD)
        .doesNotContainKey(Options.RECEIVE_HIGH_WATER_MARK);
    assertThat(seen.toString()).doesNotContain("secret");
    ((byte[]) seen.options().get(Options.ROUTING_ID))[0] = 'x';
    assertThat(dealer.get(Options.ROUTING_ID)).isEqualTo("me".getBytes(UTF_8));
  }

  @Test
  void cannotBeChanged() {
    Dealer dealer = context.dealer();
    dealer.bind(ANY_PORT);
    SocketSnapshot seen = look(dealer);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> seen.options().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> seen.endpoints().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> seen.connections().clear());
  }

  @Test
  void countsThePartsOfMessagesInProgress() {
    Dealer one = context.dealer();
    Dealer other = context.dealer();
    other.bind("inproc://parts");
    one.connect("inproc://parts");
    one.sendMore("a");
    one.sendMore("b");
    assertThat(look(one).partsToSend()).isEqualTo(2);
    one.send("c");
    assertThat(look(one).partsToSend()).isZero();
    other.receiveFrame();
    assertThat(look(other).partsToReceive()).isEqualTo(2);
  }

  @Test
  void countsWhatWasDropped() {
    Router router = context.router();
    router.send(Message.of("nobody", "message"));
    router.send(Message.of("nobody", "message"));
    assertThat(look(router).messagesDropped()).isEqualTo(2);
  }

  // ---- Connections -----------------------------------------------------------------------------

  @Test
  void showsBothEndsOfAConnection() {
    Instant before = Instant.now().minusSeconds(1);
    Router router = context.router();
    Dealer dealer = context.dealer();
    dealer.set(Options.ROUTING_ID, "dealer".getBytes(UTF_8));
    String endpoint = router.bind(ANY_PORT);
    dealer.connect(endpoint);
    dealer.send("hello");
    dealer.send("world");
    Patience.receive(router);
    Patience.until("both came", () -> connectionOf(router).messagesReceived() == 2);

    ConnectionSnapshot accepted = connectionOf(router);
    assertThat(accepted.localEndpoint()).isEqualTo(endpoint);
    assertThat(accepted.state()).isEqualTo(ConnectionSnapshot.State.OPEN);
    assertThat(accepted.peerRoutingId()).isEqualTo(Frame.of("dealer"));
    assertThat(accepted.peerType()).isEqualTo(SocketType.DEALER);
    assertThat(accepted.since()).isBetween(before, Instant.now());
    assertThat(accepted.receiveQueue()).isEqualTo(1);
    assertThat(accepted.receiveHighWaterMark()).isEqualTo(1000);
    assertThat(accepted.messagesSent()).isZero();

    Patience.until("both are sent", () -> connectionOf(dealer).messagesSent() == 2);
    ConnectionSnapshot made = connectionOf(dealer);
    assertThat(made.remoteEndpoint()).isEqualTo(endpoint);
    assertThat(made.localEndpoint()).isEqualTo(accepted.remoteEndpoint());
    assertThat(made.peerType()).isEqualTo(SocketType.ROUTER);
    assertThat(made.sendQueue()).isZero();
    assertThat(made.bytesSent()).isEqualTo(accepted.bytesReceived()).isGreaterThan(64 + 2 * 7);
    assertThat(made.bytesReceived()).isEqualTo(accepted.bytesSent()).isGreaterThan(64);
  }

  @Test
  void showsTheTwoSidesOfAnInprocConnection() {
    Pull pull = context.pull();
    Push push = context.push();
    pull.set(Options.RECEIVE_HIGH_WATER_MARK, 5);
    push.set(Options.SEND_HIGH_WATER_MARK, 3);
    pull.bind("inproc://here");
    push.connect("inproc://here");
    push.send("one");
    push.send("two");
    pull.receive();

    ConnectionSnapshot sending = connectionOf(push);
    assertThat(sending.remoteEndpoint()).isEqualTo("inproc://here");
    assertThat(sending.peerType()).isEqualTo(SocketType.PULL);
    assertThat(sending.messagesSent()).isEqualTo(2);
    assertThat(sending.sendQueue()).isEqualTo(1);
    assertThat(sending.sendHighWaterMark()).isEqualTo(8);
    ConnectionSnapshot receiving = connectionOf(pull);
    assertThat(receiving.messagesReceived()).isEqualTo(2);
    assertThat(receiving.receiveQueue()).isEqualTo(1);
    assertThat(receiving.receiveHighWaterMark()).isEqualTo(8);

    push.close();
    assertThat(look(pull).connections()).isEmpty();
    assertThat(look(pull).messagesReceived()).isEqualTo(2);
  }

  @Test
  void showsAHandshakeThatIsNotDone() {
    Pull pull = context.pull();
    EventRecorder events = EventRecorder.on(pull);
    try (RawPeer mute = RawPeer.connect(pull.bind(ANY_PORT))) {
      events.await(MonitorEvent.Type.ACCEPTED);
      Patience.until("the connection is listed", () -> look(pull).connections().size() == 1);
      ConnectionSnapshot seen = connectionOf(pull);
      assertThat(seen.state()).isEqualTo(ConnectionSnapshot.State.HANDSHAKE);
      assertThat(seen.peerType()).isNull();
      assertThat(seen.peerRoutingId()).isEqualTo(Frame.EMPTY);
      assertThat(endpointOf(pull).handshakes()).isZero();
      assertThat(mute.socket().isConnected()).isTrue();
    }
    Patience.until("it is gone", () -> look(pull).connections().isEmpty());
  }

  @Test
  void goesOnCountingOverConnectionsThatAreGone() throws IOException {
    Pull pull = context.pull();
    String endpoint = pull.bind(ANY_PORT);
    for (int round = 1; round <= 3; round++) {
      try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("PUSH")) {
        peer.sendFrame(0, new byte[1]);
        Patience.receive(pull);
      }
      Patience.until("it is gone", () -> look(pull).connections().isEmpty());
      assertThat(look(pull).messagesReceived()).isEqualTo(round);
    }
    EndpointSnapshot seen = endpointOf(pull);
    assertThat(seen.attempts()).isEqualTo(3);
    assertThat(seen.handshakes()).isEqualTo(3);
    assertThat(seen.connections()).isZero();
  }

  @Test
  void countsForEachPeerWhatItMissed() throws IOException {
    Pub pub = context.pub();
    pub.set(Options.SEND_HIGH_WATER_MARK, 1);
    try (RawPeer slow = RawPeer.connect(pub.bind(ANY_PORT)).shakeHands("SUB")) {
      slow.send("04 0a 09 535542534352494245");
      Patience.until("it has subscribed", () -> pub.get(Options.TOPICS_COUNT) == 1);
      byte[] body = new byte[1 << 20];
      Patience.until(
          "the peer misses something",
          () -> {
            pub.send(Message.of(body));
            return connectionOf(pub).messagesDropped() > 0;
          });
      assertThat(look(pub).messagesDropped()).isEqualTo(connectionOf(pub).messagesDropped());
      assertThat(connectionOf(pub).isSendBlocked()).isTrue();
      assertThat(slow.socket().isConnected()).isTrue();
    }
  }

  // ---- Endpoints -------------------------------------------------------------------------------

  @Test
  void showsWhatWaitsForAPeerThatIsNotThere() {
    Push push = context.push();
    push.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    EventRecorder events = EventRecorder.on(push);
    String endpoint = "tcp://127.0.0.1:" + RawPeer.freePort();
    push.connect(endpoint);
    push.send("one");
    push.send("two");
    events.await(CONNECT_RETRIED);
    events.await(CONNECT_RETRIED);

    EndpointSnapshot seen = endpointOf(push);
    assertThat(seen.endpoint()).isEqualTo(endpoint);
    assertThat(seen.kind()).isEqualTo(EndpointSnapshot.Kind.CONNECTED);
    assertThat(seen.sendQueue()).isEqualTo(2);
    assertThat(seen.attempts()).isGreaterThanOrEqualTo(2);
    assertThat(seen.handshakes()).isZero();
    assertThat(seen.reason()).containsIgnoringCase("refused");
    assertThat(look(push).connections()).isEmpty();
  }

  @Test
  void countsReconnects() throws IOException {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    EventRecorder events = EventRecorder.on(dealer);
    try (ServerSocket listener = RawPeer.listen()) {
      dealer.connect(RawPeer.endpointOf(listener));
      for (int i = 0; i < 2; i++) {
        RawPeer.accept(listener).shakeHands("DEALER").close();
        events.await(HANDSHAKE_SUCCEEDED);
      }
      try (RawPeer peer = RawPeer.accept(listener).shakeHands("DEALER")) {
        events.await(HANDSHAKE_SUCCEEDED);
        EndpointSnapshot seen = endpointOf(dealer);
        assertThat(seen.state()).isEqualTo(EndpointSnapshot.State.CONNECTED);
        assertThat(seen.handshakes()).isEqualTo(3);
        assertThat(seen.reason()).isEmpty();
        assertThat(seen.connections()).isEqualTo(1);
        assertThat(peer.socket().isConnected()).isTrue();
      }
    }
  }

  @Test
  void showsAnEndpointThatWasGivenUpAndWhy() throws IOException {
    Dealer dealer = context.dealer();
    EventRecorder events = EventRecorder.on(dealer);
    try (ServerSocket listener = RawPeer.listen()) {
      dealer.connect(RawPeer.endpointOf(listener));
      RawPeer.accept(listener).shakeHands("PUB").close(); // no peer of a DEALER
      events.await(MonitorEvent.Type.DISCONNECTED);
      EndpointSnapshot seen = endpointOf(dealer);
      assertThat(seen.state()).isEqualTo(EndpointSnapshot.State.ENDED);
      assertThat(seen.reason()).contains("PUB");
      dealer.disconnect(RawPeer.endpointOf(listener));
      Patience.until("it is gone", () -> look(dealer).endpoints().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ANY_PORT, "ipc://*", "inproc://bound"})
  void showsWhereASocketIsBoundUntilItIsNot(String wildcard) {
    Pull pull = context.pull();
    String endpoint = pull.bind(wildcard);
    EndpointSnapshot seen = endpointOf(pull);
    assertThat(seen.endpoint()).isEqualTo(endpoint);
    assertThat(seen.kind()).isEqualTo(EndpointSnapshot.Kind.BOUND);
    assertThat(seen.state()).isEqualTo(EndpointSnapshot.State.LISTENING);
    assertThat(seen.since()).isBeforeOrEqualTo(Instant.now());
    pull.unbind(endpoint);
    assertThat(look(pull).endpoints()).isEmpty();
  }

  @Test
  void showsAnInprocEndpointThatWaitsForItsBinder() {
    Push push = context.push();
    push.connect("inproc://later");
    push.send("early");
    assertThat(endpointOf(push).state()).isEqualTo(EndpointSnapshot.State.WAITING);
    assertThat(endpointOf(push).sendQueue()).isEqualTo(1);
    Pull pull = context.pull();
    pull.bind("inproc://later");
    assertThat(endpointOf(push).state()).isEqualTo(EndpointSnapshot.State.CONNECTED);
    assertThat(endpointOf(push).sendQueue()).isZero();
    pull.close();
    Patience.until(
        "its end is seen", () -> endpointOf(push).state() == EndpointSnapshot.State.ENDED);
  }

  // ---- The end ---------------------------------------------------------------------------------

  @Test
  void showsAClosedSocketAsLongAsItHasSomethingToHandOver() {
    String endpoint = "tcp://127.0.0.1:" + RawPeer.freePort();
    Push push = context.push();
    push.set(Options.LINGER, Duration.ofSeconds(60));
    push.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    push.connect(endpoint);
    push.send("left");
    push.close();
    assertThat(look(push).state()).isEqualTo(SocketSnapshot.State.CLOSED);
    assertThat(endpointOf(push).sendQueue()).isEqualTo(1);
    Pull pull = context.pull();
    pull.bind(endpoint);
    assertThat(Patience.receiveText(pull)).isEqualTo("left");
    Patience.until("it is gone", () -> context.snapshot().sockets().size() == 1);
  }

  // ---- Monitors --------------------------------------------------------------------------------

  @Test
  void countsTheEventsThatASlowListenerMissed() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    Pull pull = context.pull();
    pull.monitor(
        event -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    for (int i = 0; context.snapshot().monitorEventsDropped() == 0; i++) {
      assertThat(i).as("events that nobody heard").isLessThan(100_000);
      ZmqErrors.assertFails(ErrorCode.EADDRNOTAVAIL, () -> pull.bind("tcp://192.0.2.1:5555"));
    }
    release.countDown();
  }
}
