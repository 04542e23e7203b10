package io.github.zmq4j;

import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InprocTransportIT implements TransportContract {
  private int names;

  @Override
  public String endpointToBind() {
    return "inproc://name-" + ++names;
  }

  @Override
  public String endpointNobodyIsBoundTo() {
    return endpointToBind();
  }

  @Override
  public String unusedEndpoint() {
    return "inproc://unused";
  }

  @Test
  void startsNoThread() {
    try (Context context = Context.builder().ioThreads(0).build();
        Rep server = context.rep();
        Req client = context.req()) {
      client.connect(server.bind("inproc://no-thread"));
      client.send("request");
      assertThat(receiveText(server)).isEqualTo("request");
      assertThat(LibraryThreads.alive()).isEmpty();
    }
  }

  @Test
  void handsMessagesOverWithoutCopying() {
    Message message = Message.of("head", "body");
    try (Context context = Context.create();
        Pair left = context.pair();
        Pair right = context.pair()) {
      right.connect(left.bind("inproc://by-reference"));
      right.send(message);
      assertThat(receive(left)).isSameAs(message);
    }
  }

  @Test
  void keepsTheNamesOfContextsApart() {
    try (Context one = Context.create();
        Context other = Context.create();
        Rep inOne = one.rep();
        Rep inOther = other.rep();
        Req client = other.req()) {
      inOne.bind("inproc://same");
      inOther.bind("inproc://same");
      client.connect("inproc://same");
      client.send("request");
      assertThat(receiveText(inOther)).isEqualTo("request");
      assertThat(inOne.tryReceive()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inproc://a b", "inproc:///", "inproc://*", "inproc://ü#", "inproc:////"})
  void takesAnyNameAsItStands(String endpoint) {
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      assertThat(server.bind(endpoint)).isEqualTo(endpoint);
      client.connect(endpoint);
      client.send("request");
      assertThat(receiveText(server)).isEqualTo("request");
    }
  }

  @ParameterizedTest(name = "{0} + {1}, binder first: {2}")
  @CsvSource({"3, 4, true", "3, 4, false", "1, 1, true", "1, 1, false"})
  void addsUpTheMarksOfBothSides(int sending, int receiving, boolean binderFirst) {
    try (Context context = Context.create();
        Push push = context.push();
        Pull pull = context.pull()) {
      push.set(Options.SEND_HIGH_WATER_MARK, sending);
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, receiving);
      if (binderFirst) {
        pull.bind("inproc://marks");
        push.connect("inproc://marks");
      } else {
        push.connect("inproc://marks");
        pull.bind("inproc://marks");
      }
      assertThat(sendAll(push)).isEqualTo(sending + receiving);
      for (int i = 0; i < sending + receiving; i++) {
        assertThat(receiveText(pull)).isEqualTo("message " + i);
      }
      assertThat(pull.tryReceive()).isNull();
      assertThat(sendAll(push)).isEqualTo(sending + receiving);
    }
  }

  @Test
  void addsUpTheMarksAlsoWhenOneIsChangedLater() {
    try (Context context = Context.create();
        Push push = context.push();
        Pull pull = context.pull()) {
      push.set(Options.SEND_HIGH_WATER_MARK, 3);
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, 4);
      push.connect(pull.bind("inproc://changing"));
      assertThat(sendAll(push)).isEqualTo(7);
      push.set(Options.SEND_HIGH_WATER_MARK, 5);
      assertThat(sendAll(push)).isEqualTo(2);
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, 10);
      assertThat(sendAll(push)).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0"})
  void hasNoLimitWhenOneSideHasNone(int sending, int receiving) {
    try (Context context = Context.create();
        Push push = context.push();
        Pull pull = context.pull()) {
      push.set(Options.SEND_HIGH_WATER_MARK, sending);
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, receiving);
      push.connect(pull.bind("inproc://no-limit"));
      for (int i = 0; i < 5000; i++) {
        assertThat(push.trySend("message")).isTrue();
      }
    }
  }

  @Test
  void countsOnlyTheOwnMarkUntilSomebodyIsBound() {
    try (Context context = Context.create();
        Push push = context.push();
        Pull pull = context.pull()) {
      push.set(Options.SEND_HIGH_WATER_MARK, 3);
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, 4);
      push.connect("inproc://not-yet");
      assertThat(sendAll(push)).isEqualTo(3);
      Caller<Void> sender = Caller.run(() -> push.send("message 3")).awaitWaiting();
      pull.bind("inproc://not-yet");
      sender.result();
      assertThat(sendAll(push)).isEqualTo(3);
    }
  }

  @Test
  void letsTheReceiverReadWhatAClosedSocketSent() {
    try (Context context = Context.create();
        Pull pull = context.pull()) {
      pull.bind("inproc://closed-sender");
      Push push = context.push();
      push.set(Options.LINGER, Duration.ZERO); // it is with the receiver already
      push.connect("inproc://closed-sender");
      push.send("last words");
      push.close();
      assertThat(receiveText(pull)).isEqualTo("last words");
    }
  }

  @Test
  void keepsConnectionsWhenUnbound() {
    try (Context context = Context.create();
        Pull pull = context.pull();
        Push push = context.push()) {
      String endpoint = pull.bind("inproc://unbound");
      push.connect(endpoint);
      pull.unbind(endpoint);
      push.send("still there");
      assertThat(receiveText(pull)).isEqualTo("still there");
    }
  }

  @Test
  void doesNotRevivePipesOfAnEarlierBinder() {
    try (Context context = Context.create();
        Push push = context.push();
        Pull second = context.pull()) {
      Pull first = context.pull();
      first.bind("inproc://again");
      push.connect("inproc://again");
      push.send("to the first");
      first.close();
      second.bind("inproc://again");
      assertThat(push.trySend("to nobody")).isFalse();
    }
  }

  @Test
  void closesAContextWithConnectionsThatNobodyEverBound() {
    try (Context context = Context.create()) {
      Push push = context.push();
      push.connect("inproc://nobody");
      push.send("into the void");
    }
  }

  @Test
  void givesPeersTheirRoutingIds() {
    try (Context context = Context.create();
        Router router = context.router();
        Dealer dealer = context.dealer()) {
      dealer.routingId("the dealer");
      dealer.connect(router.bind("inproc://named"));
      dealer.send("hello");
      Message message = receive(router);
      assertThat(message.text()).isEqualTo("the dealer");
      assertThat(message.frame(1).text()).isEqualTo("hello");
      router.send(Message.of("the dealer", "welcome"));
      assertThat(receiveText(dealer)).isEqualTo("welcome");
    }
  }

  /** Sends until the peer is full; answers how many messages it took. */
  private static int sendAll(Push push) {
    int sent = 0;
    while (push.trySend("message " + sent)) {
      sent++;
      assertThat(sent).isLessThan(10_000);
    }
    return sent;
  }
}
