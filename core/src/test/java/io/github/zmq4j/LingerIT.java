package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.CONNECT_RETRIED;
import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static io.github.zmq4j.Patience.millisOf;
import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of unsent messages when sockets and contexts close. */
@ExtendWith(LibraryThreads.class)
class LingerIT {
  private static final String ANYWHERE = "tcp://127.0.0.1:*";
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final long AT_ONCE_MILLIS = 2000; // on a machine with other things to do

  // ---- Nobody is there -------------------------------------------------------------------------

  @Test
  void dropsUnsentMessagesAtOnceWithoutLinger() {
    Context context = Context.create();
    Push push = context.push();
    push.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    push.send("to nobody");
    push.set(Options.LINGER, Duration.ZERO); // counts as it stands when the socket closes
    push.close();
    assertThat(millisOf(context::close)).isLessThan(AT_ONCE_MILLIS);
  }

  @Test
  void givesUpUnsentMessagesOnceTheLingerHasPassed() {
    Context context = Context.create();
    Push push = context.push();
    push.set(Options.LINGER, SHORT);
    push.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    push.send("to nobody");
    long start = System.nanoTime();
    push.close();
    context.close();
    assertThat((System.nanoTime() - start) / 1_000_000)
        .isBetween(SHORT.toMillis(), SHORT.toMillis() + AT_ONCE_MILLIS);
  }

  @Test
  void lingersForSocketsThatTheContextCloses() {
    Context context = Context.create();
    Push push = context.push();
    push.set(Options.LINGER, SHORT);
    push.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    push.send("to nobody");
    assertThat(millisOf(context::close))
        .isBetween(SHORT.toMillis(), SHORT.toMillis() + AT_ONCE_MILLIS);
  }

  @Test
  void waitsForNobodyWhenNothingIsUnsent() {
    Context context = Context.create();
    Push push = context.push();
    push.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    push.connect("tcp://no-such-host.invalid:5555");
    assertThat(millisOf(context::close)).isLessThan(AT_ONCE_MILLIS);
  }

  @Test
  void dropsUnsentMessagesOfAContextThatIsNotBlocky() {
    Context context = Context.builder().blocky(false).build();
    Push push = context.push();
    assertThat(push.get(Options.LINGER)).isZero();
    push.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    push.send("to nobody");
    assertThat(millisOf(context::close)).isLessThan(AT_ONCE_MILLIS);
  }

