package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.ACCEPTED;
import static io.github.zmq4j.MonitorEvent.Type.CLOSED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECT_DELAYED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECT_RETRIED;
import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static io.github.zmq4j.MonitorEvent.Type.LISTENING;
import static io.github.zmq4j.MonitorEvent.Type.MONITOR_STOPPED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which events a connection has from its beginning to its end, with their values. */
@ExtendWith(LibraryThreads.class)
class MonitorSequenceIT {
  private static final String ANY_PORT = "tcp://127.0.0.1:*";

  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void tellsTheLifeOfABoundEndpoint() {
    Router router = context.router();
    EventRecorder events = EventRecorder.on(router);
    Instant before = Instant.now();
    String endpoint = router.bind(ANY_PORT);
    MonitorEvent listening = events.next(LISTENING);
    assertThat(listening.localEndpoint()).isEqualTo(endpoint);
    assertThat(listening.value()).isEqualTo(-1);
    assertThat(listening.error()).isNull();
    assertThat(listening.socketId()).isEqualTo(router.id());
    assertThat(listening.socketType()).isEqualTo(SocketType.ROUTER);
    assertThat(listening.time()).isBetween(before, Instant.now());

    Dealer dealer = context.dealer();
    dealer.set(Options.ROUTING_ID, "peer".getBytes(UTF_8));
    dealer.connect(endpoint);
    MonitorEvent accepted = events.next(ACCEPTED);
    assertThat(accepted.localEndpoint()).isEqualTo(endpoint);
    assertThat(accepted.remoteEndpoint()).startsWith("tcp://127.0.0.1:");
    assertThat(accepted.value()).isEqualTo(-1);
    assertThat(accepted.peerRoutingId()).isEqualTo(Frame.EMPTY);
    MonitorEvent succeeded = events.next(HANDSHAKE_SUCCEEDED);
    assertThat(succeeded.localEndpoint()).isEqualTo(endpoint);
    assertThat(succeeded.remoteEndpoint()).isEqualTo(accepted.remoteEndpoint());
    assertThat(succeeded.peerRoutingId()).isEqualTo(Frame.of("peer"));
    assertThat(succeeded.value()).isZero();

    dealer.close();
    MonitorEvent lost = events.next(DISCONNECTED);
    assertThat(lost.localEndpoint()).isEqualTo(endpoint);
    assertThat(lost.remoteEndpoint()).isEqualTo(accepted.remoteEndpoint());
    assertThat(lost.peerRoutingId()).isEqualTo(Frame.of("peer"));
    assertThat(lost.value()).isEqualTo(-1);
    assertThat(lost.reason()).isNotEmpty();

    router.close();
    assertThat(events.next(CLOSED).localEndpoint()).isEqualTo(endpoint);
    events.next(MONITOR_STOPPED);
  }

  @Test
  void tellsTheLifeOfAConnectedEndpoint() throws IOException {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    EventRecorder events = EventRecorder.on(dealer);
    try (ServerSocket listener = RawPeer.listen()) {
      String endpoint = RawPeer.endpointOf(listener);
      dealer.connect(endpoint);
      try (RawPeer peer = RawPeer.accept(listener).shakeHands("ROUTER")) {
        MonitorEvent connected = connected(events);
        assertThat(connected.remoteEndpoint()).isEqualTo(endpoint);
        assertThat(connected.localEndpoint())
            .isEqualTo("tcp://127.0.0.1:" + peer.socket().getPort());
        assertThat(connected.value()).isEqualTo(-1);
        assertThat(events.next(HANDSHAKE_SUCCEEDED).localEndpoint())
            .isEqualTo(connected.localEndpoint());
      }
      MonitorEvent lost = events.next(DISCONNECTED);
      assertThat(lost.remoteEndpoint()).isEqualTo(endpoint);
      assertThat(lost.error()).isEqualTo(ErrorCode.ECONNRESET);
      MonitorEvent retried = events.next(CONNECT_RETRIED);
      assertThat(retried.value()).isBetween(10L, 20L);
      assertThat(retried.remoteEndpoint()).isEqualTo(endpoint);
      connected(events);
      dealer.close();
      events.await(MONITOR_STOPPED);
    }
  }

  /** An attempt on loopback may or may not take its time. */
  private static MonitorEvent connected(EventRecorder events) {
    MonitorEvent event = events.next();
    if (event.type() == CONNECT_DELAYED) {
      assertThat(event.value()).isEqualTo(ErrorCode.EINPROGRESS.number());
      event = events.next();
    }
    assertThat(event.type()).isEqualTo(CONNECTED);
    return event;
  }

  @Test
  void tellsOfRefusedAttempts() {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    EventRecorder events = EventRecorder.on(dealer);
    String endpoint = "tcp://127.0.0.1:" + RawPeer.freePort();
    dealer.connect(endpoint);
    for (int i = 0; i < 3; i++) {
      MonitorEvent event = events.next();
      if (event.type() == CONNECT_DELAYED) {
        event = events.next();
      }
      assertThat(event.type()).isEqualTo(CLOSED);
      assertThat(event.error()).isEqualTo(ErrorCode.ECONNREFUSED);
      assertThat(event.value()).isEqualTo(-1);
      assertThat(event.remoteEndpoint()).isEqualTo(endpoint);
      events.next(CONNECT_RETRIED);
    }
  }

  @Test
  void tellsOfNamesThatCannotBeFoundByRetriesOnly() {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    EventRecorder events = EventRecorder.on(dealer);
    dealer.connect("tcp://no-such-host.invalid:5555");
    assertThat(events.next(CONNECT_RETRIED).reason()).contains("no-such-host.invalid");
    events.next(CONNECT_RETRIED);
  }
}
