package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.ACCEPTED;
import static io.github.zmq4j.MonitorEvent.Type.ACCEPT_FAILED;
import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_FAILED_NO_DETAIL;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What options of sockets do, seen from outside. {@link OptionCoverageTest} lists where which. */
@ExtendWith(LibraryThreads.class)
class OptionEffectsIT {
  private static final String ANY_PORT = "tcp://127.0.0.1:*";
  private static final Duration SOON = Duration.ofMillis(50);

  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  // ---- Queues ----------------------------------------------------------------------------------

  @Test
  void keepsWhatIsQueuedWhenTheSendLimitIsLowered() {
    Push push = context.push();
    push.set(Options.SEND_HIGH_WATER_MARK, 10);
    push.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    for (int i = 0; i < 10; i++) {
      assertThat(push.trySend("message " + i)).isTrue();
    }
    push.set(Options.SEND_HIGH_WATER_MARK, 2);
    assertThat(push.trySend("one too many")).isFalse();
    assertThat(push.get(Options.SEND_HIGH_WATER_MARK)).isEqualTo(2);

    Pull pull = context.pull();
    pull.bind(push.lastEndpoint());
    for (int i = 0; i < 10; i++) {
      assertThat(Patience.receiveText(pull)).isEqualTo("message " + i);
    }
  }

