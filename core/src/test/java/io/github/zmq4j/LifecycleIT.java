package io.github.zmq4j;

import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static io.github.zmq4j.ZmqErrors.assertClosed;
import static io.github.zmq4j.ZmqErrors.assertFails;
import static io.github.zmq4j.ZmqErrors.assertTerminated;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sockets and contexts begin and end, whoever waits in them. */
@ExtendWith(LibraryThreads.class)
class LifecycleIT {
  private static final String TCP = "tcp://127.0.0.1:*";

  // ---- Closing a socket ------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {TCP, "inproc://receivers"})
  void endsTheWaitOfEveryReceiverWhenTheSocketIsClosed(String endpoint) {
    try (Context context = Context.create()) {
      Pull pull = context.pull();
      pull.bind(endpoint);
      List<Caller<Message>> receivers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        receivers.add(Caller.start(pull::receive).awaitWaiting());
      }
      Caller<Frame> byFrame = Caller.start(pull::receiveFrame).awaitWaiting();
      Caller<Message> bounded = Caller.start(() -> pull.tryReceive(Patience.LIMIT)).awaitWaiting();
      pull.close();
      for (Caller<Message> receiver : receivers) {
        assertClosed(receiver::result);
      }
      assertClosed(byFrame::result);
      assertClosed(bounded::result);
    }
  }

  @Test
  void endsTheWaitOfASocketWithoutEndpoints() {
    try (Context context = Context.create()) {
      Dealer dealer = context.dealer();
      Caller<Message> receiver = Caller.start(dealer::receive).awaitWaiting();
      Caller<Void> sender = Caller.run(() -> dealer.send("to nobody")).awaitWaiting();
      dealer.close();
      assertClosed(receiver::result);
      assertClosed(sender::result);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TCP, "inproc://senders"})
  void endsTheWaitOfEverySenderWhenTheSocketIsClosed(String endpoint) {
    try (Context context = Context.create()) {
      Push push = context.push();
      push.bind(endpoint);
      List<Caller<Void>> senders = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        senders.add(Caller.run(() -> push.send("to nobody")).awaitWaiting());
      }
      push.close();
      for (Caller<Void> sender : senders) {
        assertClosed(sender::result);
      }
    }
  }

  @Test
  void leavesTheOtherSocketsAlone() {
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      client.connect(server.bind(TCP));
      Dealer other = context.dealer();
      other.bind(TCP);
      Caller<Message> waiting = Caller.start(server::receive).awaitWaiting();
      other.close();
      client.send("request");
      assertThat(waiting.result().text()).isEqualTo("request");
    }
  }

  @Test
  void closesTwiceAndAfterTheContext() {
    Context context = Context.create();
    Rep server = context.rep();
    server.bind(TCP);
    Req client = context.req();
    assertThat(server.isClosed()).isFalse();
    server.close();
    server.close();
    assertThat(server.isClosed()).isTrue();
    context.close();
    context.close();
    context.shutdown();
    server.close();
    client.close();
    assertThat(client.isClosed()).isTrue();
    assertThat(context.isShutdown()).isTrue();
  }

  @Test
  void refusesEveryUseOfAClosedSocket() {
    try (Context context = Context.create()) {
      Dealer dealer = context.dealer();
      String endpoint = dealer.bind(TCP);
      dealer.close();
      assertClosed(() -> dealer.send("message"));
      assertClosed(() -> dealer.trySend("message"));
      assertClosed(() -> dealer.trySend(Message.of("message"), Duration.ofMillis(1)));
      assertClosed(() -> dealer.sendMore("part"));
      assertClosed(() -> dealer.trySendMore(Frame.of("part")));
      assertClosed(dealer::receive);
      assertClosed(dealer::tryReceive);
      assertClosed(() -> dealer.tryReceive(Duration.ofMillis(1)));
      assertClosed(dealer::receiveFrame);
      assertClosed(dealer::tryReceiveFrame);
      assertClosed(() -> dealer.bind(endpoint));
      assertClosed(() -> dealer.connect(endpoint));
      assertClosed(() -> dealer.unbind(endpoint));
      assertClosed(() -> dealer.disconnect(endpoint));
      assertClosed(() -> dealer.set(Options.LINGER, Duration.ZERO));
      assertClosed(() -> dealer.get(Options.LINGER));
      assertClosed(() -> dealer.get(Options.EVENTS));
      assertClosed(dealer::lastEndpoint);
      assertClosed(() -> dealer.monitor(event -> {}));
      assertThat(dealer.type()).isEqualTo(SocketType.DEALER);
      assertThat(dealer.id()).isPositive();
    }
  }

  // ---- The end of a context --------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsEveryWaitWhenTheContextIs(boolean closed) {
    Context context = Context.builder().blocky(false).build();
    Pull pull = context.pull();
    pull.bind(TCP);
    Push push = context.push();
    push.bind(TCP);
    Dealer unbound = context.dealer();
    List<Caller<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(Caller.start(pull::receive).awaitWaiting());
      waiting.add(Caller.run(() -> push.send("to nobody")).awaitWaiting());
      waiting.add(Caller.start(unbound::receiveFrame).awaitWaiting());
    }
    if (closed) {
      context.close();
    } else {
      context.shutdown();
    }
    for (Caller<?> caller : waiting) {
      assertTerminated(caller::result);
    }
    assertTerminated(() -> push.trySend("late"));
    assertTerminated(() -> pull.bind(TCP));
    context.close();
  }

  @Test
  void refusesEveryUseAfterAShutdown() {
    try (Context context = Context.builder().blocky(false).build()) {
      Dealer dealer = context.dealer();
      String endpoint = dealer.bind(TCP);
      Dealer peer = context.dealer();
      peer.connect(endpoint);
      peer.send("unread");
      context.shutdown();
      context.shutdown();
      assertThat(context.isShutdown()).isTrue();
      assertTerminated(() -> dealer.send("message"));
      assertTerminated(() -> dealer.trySend("message"));
      assertTerminated(dealer::receive);
      assertTerminated(dealer::tryReceive);
      assertTerminated(() -> dealer.bind(endpoint));
      assertTerminated(() -> dealer.connect(endpoint));
      assertTerminated(() -> dealer.unbind(endpoint));
      assertTerminated(() -> dealer.disconnect(endpoint));
      assertTerminated(() -> dealer.set(Options.LINGER, Duration.ZERO));
      assertTerminated(() -> dealer.get(Options.LINGER));
      assertTerminated(context::req);
      assertThat(dealer.isClosed()).isFalse();
      dealer.close();
      assertThat(dealer.isClosed()).isTrue();
    }
  }

  @Test
  void deliversAfterAShutdownWhatWasSentBefore() {
    try (Context receiving = Context.create();
        Pull pull = receiving.pull()) {
      String endpoint = pull.bind(TCP);
      Context sending = Context.create();
      Push push = sending.push();
      push.connect(endpoint);
      for (int i = 0; i < 100; i++) {
        push.send("message " + i);
      }
      sending.shutdown();
      sending.close();
      for (int i = 0; i < 100; i++) {
        assertThat(receiveText(pull)).isEqualTo("message " + i);
      }
    }
  }

  @Test
  void endsAllThreadsBeforeAnyCloseReturns() {
    for (int round = 0; round < 20; round++) {
      Context context = Context.builder().ioThreads(3).blocky(false).build();
      Dealer dealer = context.dealer();
      dealer.monitor(event -> {});
      dealer.bind(TCP);
      dealer.connect("tcp://localhost:" + RawPeer.freePort());
      Caller<List<String>> other =
          Caller.start(
              () -> {
                context.close();
                return LibraryThreads.alive();
              });
      context.close();
      assertThat(LibraryThreads.alive()).isEmpty();
      assertThat(other.result()).isEmpty();
    }
  }

  @Test
  void canBeClosedAgainAfterAnInterruptedClose() {
    Context context = Context.create();
    Push push = context.push();
    push.connect("tcp://127.0.0.1:" + RawPeer.freePort());
    push.set(Options.LINGER, Duration.ofMillis(500));
    push.send("to nobody");
    Caller<Boolean> closer =
        Caller.start(
            () -> {
              assertFails(ErrorCode.EINTR, context::close);
              return Thread.interrupted();
            });
    closer.awaitWaiting().interrupt();
    assertThat(closer.result()).as("the interrupt flag").isTrue();
    context.close();
  }

  @Test
  void isClosedByTheThreadOfAMonitorListener() {
    Context context = Context.create();
    Dealer dealer = context.dealer();
    Caller<Message> waiting = Caller.start(dealer::receive).awaitWaiting();
    dealer.monitor(event -> context.close());
    dealer.bind(TCP);
    assertTerminated(waiting::result);
    Patience.until("all threads have ended", () -> LibraryThreads.alive().isEmpty());
  }

  // ---- Interrupts ------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {TCP, "inproc://interrupted"})
  void leavesAWaitThatIsInterruptedAndHarmsNothing(String endpoint) {
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      client.connect(server.bind(endpoint));
      for (int i = 0; i < 20; i++) {
        Caller<Boolean> receiver =
            Caller.start(
                () -> {
                  assertFails(ErrorCode.EINTR, server::receive);
                  return Thread.currentThread().isInterrupted();
                });
        receiver.awaitWaiting().interrupt();
        assertThat(receiver.result()).as("the interrupt flag").isTrue();
        client.send("request " + i);
        assertThat(receiveText(server)).isEqualTo("request " + i);
        server.send("reply " + i);
        assertThat(receiveText(client)).isEqualTo("reply " + i);
      }
    }
  }

  @Test
  void interruptsOneOfManyThatWait() {
    try (Context context = Context.create();
        Pull pull = context.pull();
        Push push = context.push()) {
      push.connect(pull.bind(TCP));
      push.send("the connection works");
      receive(pull);
      Caller<Message> leader = Caller.start(pull::receive).awaitWaiting();
      Caller<Message> follower = Caller.start(pull::receive).awaitWaiting();
      Caller<Message> third = Caller.start(pull::receive).awaitWaiting();
      follower.interrupt();
      assertFails(ErrorCode.EINTR, follower::result);
      leader.interrupt();
      assertFails(ErrorCode.EINTR, leader::result);
      push.send("for the third");
      assertThat(third.result().text()).isEqualTo("for the third");
    }
  }

  @Test
  void mindsNoInterruptWhereItNeedNotWait() {
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      client.connect(server.bind(TCP));
      Thread.currentThread().interrupt();
      client.send("request");
      assertThat(Thread.interrupted()).isTrue();
      Patience.until("it is there", () -> server.get(Options.EVENTS) == 1);
      Thread.currentThread().interrupt();
      assertThat(server.receive().text()).isEqualTo("request");
      server.send("reply");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(receiveText(client)).isEqualTo("reply");
    }
  }

  @Test
  void freesAnAddressAlsoWhenTheThreadIsInterrupted() {
    try (Context context = Context.create();
        Rep server = context.rep()) {
      String endpoint = server.bind(TCP);
      for (int i = 0; i < 20; i++) {
        Thread.currentThread().interrupt();
        server.unbind(endpoint);
        assertThat(Thread.interrupted()).isTrue();
        server.bind(endpoint);
      }
    }
  }

  // ---- Limits ----------------------------------------------------------------------------------

  @Test
  void limitsTheNumberOfOpenSockets() {
    try (Context context = Context.builder().maxSockets(3).build()) {
      context.req();
      context.req();
      Req third = context.req();
      assertFails(ErrorCode.EMFILE, context::req).withMessageContaining("MAX_SOCKETS");
      third.close();
      context.req();
    }
  }

  @Test
  void hasInprocOnlyWithoutIoThreads() {
    try (Context context = Context.builder().ioThreads(0).build();
        Rep server = context.rep();
        Req client = context.req()) {
      assertFails(ErrorCode.EMTHREAD, () -> server.bind(TCP)).withMessageContaining("inproc");
      assertFails(ErrorCode.EMTHREAD, () -> client.connect("tcp://127.0.0.1:5555"));
      assertFails(ErrorCode.EMTHREAD, () -> server.bind("ipc://*"));
      client.connect(server.bind("inproc://here"));
      Caller<Message> receiver = Caller.start(server::receive).awaitWaiting();
      client.send("request");
      assertThat(receiver.result().text()).isEqualTo("request");
    }
  }

  @Test
  void refusesTransportsThatThereAreNot() {
    try (Context context = Context.create();
        Dealer dealer = context.dealer();
        Stream stream = context.stream()) {
      for (String endpoint : List.of("quic://127.0.0.1:1", "pgm://eth0;1.1.1.1:1", "TCP://a:1")) {
        assertFails(ErrorCode.EPROTONOSUPPORT, () -> dealer.bind(endpoint))
            .withMessageContaining(endpoint);
        assertFails(ErrorCode.EPROTONOSUPPORT, () -> dealer.connect(endpoint));
        assertFails(ErrorCode.EPROTONOSUPPORT, () -> dealer.unbind(endpoint));
        assertFails(ErrorCode.EPROTONOSUPPORT, () -> dealer.disconnect(endpoint));
      }
      for (String endpoint : List.of("", "127.0.0.1:5555", "://a:1", "tcp:/a:1", "inproc://")) {
        assertFails(ErrorCode.EINVAL, () -> dealer.bind(endpoint));
        assertFails(ErrorCode.EINVAL, () -> dealer.connect(endpoint));
        assertFails(ErrorCode.EINVAL, () -> dealer.unbind(endpoint));
        assertFails(ErrorCode.EINVAL, () -> dealer.disconnect(endpoint));
      }
      assertFails(ErrorCode.ENOCOMPATPROTO, () -> stream.bind("ipc://*"))
          .withMessageContaining("tcp only");
    }
  }

  // ---- All at once -----------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void survivesThreadsThatOpenAndUseAndCloseWhileTheContextEnds(int ioThreads) {
    for (int round = 0; round < 15; round++) {
      Context context = Context.builder().ioThreads(ioThreads).blocky(false).build();
      Rep server = context.rep();
      String endpoint = server.bind(TCP);
      List<Caller<Integer>> users = new ArrayList<>();
      users.add(Caller.start(() -> serve(server)));
      for (int i = 0; i < 12; i++) {
        users.add(Caller.start(() -> use(context, endpoint)));
      }
      Caller<Integer> oneMore = Caller.start(() -> ask(context, endpoint, 20));
      assertThat(oneMore.result()).isEqualTo(20); // so that the others are at it
      if (round % 2 == 0) {
        context.shutdown();
      }
      context.close();
      users.forEach(Caller::result);
      assertThat(LibraryThreads.alive()).isEmpty();
    }
  }

  private static Integer ask(Context context, String endpoint, int times) {
    try (Req client = context.req()) {
      client.connect(endpoint);
      for (int i = 0; i < times; i++) {
        client.send("request");
        client.receive();
      }
      return times;
    }
  }

  private static Integer serve(Rep server) {
    int served = 0;
    try {
      while (true) {
        server.send(server.receive());
        served++;
      }
    } catch (ContextTerminatedException | SocketClosedException e) {
      return served;
    }
  }

  private static Integer use(Context context, String endpoint) {
    int used = 0;
    try {
      while (true) {
        try (Req client = context.req()) {
          if (ThreadLocalRandom.current().nextBoolean()) {
            client.bind(TCP);
          }
          client.connect(endpoint);
          client.send("request");
          client.receive();
          used++;
        }
      }
    } catch (ContextTerminatedException | SocketClosedException e) {
      return used;
    }
  }
}
