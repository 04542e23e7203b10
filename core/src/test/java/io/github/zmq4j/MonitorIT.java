package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.ACCEPTED;
import static io.github.zmq4j.MonitorEvent.Type.BIND_FAILED;
import static io.github.zmq4j.MonitorEvent.Type.CLOSED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECT_DELAYED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECT_RETRIED;
import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_FAILED_NO_DETAIL;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_FAILED_PROTOCOL;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static io.github.zmq4j.MonitorEvent.Type.LISTENING;
import static io.github.zmq4j.MonitorEvent.Type.MONITOR_STOPPED;
import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static io.github.zmq4j.ZmqErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What monitors are told, in which order. */
@ExtendWith(LibraryThreads.class)
class MonitorIT {
  private static final String TCP = "tcp://127.0.0.1:*";

  // ---- Sequences -------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {TCP, "ipc://*"})
  void tellsOfAConnectionOnBothSides(String anywhere) {
    try (Context context = Context.create()) {
      Router server = context.router();
      Dealer client = context.dealer();
      server.routingId("the server");
      client.routingId("the client");
      EventRecorder atServer = EventRecorder.on(server);
      EventRecorder atClient = EventRecorder.on(client);
      Instant start = Instant.now();
      String endpoint = server.bind(anywhere);

      MonitorEvent listening = atServer.next(LISTENING);
      assertThat(listening.localEndpoint()).isEqualTo(endpoint);
      assertThat(listening.remoteEndpoint()).isEmpty();
      assertThat(listening.socketId()).isEqualTo(server.id());
      assertThat(listening.socketType()).isEqualTo(SocketType.ROUTER);
      assertThat(listening.value()).isEqualTo(-1); // in place of a file descriptor
      assertThat(listening.error()).isNull();
      assertThat(listening.time()).isBetween(start, Instant.now());

      client.connect(endpoint);
      MonitorEvent accepted = atServer.next(ACCEPTED);
      assertThat(accepted.localEndpoint()).isEqualTo(endpoint);
      assertThat(accepted.value()).isEqualTo(-1);
      MonitorEvent shaken = atServer.next(HANDSHAKE_SUCCEEDED);
      assertThat(shaken.localEndpoint()).isEqualTo(endpoint);
      assertThat(shaken.remoteEndpoint()).isEqualTo(accepted.remoteEndpoint());
      assertThat(shaken.peerRoutingId().text()).isEqualTo("the client");
      assertThat(shaken.value()).isZero();

      MonitorEvent connected = atClient.next();
      if (connected.type() == CONNECT_DELAYED) { // at once, where the system can
        assertThat(connected.remoteEndpoint()).isEqualTo(endpoint);
        assertThat(connected.value()).isEqualTo(ErrorCode.EINPROGRESS.number());
        connected = atClient.next();
      }
      assertThat(connected.type()).isEqualTo(CONNECTED);
      assertThat(connected.remoteEndpoint()).isEqualTo(endpoint);
      assertThat(connected.value()).isEqualTo(-1);
      assertThat(connected.socketId()).isEqualTo(client.id());
      MonitorEvent shakenToo = atClient.next(HANDSHAKE_SUCCEEDED);
      assertThat(shakenToo.remoteEndpoint()).isEqualTo(endpoint);
      assertThat(shakenToo.peerRoutingId().text()).isEqualTo("the server");
      if (anywhere.equals(TCP)) { // clients of ipc have no address
        assertThat(accepted.remoteEndpoint()).startsWith("tcp://127.0.0.1:");
        assertThat(shakenToo.localEndpoint()).isEqualTo(accepted.remoteEndpoint());
        assertThat(connected.localEndpoint()).isEqualTo(accepted.remoteEndpoint());
      }

      client.close();
      atClient.await(MONITOR_STOPPED);
      MonitorEvent disconnected = atServer.next(DISCONNECTED);
      assertThat(disconnected.localEndpoint()).isEqualTo(endpoint);
      assertThat(disconnected.remoteEndpoint()).isEqualTo(accepted.remoteEndpoint());
      assertThat(disconnected.peerRoutingId().text()).isEqualTo("the client");
      assertThat(disconnected.value()).isEqualTo(-1);
      assertThat(disconnected.reason()).isNotEmpty();

      server.close();
      MonitorEvent closed = atServer.next(CLOSED);
      assertThat(closed.localEndpoint()).isEqualTo(endpoint);
      assertThat(closed.value()).isEqualTo(-1);
      MonitorEvent stopped = atServer.next(MONITOR_STOPPED);
      assertThat(stopped.value()).isZero();
      assertThat(stopped.socketId()).isEqualTo(server.id());
    }
  }