  @Test
  void waitsForAServerThatComesAfterTheSocketClosed() {
    String endpoint = "tcp://127.0.0.1:" + RawPeer.freePort();
    Context context = Context.create();
    Push push = context.push();
    push.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(5));
    push.connect(endpoint);
    for (int i = 0; i < 100; i++) {
      push.send("message " + i);
    }
    push.close();
    Caller<Void> closer = Caller.run(context::close).awaitWaiting();
    try (Context late = Context.create();
        Pull pull = late.pull()) {
      pull.bind(endpoint);
      for (int i = 0; i < 100; i++) {
        assertThat(receiveText(pull)).isEqualTo("message " + i);
      }
      closer.result();
    }
  }

  @Test
  void doesNotWaitForAnEndpointThatIsNeverTriedAgain() {
    Context context = Context.create();
    Push push = context.push();
    push.set(Options.RECONNECT_INTERVAL, Duration.ZERO);
    EventRecorder events = EventRecorder.on(push);
    push.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    push.send("to nobody");
    events.await(MonitorEvent.Type.CLOSED);
    Caller.run(context::close).result();
  }

  // ---- Somebody is there -----------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void deliversWhatWasSentRightBeforeTheContextClosed(String host) {
    for (int round = 0; round < 20; round++) {
      try (Context receiving = Context.create();
          Pull pull = receiving.pull()) {
        String endpoint = pull.bind(ANYWHERE).replace("127.0.0.1", host);
        try (Context sending = Context.create();
            Push push = sending.push()) {
          push.connect(endpoint);
          for (int i = 0; i < 500; i++) {
            push.send("message " + i);
          }
        }
        for (int i = 0; i < 500; i++) {
          assertThat(receiveText(pull)).isEqualTo("message " + i);
        }
      }
    }
  }

  @Test
  void deliversAllOfManyMebibytesBeforeTheContextIsClosed() {
    try (Context receiving = Context.create();
        Pull pull = receiving.pull()) {
      String endpoint = pull.bind(ANYWHERE);
      Caller<Void> sender =
          Caller.run(
              () -> {
                try (Context sending = Context.create();
                    Push push = sending.push()) {
                  push.connect(endpoint);
                  for (int i = 0; i < 40; i++) {
                    push.send(Message.wrap(new byte[1 << 20]));
                  }
                }
              });
      for (int i = 0; i < 40; i++) {
        assertThat(receive(pull).size()).isEqualTo(1 << 20);
      }
      sender.result();
    }
  }

  @Test
  void deliversTheReplyOfAServerThatClosesAtOnce() {
    for (int round = 0; round < 20; round++) {
      try (Context asking = Context.builder().blocky(false).build();
          Req client = asking.req()) {
        try (Context serving = Context.create();
            Rep server = serving.rep()) {
          client.connect(server.bind(ANYWHERE));
          client.send("request");
          receive(server);
          server.send("reply");
        }
        assertThat(receiveText(client)).isEqualTo("reply");
      }
    }
  }

  @Test
  void deliversToAPeerThatKeepsSending() {
    int count = 5_000;
    byte[] ballast = new byte[1000];
    AtomicBoolean done = new AtomicBoolean();
    try (Context receiving = Context.builder().blocky(false).build();
        Dealer receiver = receiving.dealer()) {
      receiver.set(Options.RECEIVE_HIGH_WATER_MARK, 0);
      receiver.set(Options.RECEIVE_BUFFER, 4096); // leaves much with the sender's system
      String endpoint = receiver.bind(ANYWHERE);
      Caller<Void> chatter =
          Caller.run(
              () -> {
                Message noise = Message.wrap(new byte[2000]);
                while (!done.get()) {
                  receiver.trySend(noise);
                }
              });
      try (Context sending = Context.create();
          Dealer sender = sending.dealer()) {
        sender.connect(endpoint);
        receive(sender); // the noise has begun
        for (int i = 0; i < count; i++) {
          sender.send(Message.of("message " + i, ballast));
        }
      }
      for (int i = 0; i < count; i++) {
        assertThat(receiveText(receiver)).isEqualTo("message " + i);
      }
      done.set(true);
      chatter.result();
    }
  }

  @Test
  void doesNotWaitLongerThanTheLingerForAPeerThatDoesNotRead() throws IOException {
    Context context = Context.create();
    Push push = context.push();
    push.set(Options.LINGER, SHORT);
    try (ServerSocket listener = RawPeer.listen()) {
      push.connect(RawPeer.endpointOf(listener));
      try (RawPeer deaf = RawPeer.accept(listener).shakeHands("PULL")) {
        push.send(Message.wrap(new byte[32 << 20]));
        assertThat(deaf.socket().isClosed()).isFalse();
        assertThat(millisOf(context::close))
            .isBetween(SHORT.toMillis(), SHORT.toMillis() + AT_ONCE_MILLIS);
      }
    }
  }

  @Test
  void doesNotWaitLongerThanTheLingerForAPeerThatIsLostMeanwhile() throws IOException {
    Context context = Context.create();
    Push push = context.push();
    push.set(Options.LINGER, Duration.ofMillis(1000));
    EventRecorder events = EventRecorder.on(push);
    Caller<Void> closer;
    try (ServerSocket listener = RawPeer.listen()) {
      push.connect(RawPeer.endpointOf(listener));
      RawPeer deaf = RawPeer.accept(listener).shakeHands("PULL");
      events.await(HANDSHAKE_SUCCEEDED);
      push.send(Message.wrap(new byte[32 << 20]));
      push.send("waits behind the large one");
      closer = Caller.run(context::close).awaitWaiting();
      deaf.reset();
    }
    closer.result();
  }

  @Test
  void sendsOverANewConnectionWhatTheOldOneDidNotTake() throws IOException {
    Context context = Context.create();
    Push push = context.push();
    push.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(5));
    EventRecorder events = EventRecorder.on(push);
    try (ServerSocket listener = RawPeer.listen()) {
      push.connect(RawPeer.endpointOf(listener));
      RawPeer deaf = RawPeer.accept(listener).shakeHands("PULL");
      events.await(HANDSHAKE_SUCCEEDED);
      push.send(Message.wrap(new byte[32 << 20])); // lost with the connection
      push.send("waits behind the large one");
      Caller<Void> closer = Caller.run(context::close).awaitWaiting();
      deaf.reset();
      try (RawPeer second = RawPeer.accept(listener).shakeHands("PULL")) {
        assertThat(second.readFrame()).asString().isEqualTo("waits behind the large one");
        second.readUntilClosed();
      }
      closer.result();
    }
  }

  @Test
  void lingersAfterADisconnectAndThenLetsGo() throws IOException {
    try (Context context = Context.create();
        Push push = context.push()) {
      push.set(Options.LINGER, SHORT);
      push.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(50));
      EventRecorder events = EventRecorder.on(push);
      String endpoint = "tcp://127.0.0.1:" + RawPeer.freePort();
      push.connect(endpoint);
      push.send("to nobody");
      push.disconnect(endpoint);
      events.await(CONNECT_RETRIED); // it still tries
      push.close();
      assertThat(millisOf(context::close)).isLessThan(SHORT.toMillis() + AT_ONCE_MILLIS);
    }
  }

  @Test
  void takesNothingMoreForTheConnectionsOfAnUnboundEndpoint() {
    try (Context context = Context.create();
        Push push = context.push();
        Pull pull = context.pull()) {
      EventRecorder events = EventRecorder.on(push);
      String endpoint = push.bind(ANYWHERE);
      pull.connect(endpoint);
      events.await(HANDSHAKE_SUCCEEDED);
      Caller<Integer> sender =
          Caller.start(
              () -> {
                int sent = 0;
                while (push.trySend(Message.of("message " + sent), SHORT)) {
                  sent++;
                }
                return sent;
              });
      for (int i = 0; i < 2000; i++) {
        assertThat(receiveText(pull)).isEqualTo("message " + i);
      }
      push.unbind(endpoint); // otherwise the sender would go on for ever
      Caller<Integer> receiver =
          Caller.start(
              () -> {
                int received = 2000;
                while (pull.tryReceive(SHORT) != null) {
                  received++;
                }
                return received;
              });
      assertThat(receiver.result()).isEqualTo(sender.result());
    }
  }

  @Test
  void closesTheConnectionsOfAnUnboundEndpointOnceEverythingIsSent() {
    try (Context context = Context.create();
        Push push = context.push();
        Pull pull = context.pull()) {
      EventRecorder events = EventRecorder.on(push);
      String endpoint = push.bind(ANYWHERE);
      pull.connect(endpoint);
      for (int i = 0; i < 500; i++) {
        push.send("message " + i);
      }
      push.unbind(endpoint);
      events.await(DISCONNECTED);
      Patience.until("nobody is there", () -> push.get(Options.EVENTS) == 0);
      for (int i = 0; i < 500; i++) {
        assertThat(receiveText(pull)).isEqualTo("message " + i);
      }
    }
  }
}
