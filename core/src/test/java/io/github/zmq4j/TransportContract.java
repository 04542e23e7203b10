package io.github.zmq4j;

import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every transport does alike. */
@ExtendWith(LibraryThreads.class)
interface TransportContract {
  /** An endpoint to bind to; wildcards are fine. */
  String endpointToBind();

  /** An endpoint that can be connected to before anybody is bound there. */
  String endpointNobodyIsBoundTo();

  /** An endpoint of this transport that no test uses. */
  String unusedEndpoint();

  // ---- Messages --------------------------------------------------------------------------------

  @Test
  default void carriesARequestAndItsReply() {
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      client.connect(server.bind(endpointToBind()));
      for (int i = 0; i < 100; i++) {
        client.send("request " + i);
        assertThat(receiveText(server)).isEqualTo("request " + i);
        server.send("reply " + i);
        assertThat(receiveText(client)).isEqualTo("reply " + i);
      }
    }
  }

  @Test
  default void connectsBeforeAnybodyIsBound() {
    String endpoint = endpointNobodyIsBoundTo();
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      client.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(5));
      client.connect(endpoint);
      client.send("early");
      server.bind(endpoint);
      assertThat(receiveText(server)).isEqualTo("early");
      server.send("in time");
      assertThat(receiveText(client)).isEqualTo("in time");
    }
  }

  @Test
  default void keepsTheOrderOfOnePeersMessages() {
    int count = 20_000;
    try (Context context = Context.create();
        Pull pull = context.pull();
        Push push = context.push()) {
      push.connect(pull.bind(endpointToBind()));
      Caller<Void> sender =
          Caller.run(
              () -> {
                for (int i = 0; i < count; i++) {
                  push.send("message " + i);
                }
              });
      for (int i = 0; i < count; i++) {
        assertThat(receiveText(pull)).isEqualTo("message " + i);
      }
      sender.result();
    }
  }

  @Test
  default void carriesMessagesFromTheBoundSideToTheConnectedOne() {
    try (Context context = Context.create();
        Push push = context.push();
        Pull pull = context.pull()) {
      pull.connect(push.bind(endpointToBind()));
      for (int i = 0; i < 1000; i++) {
        push.send("message " + i);
      }
      for (int i = 0; i < 1000; i++) {
        assertThat(receiveText(pull)).isEqualTo("message " + i);
      }
    }
  }

  @Test
  default void carriesFramesOfAllSizesWholeAndInOrder() {
    int[] sizes = {0, 1, 2, 254, 255, 256, 257, 8191, 8192, 8193, 65_535, 65_536, 1_000_000, 0};
    List<Frame> frames = new ArrayList<>();
    for (int size : sizes) {
      frames.add(Frame.wrap(pattern(size)));
    }
    try (Context context = Context.create();
        Pair left = context.pair();
        Pair right = context.pair()) {
      right.connect(left.bind(endpointToBind()));
      for (Frame frame : frames) { // alone
        right.send(Message.of(List.of(frame)));
        assertThat(receive(left).frames()).containsExactly(frame);
      }
      right.send(Message.of(frames)); // together
      assertThat(receive(left).frames()).isEqualTo(frames);
      left.send(Message.of(frames)); // the other way
      assertThat(receive(right).frames()).isEqualTo(frames);
    }
  }

  @Test
  default void carriesAMessageOf64MebibytesBothWays() {
    byte[] content = pattern(64 << 20);
    try (Context context = Context.create();
        Pair left = context.pair();
        Pair right = context.pair()) {
      right.connect(left.bind(endpointToBind()));
      right.send(Message.wrap(content));
      Message arrived = receive(left);
      assertThat(Arrays.equals(arrived.bytes(), content)).isTrue();
      left.send(arrived);
      assertThat(Arrays.equals(receive(right).bytes(), content)).isTrue();
    }
  }

  @Test
  default void carriesAMessageOfManyFrames() {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      frames.add(i % 3 == 0 ? Frame.EMPTY : Frame.of("frame " + i));
    }
    try (Context context = Context.create();
        Pair left = context.pair();
        Pair right = context.pair()) {
      right.connect(left.bind(endpointToBind()));
      right.send(Message.of(frames));
      assertThat(receive(left).frames()).isEqualTo(frames);
    }
  }

  @Test
  default void dealsMessagesToSeveralPeersInTurn() {
    try (Context context = Context.create();
        Push push = context.push();
        Pull first = context.pull();
        Pull second = context.pull()) {
      push.connect(first.bind(endpointToBind()));
      push.connect(second.bind(endpointToBind()));
      for (int i = 0; i < 10; i++) {
        push.send("work " + i);
      }
      for (int i = 0; i < 10; i += 2) {
        assertThat(receiveText(first)).isEqualTo("work " + i);
        assertThat(receiveText(second)).isEqualTo("work " + (i + 1));
      }
    }
  }

  @Test
  default void servesManyConnectionsOfOneSocket() {
    int peers = 50;
    List<Dealer> clients = new ArrayList<>();
    try (Context context = Context.create();
        Rep server = context.rep()) {
      String endpoint = server.bind(endpointToBind());
      for (int i = 0; i < peers; i++) {
        Dealer client = context.dealer();
        clients.add(client);
        client.connect(endpoint);
        client.send(Message.of("", "from " + i));
      }
      for (int i = 0; i < peers; i++) {
        server.send("to the asker " + receiveText(server));
      }
      for (int i = 0; i < peers; i++) {
        assertThat(receive(clients.get(i)).frame(1).text()).isEqualTo("to the asker from " + i);
      }
      clients.forEach(Dealer::close);
    }
  }

  // ---- Back pressure ---------------------------------------------------------------------------

  @Test
  default void holdsTheSenderBackWhileTheReceiverIsSlowAndLosesNothing() {
    byte[] ballast = new byte[64 * 1024];
    try (Context context = Context.create();
        Pull pull = context.pull();
        Push push = context.push()) {
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, 5);
      push.set(Options.SEND_HIGH_WATER_MARK, 5);
      push.set(Options.SEND_TIMEOUT, Patience.LIMIT);
      push.connect(pull.bind(endpointToBind()));
      int sent = 0;
      while (push.trySend(Message.of(Integer.toString(sent), ballast), Duration.ofMillis(250))) {
        sent++;
        assertThat(sent).as("messages that nobody has received").isLessThan(10_000);
      }
      assertThat(push.trySend("too much")).isFalse();
      int last = sent;
      Caller<Void> sender = Caller.run(() -> push.send(Message.of(Integer.toString(last), "")));
      sender.awaitWaiting();
      assertThat(sender.isDone()).isFalse();
      for (int i = 0; i <= last; i++) {
        assertThat(receiveText(pull)).isEqualTo(Integer.toString(i));
      }
      sender.result();
      push.send("and on");
      assertThat(receiveText(pull)).isEqualTo("and on");
    }
  }

  @Test
  default void goesOnAtOnceWhenTheLimitIsRaised() {
    try (Context context = Context.create();
        Push push = context.push()) {
      push.set(Options.LINGER, Duration.ZERO);
      push.set(Options.SEND_HIGH_WATER_MARK, 2);
      push.connect(endpointNobodyIsBoundTo());
      push.send("1");
      push.send("2");
      Caller<Void> sender = Caller.run(() -> push.send("3")).awaitWaiting();
      assertThat(sender.isDone()).isFalse();
      push.set(Options.SEND_HIGH_WATER_MARK, 3);
      sender.result();
      assertThat(push.trySend("4")).isFalse();
    }
  }

  // ---- Endpoints -------------------------------------------------------------------------------

  @Test
  default void reportsWhereItIsBoundAndConnected() {
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      assertThat(server.lastEndpoint()).isEmpty();
      String bound = server.bind(endpointToBind());
      assertThat(bound).doesNotContain("*");
      assertThat(server.lastEndpoint()).isEqualTo(bound);
      client.connect(bound);
      assertThat(client.lastEndpoint()).isEqualTo(bound);
    }
  }

  @Test
  default void refusesASecondBinderAndNamesTheEndpoint() {
    try (Context context = Context.create();
        Rep server = context.rep();
        Rep second = context.rep()) {
      String endpoint = server.bind(endpointToBind());
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> second.bind(endpoint))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EADDRINUSE))
          .withMessageContaining(endpoint);
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.bind(endpoint))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EADDRINUSE));
    }
  }

  @Test
  default void canBeBoundAgainAtOnce() {
    try (Context context = Context.create();
        Rep server = context.rep();
        Rep second = context.rep();
        Req client = context.req()) {
      String endpoint = server.bind(endpointToBind());
      client.connect(endpoint);
      client.send("so that a connection is there");
      receive(server);
      for (int i = 0; i < 20; i++) {
        server.unbind(endpoint);
        server.bind(endpoint);
      }
      server.unbind(endpoint);
      second.bind(endpoint);
      second.close();
      server.bind(endpoint);
    }
  }

  @Test
  default void doesNotKnowEndpointsOfOthers() {
    try (Context context = Context.create();
        Rep server = context.rep()) {
      server.bind(endpointToBind());
      String unused = unusedEndpoint();
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.unbind(unused))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOENT))
          .withMessageContaining(unused);
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.disconnect(unused))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOENT))
          .withMessageContaining(unused);
    }
  }

  @Test
  default void bindsAndConnectsOneSocketToManyEndpoints() {
    try (Context context = Context.create();
        Dealer middle = context.dealer();
        Dealer bound = context.dealer();
        Dealer connectedToFirst = context.dealer();
        Dealer connectedToSecond = context.dealer()) {
      connectedToFirst.connect(middle.bind(endpointToBind()));
      connectedToSecond.connect(middle.bind(endpointToBind()));
      middle.connect(bound.bind(endpointToBind()));
      List<String> texts = new ArrayList<>();
      for (Dealer dealer : List.of(connectedToFirst, connectedToSecond, bound)) {
        dealer.send("hello from " + dealer.id());
        texts.add(receiveText(middle));
      }
      assertThat(texts)
          .containsExactly(
              "hello from " + connectedToFirst.id(),
              "hello from " + connectedToSecond.id(),
              "hello from " + bound.id());
    }
  }

  @Test
  default void stopsSendingToWhereItDisconnected() {
    try (Context context = Context.create();
        Push push = context.push();
        Pull first = context.pull();
        Pull second = context.pull()) {
      String firstEndpoint = first.bind(endpointToBind());
      push.connect(firstEndpoint);
      push.send("while connected");
      assertThat(receiveText(first)).isEqualTo("while connected");
      push.disconnect(firstEndpoint);
      assertThat(push.trySend("nobody is there")).isFalse();
      push.connect(second.bind(endpointToBind()));
      push.send("to the other");
      assertThat(receiveText(second)).isEqualTo("to the other");
      assertThat(first.tryReceive()).isNull();
    }
  }

  @Test
  default void deliversWhatWasSentRightBeforeADisconnect() {
    try (Context context = Context.create();
        Push push = context.push();
        Pull pull = context.pull()) {
      String endpoint = pull.bind(endpointToBind());
      push.connect(endpoint);
      for (int i = 0; i < 900; i++) {
        push.send("message " + i);
      }
      push.disconnect(endpoint);
      for (int i = 0; i < 900; i++) {
        assertThat(receiveText(pull)).isEqualTo("message " + i);
      }
    }
  }

  @Test
  default void drainsWhatWasSentRightBeforeTheSocketClosed() {
    for (int round = 0; round < 10; round++) {
      try (Context context = Context.create();
          Pull pull = context.pull()) {
        String endpoint = pull.bind(endpointToBind());
        Push push = context.push();
        push.connect(endpoint);
        for (int i = 0; i < 900; i++) {
          push.send("message " + i);
        }
        push.close();
        for (int i = 0; i < 900; i++) {
          assertThat(receiveText(pull)).isEqualTo("message " + i);
        }
      }
    }
  }

  @Test
  default void isFreeAgainAfterTheContextClosed() {
    String endpoint;
    try (Context context = Context.create()) {
      endpoint = context.rep().bind(endpointToBind());
    }
    try (Context context = Context.create()) {
      assertThat(context.rep().bind(endpoint)).isEqualTo(endpoint);
    }
  }

  /** Bytes that show when some are lost, doubled or swapped. */
  private static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i ^ (i >>> 8) ^ (i >>> 16));
    }
    return bytes;
  }
}