  @Test
  void tellsOfALostConnection() throws IOException {
    try (Context context = Context.builder().blocky(false).build();
        Dealer client = context.dealer()) {
      client.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
      EventRecorder events = EventRecorder.on(client);
      ServerSocket listener = RawPeer.listen();
      String endpoint = RawPeer.endpointOf(listener);
      client.connect(endpoint);
      RawPeer peer = RawPeer.accept(listener).shakeHands("DEALER");
      events.await(HANDSHAKE_SUCCEEDED);
      listener.close();
      peer.reset();
      MonitorEvent lost = events.next(DISCONNECTED);
      assertThat(lost.remoteEndpoint()).isEqualTo(endpoint);
      assertThat(lost.localEndpoint()).startsWith("tcp://127.0.0.1:");
      assertThat(lost.error()).isEqualTo(ErrorCode.ECONNRESET);
      MonitorEvent retried = events.next(CONNECT_RETRIED);
      assertThat(retried.value()).isBetween(10L, 19L);
      events.next(CONNECT_DELAYED);
      MonitorEvent closed = events.next(CLOSED);
      assertThat(closed.error()).isEqualTo(ErrorCode.ECONNREFUSED);
      assertThat(closed.value()).isEqualTo(-1);
      events.next(CONNECT_RETRIED);
    }
  }

  @Test
  void tellsOfAPeerThatLeavesInTheMiddleOfTheHandshake() {
    try (Context context = Context.create();
        Dealer server = context.dealer()) {
      EventRecorder events = EventRecorder.on(server);
      String endpoint = server.bind(TCP);
      events.next(LISTENING);
      RawPeer.connect(endpoint).send(RawPeer.SIGNATURE).close();
      events.next(ACCEPTED);
      MonitorEvent failed = events.next(HANDSHAKE_FAILED_NO_DETAIL);
      assertThat(failed.localEndpoint()).isEqualTo(endpoint);
      assertThat(failed.value()).isEqualTo(failed.error().number());
      events.next(DISCONNECTED);
    }
  }

  @Test
  void tellsOfAPeerOfAWrongType() {
    try (Context context = Context.builder().blocky(false).build();
        Pull server = context.pull();
        Dealer client = context.dealer()) {
      EventRecorder atServer = EventRecorder.on(server);
      EventRecorder atClient = EventRecorder.on(client);
      client.connect(server.bind(TCP));
      assertThat(atServer.typesUntil(DISCONNECTED))
          .containsExactly(LISTENING, ACCEPTED, HANDSHAKE_FAILED_PROTOCOL, DISCONNECTED);
      List<MonitorEvent.Type> types = atClient.typesUntil(DISCONNECTED);
      assertThat(types)
          .containsAnyOf(HANDSHAKE_FAILED_PROTOCOL, HANDSHAKE_FAILED_NO_DETAIL)
          .doesNotContain(HANDSHAKE_SUCCEEDED);
    }
  }

