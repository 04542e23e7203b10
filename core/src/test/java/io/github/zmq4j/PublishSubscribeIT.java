package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.internal.zmtp.wire.Hex;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PUB, SUB, XPUB and XSUB over sockets, where connections come and go. */
@ExtendWith(LibraryThreads.class)
class PublishSubscribeIT {
  private static final String TCP = "tcp://127.0.0.1:*";

  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {TCP, "ipc://*", "inproc://news"})
  void publishesToWhoSubscribed(String anywhere) {
    XPub publisher = context.xpub();
    Sub sports = context.sub();
    Sub all = context.sub();
    String endpoint = publisher.bind(anywhere);
    sports.subscribe("sports");
    sports.connect(endpoint);
    assertThat(receive(publisher).bytes()).isEqualTo(Hex.bytes("01", Hex.ofText("sports")));
    all.connect(endpoint);
    all.subscribe("");
    assertThat(receive(publisher).bytes()).isEqualTo(Hex.bytes("01"));
    publisher.send(Message.of("weather", "rain"));
    publisher.send(Message.of("sports", "goal"));
    assertThat(receive(sports)).isEqualTo(Message.of("sports", "goal"));
    assertThat(receive(all)).isEqualTo(Message.of("weather", "rain"));
    assertThat(receive(all)).isEqualTo(Message.of("sports", "goal"));
    sports.unsubscribe("sports");
    assertThat(receive(publisher).bytes()).isEqualTo(Hex.bytes("00", Hex.ofText("sports")));
    publisher.send(Message.of("sports", "goal"));
    publisher.send("last");
    assertThat(receiveText(all)).isEqualTo("sports");
    assertThat(receiveText(all)).isEqualTo("last");
    assertThat(sports.tryReceive()).isNull();
  }

  @Test
  void takesSubscriptionsInWhileTheApplicationIsIdle() {
    Pub publisher = context.pub();
    EventRecorder events = EventRecorder.on(publisher);
    try (RawPeer peer = RawPeer.connect(publisher.bind(TCP)).shakeHands("SUB")) {
      events.await(HANDSHAKE_SUCCEEDED);
      peer.send("04 0b 09535542534352494245 41"); // SUBSCRIBE "A"
      peer.send("04 07 0450494e47 0000").expect("04 05 04504f4e47"); // a round trip behind it
      publisher.send("A message");
      publisher.send("B message");
      publisher.send("A again");
      assertThat(peer.readFrame()).asString().isEqualTo("A message");
      assertThat(peer.readFrame()).asString().isEqualTo("A again");
      peer.send("04 08 0643414e43454c 41"); // CANCEL "A"
      peer.send("04 07 0450494e47 0000").expect("04 05 04504f4e47");
      publisher.send("A third time");
      peer.send("00 02 01 42"); // in the older form, to "B"
      peer.send("04 07 0450494e47 0000").expect("04 05 04504f4e47");
      publisher.send("B at last");
      assertThat(peer.readFrame()).asString().isEqualTo("B at last");
    }
  }

  @Test
  void subscribesAgainOverEachConnection() throws IOException {
    Sub subscriber = context.sub();
    subscriber.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(5));
    subscriber.subscribe("A");
    EventRecorder events = EventRecorder.on(subscriber);
    try (ServerSocket listener = RawPeer.listen()) {
      subscriber.connect(RawPeer.endpointOf(listener));
      RawPeer first = RawPeer.accept(listener).shakeHands("PUB");
      first.expect("04 0b 09535542534352494245 41");
      subscriber.subscribe("B");
      first.expect("04 0b 09535542534352494245 42");
      first.reset();
      events.await(DISCONNECTED);
      subscriber.unsubscribe("A");
      subscriber.subscribe("C");
      try (RawPeer second = RawPeer.accept(listener).shakeHands("PUB")) {
        List<String> topics = List.of(Hex.text(second.readFrame()), Hex.text(second.readFrame()));
        assertThat(topics)
            .containsExactlyInAnyOrder("0953554253435249424542", "0953554253435249424543");
        second.send("00 02 4231", "00 02 4132", "00 02 4333"); // B1, A2, C3
        assertThat(receiveText(subscriber)).isEqualTo("B1");
        assertThat(receiveText(subscriber)).isEqualTo("C3");
      }
    }
  }

  @Test
  void servesTheOthersWhileOneSubscriberDoesNotRead() {
    Pub publisher = context.pub();
    publisher.set(Options.SEND_HIGH_WATER_MARK, 10);
    EventRecorder events = EventRecorder.on(publisher);
    String endpoint = publisher.bind(TCP);
    try (RawPeer deaf = RawPeer.connect(endpoint).shakeHands("SUB")) {
      deaf.send("04 0a 09535542534352494245"); // to everything
      deaf.send("04 07 0450494e47 0000").expect("04 05 04504f4e47");
      Sub good = context.sub();
      good.set(Options.RECEIVE_HIGH_WATER_MARK, 0);
      good.subscribe("");
      good.connect(endpoint);
      events.await(HANDSHAKE_SUCCEEDED);
      events.await(HANDSHAKE_SUCCEEDED);
      Message first;
      do {
        publisher.send("are you there");
        first = good.tryReceive(Duration.ofMillis(20));
      } while (first == null);
      byte[] ballast = new byte[20_000];
      for (int i = 0; i < 2000; i++) {
        publisher.send(Message.of("message " + i, ballast));
        Message received;
        do {
          received = receive(good);
        } while (received.frameCount() == 1); // another "are you there"
        assertThat(received.text()).isEqualTo("message " + i);
      }
      assertThat(dropsOf(publisher)).as("drops: none for the reader").contains(0L);
      assertThat(dropsOf(publisher)).as("drops: some for the other").anyMatch(drops -> drops > 0);
    }
  }

  private List<Long> dropsOf(Socket socket) {
    return context.snapshot().sockets().stream()
        .filter(one -> one.id() == socket.id())
        .flatMap(one -> one.connections().stream())
        .map(ConnectionSnapshot::messagesDropped)
        .toList();
  }
}
