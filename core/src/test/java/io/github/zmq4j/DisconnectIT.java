package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of messages when a connection is undone. */
@ExtendWith(LibraryThreads.class)
class DisconnectIT {
  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  private long queued(Pull pull) {
    return context.snapshot().sockets().stream()
        .filter(socket -> socket.id() == pull.id())
        .flatMap(socket -> socket.connections().stream())
        .mapToLong(ConnectionSnapshot::receiveQueue)
        .sum();
  }

  static Stream<Arguments> kinds() {
    return Stream.of("tcp://127.0.0.1:*", "ipc://*", "inproc://undone")
        .flatMap(
            endpoint -> Stream.of(false, true).map(immediate -> Arguments.of(endpoint, immediate)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void dropsWhatWasNotReceivedWhenTheReceiverDisconnects(String wildcard, boolean immediate) {
    Push push = context.push();
    Pull pull = context.pull();
    String endpoint = push.bind(wildcard);
    pull.set(Options.IMMEDIATE, immediate);
    pull.connect(endpoint);
    for (int i = 0; i < 5; i++) {
      push.send("message " + i);
    }
    assertThat(Patience.receiveText(pull)).isEqualTo("message 0");
    Patience.until("the others are there", () -> queued(pull) == 4);
    pull.disconnect(endpoint);
    assertThat(pull.tryReceive()).isNull();
    Patience.until("the sender knows", () -> !push.trySend("to nobody"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*"})
  void keepsWhatWasNotReceivedWhenTheReceiverUnbinds(String wildcard) {
    Push push = context.push();
    Pull pull = context.pull();
    String endpoint = pull.bind(wildcard);
    push.connect(endpoint);
    push.send("one");
    push.send("two");
    Patience.until("both are there", () -> queued(pull) == 2);
    pull.unbind(endpoint);
    assertThat(Patience.receiveText(pull)).isEqualTo("one");
    assertThat(Patience.receiveText(pull)).isEqualTo("two");
  }

  @Test
  void receivesAllThatAPeerSentBeforeItWentAwayThoughReadingHadPaused() {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECEIVE_HIGH_WATER_MARK, 1);
    EventRecorder events = EventRecorder.on(dealer);
    String endpoint = dealer.bind("tcp://127.0.0.1:*");
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("DEALER")) {
      events.await(MonitorEvent.Type.HANDSHAKE_SUCCEEDED);
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      for (int i = 0; i < 100; i++) {
        frames.writeBytes(new byte[] {0, 1, (byte) i});
      }
      peer.send(frames.toByteArray());
      Patience.until(
          "reading pauses",
          () ->
              context.snapshot().sockets().get(0).connections().stream()
                  .anyMatch(ConnectionSnapshot::isReceivePaused));
      peer.reset();
    }
    Patience.until( // only a write can tell while nothing is read
        "the loss is noticed",
        () -> {
          dealer.trySend("anybody there?");
          return context.snapshot().sockets().get(0).connections().isEmpty();
        });
    for (int i = 0; i < 100; i++) {
      assertThat(Patience.receive(dealer).frame(0).bytes()).containsExactly(i);
    }
  }

  @Test
  void undoesAllConnectionsToAnEndpoint() {
    Pull pull = context.pull();
    Push push = context.push();
    String endpoint = pull.bind("tcp://127.0.0.1:*");
    push.connect(endpoint);
    push.connect(endpoint);
    push.disconnect(endpoint);
    ZmqErrors.assertFails(ErrorCode.ENOENT, () -> push.disconnect(endpoint));
    assertThat(push.trySend("to nobody")).isFalse();
  }
}