  @Test
  void namesTheReasonOfAFailedHandshake() throws IOException {
    try (Context context = Context.builder().blocky(false).build();
        Pull server = context.pull()) {
      EventRecorder events = EventRecorder.on(server);
      String endpoint = server.bind(TCP);
      try (RawPeer peer = RawPeer.connect(endpoint)) {
        peer.send(RawPeer.GREETING, RawPeer.ready("PULL"));
        MonitorEvent failed = events.await(HANDSHAKE_FAILED_PROTOCOL);
        assertThat(failed.value()).isEqualTo(0x10000018L); // invalid metadata
        assertThat(failed.reason()).contains("PULL");
        MonitorEvent disconnected = events.next(DISCONNECTED);
        assertThat(disconnected.peerRoutingId()).isEqualTo(Frame.EMPTY);
      }
    }
  }

  @Test
  void tellsOfAFailedBind() {
    try (Context context = Context.create();
        Rep server = context.rep();
        Rep second = context.rep()) {
      String endpoint = server.bind(TCP);
      EventRecorder events = EventRecorder.on(second);
      assertFails(ErrorCode.EADDRINUSE, () -> second.bind(endpoint));
      MonitorEvent failed = events.next(BIND_FAILED);
      assertThat(failed.localEndpoint()).isEqualTo(endpoint);
      assertThat(failed.error()).isEqualTo(ErrorCode.EADDRINUSE);
      assertThat(failed.value()).isEqualTo(ErrorCode.EADDRINUSE.number());
      assertThat(failed.reason()).contains("another socket listens there");
    }
  }

  @Test
  void tellsOfUnbindAndDisconnect() {
    try (Context context = Context.create();
        Dealer server = context.dealer();
        Dealer client = context.dealer()) {
      EventRecorder atServer = EventRecorder.on(server);
      EventRecorder atClient = EventRecorder.on(client);
      String endpoint = server.bind(TCP);
      client.connect(endpoint);
      client.send("hello");
      receive(server);
      client.disconnect(endpoint);
      atClient.await(DISCONNECTED);
      atServer.await(DISCONNECTED);
      server.unbind(endpoint);
      assertThat(atServer.next(CLOSED).localEndpoint()).isEqualTo(endpoint);
    }
  }

  @Test
  void isSilentAboutInproc() {
    try (Context context = Context.create();
        Dealer server = context.dealer();
        Dealer client = context.dealer()) {
      EventRecorder events = EventRecorder.on(server);
      client.connect(server.bind("inproc://silent"));
      client.send("hello");
      receive(server);
      server.close();
      events.next(MONITOR_STOPPED);
    }
  }

  // ---- Listeners -------------------------------------------------------------------------------

  @Test
  void tellsANewListenerFromTheOldOnesEndOn() {
    try (Context context = Context.create();
        Dealer server = context.dealer()) {
      EventRecorder first = EventRecorder.on(server);
      server.bind(TCP);
      EventRecorder second = EventRecorder.on(server);
      server.bind(TCP);
      server.monitor(null);
      server.bind(TCP);
      EventRecorder third = EventRecorder.on(server);
      server.close();
      assertThat(first.typesUntil(MONITOR_STOPPED)).containsExactly(LISTENING, MONITOR_STOPPED);
      assertThat(second.typesUntil(MONITOR_STOPPED)).containsExactly(LISTENING, MONITOR_STOPPED);
      assertThat(third.typesUntil(MONITOR_STOPPED))
          .containsExactly(CLOSED, CLOSED, CLOSED, MONITOR_STOPPED);
      assertThat(first.isEmpty() && second.isEmpty() && third.isEmpty()).isTrue();
    }
  }

  @Test
  void tellsAListenerNothingAfterItsEnd() {
    try (Context context = Context.builder().blocky(false).build()) {
      Dealer server = context.dealer();
      String endpoint = server.bind(TCP);
      List<EventRecorder> ended = new ArrayList<>();
      Caller<Void> visitors =
          Caller.run(
              () -> {
                for (int i = 0; i < 100; i++) {
                  RawPeer.connect(endpoint).close();
                }
              });
      while (!visitors.isDone()) {
        EventRecorder recorder = EventRecorder.on(server);
        server.monitor(null);
        ended.add(recorder);
      }
      visitors.result();
      for (EventRecorder recorder : ended) {
        recorder.await(MONITOR_STOPPED);
        assertThat(recorder.isEmpty()).as("nothing after the last").isTrue();
      }
    }
  }