  @Test
  void readsOnWhenTheReceiveLimitIsRaised() throws IOException {
    Pull pull = context.pull();
    pull.set(Options.RECEIVE_HIGH_WATER_MARK, 1);
    try (RawPeer peer = RawPeer.connect(pull.bind(ANY_PORT)).shakeHands("PUSH")) {
      for (int i = 0; i < 5; i++) {
        peer.sendFrame(0, new byte[] {(byte) i});
      }
      Patience.until("reading pauses", () -> connection(pull).isReceivePaused());
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, 100);
      Patience.until("all five are read", () -> connection(pull).receiveQueue() == 5);
      assertThat(connection(pull).isReceivePaused()).isFalse();
      assertThat(connection(pull).receiveHighWaterMark()).isEqualTo(100);
    }
  }

  private ConnectionSnapshot connection(Socket socket) {
    return context.snapshot().sockets().stream()
        .filter(one -> one.id() == socket.id())
        .flatMap(one -> one.connections().stream())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "inproc"})
  void keepsTheNewestMessageOnlyWhenItConflates(String transport) {
    String endpoint =
        transport.equals("tcp") ? "tcp://127.0.0.1:" + RawPeer.freePort() : "inproc://conflate";
    Push push = context.push();
    push.set(Options.CONFLATE, true);
    push.connect(endpoint);
    for (int i = 0; i < 5; i++) {
      push.send("message " + i);
    }
    Pull pull = context.pull();
    pull.bind(endpoint);
    assertThat(Patience.receiveText(pull)).isEqualTo("message 4");
    assertThat(pull.tryReceive()).isNull();
  }

  @Test
  void disconnectsWhoSendsALargerFrameThanAllowed() throws IOException {
    Pull pull = context.pull();
    pull.set(Options.MAX_MESSAGE_SIZE, 10L);
    EventRecorder events = EventRecorder.on(pull);
    try (RawPeer peer = RawPeer.connect(pull.bind(ANY_PORT)).shakeHands("PUSH")) {
      peer.sendFrame(0, new byte[10]).sendFrame(0, new byte[11]);
      assertThat(Patience.receive(pull).size()).isEqualTo(10);
      assertThat(events.await(DISCONNECTED).error()).isEqualTo(ErrorCode.EPROTO);
      assertThat(pull.tryReceive()).isNull();
    }
  }

  @Test
  void cutsWhatAStreamReadsIntoMessagesOfTheBatchSize() {
    Stream stream = context.stream();
    stream.set(Options.RECEIVE_BATCH_SIZE, 4);
    stream.set(Options.STREAM_NOTIFY, false);
    try (RawPeer peer = RawPeer.connect(stream.bind(ANY_PORT))) {
      peer.send("0123456789".getBytes(UTF_8));
      StringBuilder received = new StringBuilder();
      while (received.length() < 10) {
        Message message = Patience.receive(stream);
        assertThat(message.frameSize(1)).isBetween(1, 4);
        received.append(new String(message.frame(1).bytes(), UTF_8));
      }
      assertThat(received).hasToString("0123456789");
    }
  }

  // ---- Connections -----------------------------------------------------------------------------

  @Test
  void tellsPeersTheApplicationsProperties() {
    Dealer server = context.dealer();
    Dealer client = context.dealer();
    client.set(Options.METADATA, "X-Colour:blue");
    client.set(Options.METADATA, "X-Size:7:8");
    client.set(Options.METADATA, "X-Colour:red"); // the first one stays
    client.connect(server.bind(ANY_PORT));
    client.send("hello");
    Metadata metadata = Patience.receive(server).metadata();
    assertThat(metadata.get("X-Colour")).isEqualTo("blue");
    assertThat(metadata.get("x-size")).isEqualTo("7:8");
    assertThat(metadata.get("Socket-Type")).isEqualTo("DEALER");
  }

  @Test
  void endsAHandshakeThatTakesTooLong() {
    Pull pull = context.pull();
    pull.set(Options.HANDSHAKE_INTERVAL, SOON);
    EventRecorder events = EventRecorder.on(pull);
    try (RawPeer mute = RawPeer.connect(pull.bind(ANY_PORT))) {
      events.await(ACCEPTED);
      MonitorEvent failed = events.next(HANDSHAKE_FAILED_NO_DETAIL);
      assertThat(failed.error()).isEqualTo(ErrorCode.ETIMEDOUT);
      assertThat(failed.value()).isEqualTo(ErrorCode.ETIMEDOUT.number());
      events.next(DISCONNECTED);
      mute.readUntilClosed();
    }
  }

  @Test
  void deliversNothingMoreAfterADisconnectWhenToldTo() throws IOException {
    Push push = context.push();
    push.set(Options.RECONNECT_STOP, 4);
    push.set(Options.RECONNECT_INTERVAL, SOON);
    push.set(Options.LINGER, Duration.ofSeconds(60));
    EventRecorder events = EventRecorder.on(push);
    String endpoint = "tcp://127.0.0.1:" + RawPeer.freePort();
    push.connect(endpoint);
    push.send("never to arrive");
    events.await(MonitorEvent.Type.CONNECT_RETRIED);
    push.disconnect(endpoint);
    push.close(); // the session is over: linger holds nothing up
    events.await(MonitorEvent.Type.MONITOR_STOPPED);
    assertThat(Patience.millisOf(context::close)).isLessThan(20_000);
  }

  @Test
  void namesThePeerOfTheNextConnect() {
    Router router = context.router();
    Dealer first = context.dealer();
    Dealer second = context.dealer();
    router.set(Options.ROUTER_MANDATORY, true);
    router.set(Options.CONNECT_ROUTING_ID, "first".getBytes(UTF_8));
    router.connect(first.bind(ANY_PORT));
    router.send(Message.of("first", "by name"));
    assertThat(Patience.receiveText(first)).isEqualTo("by name");

    router.set(Options.CONNECT_ROUTING_ID, "first".getBytes(UTF_8));
    String endpoint = second.bind(ANY_PORT);
    ZmqErrors.assertFails(ErrorCode.EINVAL, () -> router.connect(endpoint))
        .withMessageContaining("CONNECT_ROUTING_ID");
    router.set(Options.CONNECT_ROUTING_ID, "second".getBytes(UTF_8));
    router.set(Options.IMMEDIATE, true);
    router.connect(endpoint);
    Patience.until("the peer is there", () -> router.canSendTo(Frame.of("second")));
  }

  @Test
  void sendsAnEmptyMessageToEachNewPeer() {
    Router router = context.router();
    Dealer dealer = context.dealer();
    dealer.set(Options.PROBE_ROUTER, true);
    dealer.set(Options.ROUTING_ID, "prober".getBytes(UTF_8));
    dealer.connect(router.bind(ANY_PORT));
    assertThat(Patience.receive(router)).isEqualTo(Message.of("prober", ""));
  }

  // ---- Heartbeats ------------------------------------------------------------------------------

  @Test
  void sendsPingsWithTheTimeToLive() throws IOException {
    Dealer dealer = context.dealer();
    dealer.set(Options.HEARTBEAT_INTERVAL, SOON);
    dealer.set(Options.HEARTBEAT_TTL, Duration.ofMillis(30_050)); // kept in tenths of a second
    dealer.set(Options.HEARTBEAT_TIMEOUT, Duration.ZERO);
    assertThat(dealer.get(Options.HEARTBEAT_TTL)).isEqualTo(Duration.ofSeconds(30));
    try (RawPeer peer = RawPeer.connect(dealer.bind(ANY_PORT)).shakeHands("DEALER")) {
      peer.expect("04 07 04 50494e47 012c").expect("04 07 04 50494e47 012c");
    }
  }

  @Test
  void disconnectsAPeerThatAnswersNoPing() throws IOException {
    Dealer dealer = context.dealer();
    dealer.set(Options.HEARTBEAT_INTERVAL, SOON);
    dealer.set(Options.HEARTBEAT_TIMEOUT, SOON);
    EventRecorder events = EventRecorder.on(dealer);
    try (RawPeer peer = RawPeer.connect(dealer.bind(ANY_PORT)).shakeHands("DEALER")) {
      assertThat(events.await(DISCONNECTED).error()).isEqualTo(ErrorCode.ETIMEDOUT);
      peer.readUntilClosed();
    }
  }

  // ---- TCP -------------------------------------------------------------------------------------

  @Test
  void closesAConnectionThatTakesNothingForTooLong() throws IOException {
    Push push = context.push();
    push.set(Options.TCP_MAX_RETRANSMIT_TIME, SOON);
    push.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(-1));
    EventRecorder events = EventRecorder.on(push);
    try (ServerSocket listener = RawPeer.listen()) {
      push.connect(RawPeer.endpointOf(listener));
      try (RawPeer mute = RawPeer.accept(listener).shakeHands("PULL")) {
        for (int i = 0; i < 64; i++) {
          push.trySend(Message.of(new byte[1 << 20])); // more than any kernel buffers
        }
        MonitorEvent lost = events.await(DISCONNECTED);
        assertThat(lost.error()).isEqualTo(ErrorCode.ETIMEDOUT);
        assertThat(mute.readUntilClosed()).isNotEmpty();
      }
    }
  }

  @Test
  void leavesAConnectionAloneThatTakesAtLeastSomething() throws IOException {
    Push push = context.push();
    push.set(Options.TCP_MAX_RETRANSMIT_TIME, Duration.ofSeconds(10));
    try (ServerSocket listener = RawPeer.listen()) {
      push.connect(RawPeer.endpointOf(listener));
      try (RawPeer peer = RawPeer.accept(listener).shakeHands("PULL")) {
        byte[] body = new byte[1 << 20];
        for (int i = 0; i < 32; i++) {
          assertThat(push.trySend(Message.of(body))).isTrue();
        }
        Patience.until("the network is full", () -> connection(push).isSendBlocked());
        peer.read(32 * (9 + body.length));
      }
    }
  }

  @Test
  void letsInOnlyWhomTheAcceptFilterNames() throws IOException {
    Pull pull = context.pull();
    EventRecorder events = EventRecorder.on(pull);
    pull.set(Options.TCP_ACCEPT_FILTER, "192.0.2.0/24");
    try (RawPeer stranger = RawPeer.connect(pull.bind(ANY_PORT))) {
      MonitorEvent refused = events.await(ACCEPT_FAILED);
      assertThat(refused.error()).isEqualTo(ErrorCode.EACCES);
      assertThat(refused.remoteEndpoint()).startsWith("tcp://127.0.0.1:");
      assertThat(stranger.readUntilClosed()).isEmpty();
    }
    pull.set(Options.TCP_ACCEPT_FILTER, "127.0.0.0/8");
    RawPeer.connect(pull.bind(ANY_PORT)).shakeHands("PUSH").close();
    events.await(HANDSHAKE_SUCCEEDED);
    pull.set(Options.TCP_ACCEPT_FILTER, ""); // takes all rules back
    RawPeer.connect(pull.bind(ANY_PORT)).shakeHands("PUSH").close();
    events.await(HANDSHAKE_SUCCEEDED);
  }

  @Test
  void refusesAnAcceptFilterThatIsNoAddressAndKeepsTheOthers() {
    Pull pull = context.pull();
    pull.set(Options.TCP_ACCEPT_FILTER, "192.0.2.1");
    ZmqErrors.assertFails(
        ErrorCode.EINVAL, () -> pull.set(Options.TCP_ACCEPT_FILTER, "example.org"));
    assertThat(pull.get(Options.TCP_ACCEPT_FILTER)).isEqualTo("192.0.2.1");
  }

  @Test
  void knowsTheOldNameOfIpv6() {
    Pull pull = context.pull();
    assertThat(pull.get(Options.IPV4_ONLY)).isTrue();
    pull.set(Options.IPV4_ONLY, false);
    assertThat(pull.get(Options.IPV6)).isTrue();
    pull.set(Options.IPV6, false);
    assertThat(pull.get(Options.IPV4_ONLY)).isTrue();
  }

  // ---- What reports ----------------------------------------------------------------------------

  @Test
  void tellsWhatItIs() {
    for (SocketType type : List.of(SocketType.PUSH, SocketType.SERVER)) {
      Socket socket = context.socket(type);
      assertThat(socket.get(Options.TYPE)).isEqualTo(type);
      assertThat(socket.get(Options.THREAD_SAFE)).isTrue();
    }
  }

  @Test
  void tellsWhetherMoreFramesFollow() {
    Pair one = context.pair();
    Pair other = context.pair();
    one.bind("inproc://more");
    other.connect("inproc://more");
    other.send(Message.of("a", "b"));
    assertThat(one.get(Options.RECEIVE_MORE)).isFalse();
    one.receiveFrame();
    assertThat(one.get(Options.RECEIVE_MORE)).isTrue();
    one.receiveFrame();
    assertThat(one.get(Options.RECEIVE_MORE)).isFalse();
  }

  @Test
  void tellsTheIdOfAStreamsNewestConnection() throws IOException {
    Stream stream = context.stream();
    stream.set(Options.STREAM_NOTIFY, false);
    assertThat(stream.get(Options.ROUTING_ID)).isEmpty();
    try (ServerSocket listener = RawPeer.listen()) {
      stream.connect(RawPeer.endpointOf(listener));
      Frame id = Frame.wrap(stream.get(Options.ROUTING_ID));
      assertThat(id.size()).isEqualTo(5);
      stream.send(Message.of(id, "hello"));
      try (RawPeer peer = RawPeer.accept(listener)) {
        assertThat(peer.read(5)).asString().isEqualTo("hello");
      }
      stream.set(Options.CONNECT_ROUTING_ID, "chosen".getBytes(UTF_8));
      stream.connect(RawPeer.endpointOf(listener));
      assertThat(stream.get(Options.ROUTING_ID)).asString().isEqualTo("chosen");
    }
  }

  // ---- Contexts --------------------------------------------------------------------------------

  @Test
  void beginsTheNamesOfThreadsWithThePrefix() {
    try (Context named = Context.create()) {
      named.set(ContextOption.THREAD_NAME_PREFIX, "feed");
      Pull pull = named.pull();
      EventRecorder events = EventRecorder.on(pull);
      pull.bind(ANY_PORT);
      events.await(MonitorEvent.Type.LISTENING);
      assertThat(LibraryThreads.alive()).contains("feed/zmq4j-io-0", "feed/zmq4j-monitor");
      pull.close();
    }
  }

  @Test
  void givesNewSocketsTheContextsDefaults() {
    try (Context other = Context.create()) {
      Socket before = other.push();
      other.set(ContextOption.IPV6, true);
      other.set(ContextOption.BLOCKY, false);
      other.set(ContextOption.MAX_MESSAGE_SIZE, 1000);
      Socket after = other.push();
      assertThat(before.get(Options.IPV6)).isFalse();
      assertThat(before.get(Options.LINGER)).isNegative();
      assertThat(after.get(Options.IPV6)).isTrue();
      assertThat(after.get(Options.LINGER)).isZero();
      assertThat(other.get(ContextOption.MAX_MESSAGE_SIZE)).isEqualTo(1000);
    }
  }
}
