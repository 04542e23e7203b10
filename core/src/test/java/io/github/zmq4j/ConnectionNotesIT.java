package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that a socket sends or receives by itself when connections come and go. */
@ExtendWith(LibraryThreads.class)
class ConnectionNotesIT {
  private static final byte[] HELLO = "hello".getBytes(UTF_8);
  private static final byte[] GONE = "gone".getBytes(UTF_8);

  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  // ---- HELLO_MSG -------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://hello"})
  void greetsFromBothSides(String endpoint) {
    Dealer bound = context.dealer();
    Dealer connected = context.dealer();
    bound.set(Options.HELLO_MESSAGE, "from bound".getBytes(UTF_8));
    connected.set(Options.HELLO_MESSAGE, "from connected".getBytes(UTF_8));
    connected.connect(bound.bind(endpoint));

    assertThat(Patience.receiveText(bound)).isEqualTo("from connected");
    assertThat(Patience.receiveText(connected)).isEqualTo("from bound");
    connected.send("next");
    assertThat(Patience.receiveText(bound)).isEqualTo("next");
  }

  @Test
  void greetsBeforeWhatWasQueuedAndAgainOnEachConnection() throws IOException {
    Dealer dealer = context.dealer();
    dealer.set(Options.HELLO_MESSAGE, HELLO);
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    try (ServerSocket listener = RawPeer.listen()) {
      dealer.connect(RawPeer.endpointOf(listener));
      dealer.send("queued");
      try (RawPeer peer = RawPeer.accept(listener).shakeHands("DEALER")) {
        assertThat(peer.readFrame()).isEqualTo(HELLO);
        assertThat(peer.readFrame()).asString().isEqualTo("queued");
      }
      try (RawPeer peer = RawPeer.accept(listener).shakeHands("DEALER")) {
        assertThat(peer.readFrame()).isEqualTo(HELLO);
      }
    }
  }

  @Test
  void greetsBeforeWhatWasQueuedOverInproc() {
    Dealer connected = context.dealer();
    connected.set(Options.HELLO_MESSAGE, HELLO);
    connected.connect("inproc://later");
    connected.send("queued");
    Dealer bound = context.dealer();
    bound.bind("inproc://later");

    assertThat(Patience.receiveText(bound)).isEqualTo("hello");
    assertThat(Patience.receiveText(bound)).isEqualTo("queued");
  }

  @Test
  void greetsTheClientsOfARouter() {
    Router router = context.router();
    router.set(Options.HELLO_MESSAGE, HELLO);
    Dealer dealer = context.dealer();
    dealer.connect(router.bind("tcp://127.0.0.1:*"));
    assertThat(Patience.receiveText(dealer)).isEqualTo("hello");
  }

  // ---- DISCONNECT_MSG --------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://disconnect"})
  void hearsOfAPeerThatLeavesBehindItsLastMessage(String endpoint) {
    Router router = context.router();
    router.set(Options.DISCONNECT_MESSAGE, GONE);
    Dealer dealer = context.dealer();
    dealer.set(Options.ROUTING_ID, "peer".getBytes(UTF_8));
    dealer.set(Options.LINGER, Duration.ofSeconds(10));
    dealer.connect(router.bind(endpoint));
    dealer.send("last words");
    dealer.close();

    assertThat(Patience.receive(router)).isEqualTo(Message.of("peer", "last words"));
    assertThat(Patience.receive(router)).isEqualTo(Message.of("peer", "gone"));
  }

  @Test
  void hearsNothingOfStrangersThatNeverShookHands() throws IOException {
    Server server = context.server();
    server.set(Options.DISCONNECT_MESSAGE, GONE);
    EventRecorder events = EventRecorder.on(server);
    String endpoint = server.bind("tcp://127.0.0.1:*");
    RawPeer.connect(endpoint).close();
    events.await(DISCONNECTED);
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("CLIENT")) {
      events.await(HANDSHAKE_SUCCEEDED);
    }
    assertThat(Patience.receiveText(server)).isEqualTo("gone");
    assertThat(server.tryReceive()).isNull();
  }

  @Test
  void hearsNothingOfConnectionsThatItMadeOrClosedItself() {
    Router bound = context.router();
    Router connected = context.router();
    connected.set(Options.DISCONNECT_MESSAGE, GONE);
    bound.set(Options.DISCONNECT_MESSAGE, GONE);
    EventRecorder events = EventRecorder.on(connected);
    EventRecorder ofBound = EventRecorder.on(bound);
    String endpoint = bound.bind("tcp://127.0.0.1:*");
    connected.connect(endpoint);
    ofBound.await(HANDSHAKE_SUCCEEDED);
    events.await(HANDSHAKE_SUCCEEDED);
    bound.unbind(endpoint);
    events.await(DISCONNECTED);
    ofBound.await(DISCONNECTED);
    assertThat(connected.tryReceive()).isNull();
    assertThat(bound.tryReceive()).isNull();
  }

  // ---- HICCUP_MSG ------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hearsOfAConnectionThatBreaksBehindWhatCameOverIt(boolean immediate) throws IOException {
    Dealer dealer = context.dealer();
    dealer.set(Options.HICCUP_MESSAGE, "hiccup".getBytes(UTF_8));
    dealer.set(Options.IMMEDIATE, immediate);
    try (ServerSocket listener = RawPeer.listen()) {
      dealer.connect(RawPeer.endpointOf(listener));
      try (RawPeer peer = RawPeer.accept(listener).shakeHands("DEALER")) {
        peer.sendFrame(0, "before".getBytes(UTF_8));
      }
      assertThat(Patience.receiveText(dealer)).isEqualTo("before");
      assertThat(Patience.receiveText(dealer)).isEqualTo("hiccup");
    }
  }

  @Test
  void hearsNothingOfConnectionsThatWereNeverThereOrThatItEnds() throws IOException {
    Client client = context.client();
    client.set(Options.HICCUP_MESSAGE, "hiccup".getBytes(UTF_8));
    client.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    EventRecorder events = EventRecorder.on(client);
    try (ServerSocket listener = RawPeer.listen()) {
      String endpoint = RawPeer.endpointOf(listener);
      client.connect(endpoint);
      RawPeer.accept(listener).close(); // in the middle of the handshake
      try (RawPeer peer = RawPeer.accept(listener).shakeHands("SERVER")) {
        events.await(HANDSHAKE_SUCCEEDED);
        client.disconnect(endpoint);
        peer.readUntilClosed();
      }
      events.await(DISCONNECTED);
      assertThat(client.tryReceive()).isNull();
    }
  }

  @Test
  void keepsItsOwnCopies() {
    Dealer dealer = context.dealer();
    byte[] message = HELLO.clone();
    dealer.set(Options.HELLO_MESSAGE, message);
    Arrays.fill(message, (byte) 0);
    dealer.get(Options.HELLO_MESSAGE)[0] = 0;
    assertThat(dealer.get(Options.HELLO_MESSAGE)).isEqualTo(HELLO);
  }
}