  @Test
  void tellsTheListenerOfTheContextOfAllSockets() {
    EventRecorder all = new EventRecorder();
    try (Context context = Context.builder().monitor(all).build()) {
      Rep server = context.rep();
      Req client = context.req();
      EventRecorder own = EventRecorder.on(server);
      client.connect(server.bind(TCP));
      client.send("request");
      receive(server);
      List<Integer> shaken = new ArrayList<>();
      while (shaken.size() < 2) {
        shaken.add(all.await(HANDSHAKE_SUCCEEDED).socketId());
      }
      assertThat(shaken).containsExactlyInAnyOrder(server.id(), client.id());
      own.await(HANDSHAKE_SUCCEEDED);
      server.monitor(null); // ends the one, not the other
      own.await(MONITOR_STOPPED);
      server.bind(TCP);
      MonitorEvent next = all.next();
      assertThat(next.type()).isEqualTo(LISTENING);
      assertThat(own.isEmpty()).isTrue();
    }
  }

  @Test
  void hasToldTheListenerOfTheContextAllWhenTheContextIsClosed() {
    EventRecorder all = new EventRecorder();
    Context context = Context.builder().monitor(all).build();
    Rep server = context.rep();
    server.monitor(event -> {});
    server.bind(TCP);
    context.close();
    all.next(LISTENING);
    all.next(CLOSED);
    assertThat(all.isEmpty()).as("MONITOR_STOPPED is for listeners of one socket").isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void survivesListenersThatThrow(boolean error) {
    try (Context context = Context.create();
        Dealer server = context.dealer();
        Dealer other = context.dealer()) {
      server.monitor(
          event -> {
            if (error) {
              throw new StackOverflowError("thrown by a listener");
            }
            throw new IllegalStateException("thrown by a listener");
          });
      server.bind(TCP);
      server.bind(TCP);
      EventRecorder events = EventRecorder.on(other);
      other.bind(TCP);
      events.next(LISTENING);
      EventRecorder later = EventRecorder.on(server);
      server.bind(TCP);
      later.next(LISTENING);
    }
  }

  @Test
  void makesNobodyWaitForASlowListener() {
    Semaphore allowed = new Semaphore(0);
    CountDownLatch entered = new CountDownLatch(1);
    try (Context context = Context.builder().blocky(false).build();
        Rep server = context.rep();
        Req client = context.req()) {
      server.monitor(
          event -> {
            entered.countDown();
            allowed.acquireUninterruptibly();
          });
      String endpoint = server.bind(TCP);
      Patience.until("the listener is at it", () -> entered.getCount() == 0);
      client.connect(endpoint);
      for (int i = 0; i < 100; i++) {
        client.send("request");
        assertThat(receiveText(server)).isEqualTo("request");
        server.send("reply");
        assertThat(receiveText(client)).isEqualTo("reply");
        RawPeer.connect(endpoint).close();
      }
      allowed.release(100_000);
    }
  }

  @Test
  void closesTheContextThoughAListenerHangs() {
    Context context = Context.builder().blocky(false).build();
    Dealer server = context.dealer();
    CountDownLatch entered = new CountDownLatch(1);
    server.monitor(
        event -> {
          entered.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.bind(TCP);
    Patience.until("the listener hangs", () -> entered.getCount() == 0);
    Caller.run(context::close).result();
  }

  @Test
  void usesSocketsInListeners() {
    try (Context context = Context.create();
        Dealer server = context.dealer();
        Push news = context.push();
        Pull reader = context.pull()) {
      reader.connect(news.bind("inproc://news"));
      server.monitor(event -> news.send(event.type().name()));
      server.bind(TCP);
      assertThat(receiveText(reader)).isEqualTo("LISTENING");
      server.close();
      assertThat(receiveText(reader)).isEqualTo("CLOSED");
      assertThat(receiveText(reader)).isEqualTo("MONITOR_STOPPED");
    }
  }
}
