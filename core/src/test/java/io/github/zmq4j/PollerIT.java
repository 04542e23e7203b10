package io.github.zmq4j;

import static io.github.zmq4j.Poller.Event.IN;
import static io.github.zmq4j.Poller.Event.OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for several things at once. */
class PollerIT {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Set<Poller.Event> NOTHING = EnumSet.noneOf(Poller.Event.class);

  private final Context context = Context.create();
  private final Poller poller = Poller.create();

  @AfterEach
  void close() {
    poller.close();
    context.close();
  }

  private Push pushTo(Socket bound) {
    Push push = context.push();
    push.set(Options.LINGER, Duration.ZERO);
    push.connect(bound.lastEndpoint());
    return push;
  }

  private Pull boundPull(String endpoint) {
    Pull pull = context.pull();
    pull.bind(endpoint);
    return pull;
  }

  private static List<Object> sources(List<Poller.Ready> ready) {
    return ready.stream().map(Poller.Ready::source).toList();
  }

  private static void assertFails(ErrorCode code, Consumer<Poller> call, Poller on) {
    assertThatThrownBy(() -> call.accept(on))
        .isInstanceOfSatisfying(
            ZmqException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  @Nested
  class OfSockets {
    @ParameterizedTest
    @ValueSource(strings = {"inproc://a", "tcp://127.0.0.1:*"})
    void wakesUpWhenAMessageComes(String endpoint) {
      Pull pull = boundPull(endpoint);
      Push push = pushTo(pull);
      poller.add(pull, Set.of(IN), "the attachment");

      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      push.send("hello");

      assertThat(polling.result())
          .containsExactly(new Poller.Ready(pull, Set.of(IN), "the attachment"));
      assertThat(pull.tryReceive()).isEqualTo(Message.of("hello"));
    }

    @Test
    void isLevelTriggered() {
      Pull pull = boundPull("inproc://a");
      Push push = pushTo(pull);
      poller.add(pull, IN);
      push.send("one");
      push.send("two");

      assertThat(sources(poller.poll(AT_ONCE))).containsExactly(pull);
      assertThat(sources(poller.poll(AT_ONCE))).containsExactly(pull);
      pull.receive();
      assertThat(sources(poller.poll(AT_ONCE))).containsExactly(pull);
      pull.receive();
      assertThat(poller.poll(AT_ONCE)).isEmpty();
      push.send("three");
      assertThat(sources(poller.poll(AT_ONCE))).containsExactly(pull);
    }

    @Test
    void tellsAllThatAreReadyInTheOrderTheyWereAdded() {
      List<Pull> pulls = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Pull pull = boundPull("inproc://" + i);
        pulls.add(pull);
        poller.add(pull, IN);
      }
      for (int i : new int[] {7, 2, 5}) {
        pushTo(pulls.get(i)).send("x");
      }
      assertThat(sources(poller.poll())).containsExactly(pulls.get(2), pulls.get(5), pulls.get(7));
    }

    @Test
    void waitsForRoomToSend() {
      Pull pull = context.pull();
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, 2);
      pull.bind("inproc://a");
      Push push = context.push();
      push.set(Options.SEND_HIGH_WATER_MARK, 2);
      push.connect("inproc://a");
      poller.add(push, OUT);

      int sent = 0;
      while (!poller.poll(AT_ONCE).isEmpty()) {
        push.send("x");
        sent++;
      }
      assertThat(sent).isEqualTo(4);

      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      pull.receive();
      pull.receive(); // credit comes back by halves
      assertThat(polling.result()).containsExactly(new Poller.Ready(push, Set.of(OUT), null));
    }

    @Test
    void tellsBothEventsAtOnce() {
      Pair left = context.pair();
      Pair right = context.pair();
      left.bind("inproc://a");
      right.connect("inproc://a");
      poller.add(left, IN, OUT);

      assertThat(poller.poll().get(0).events()).containsExactly(OUT);
      right.send("x");
      Poller.Ready ready = poller.poll().get(0);
      assertThat(ready.isReadable()).isTrue();
      assertThat(ready.isWritable()).isTrue();
    }

    @Test
    void isNeverReadyForWhatTheTypeCannotDo() {
      Pull pull = boundPull("inproc://a");
      Push push = pushTo(pull);
      poller.add(pull, OUT);
      poller.add(push, IN);
      assertThat(poller.poll(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void followsTheTurnsOfRequestAndReply() {
      Rep rep = context.rep();
      Req req = context.req();
      rep.bind("inproc://a");
      req.connect("inproc://a");
      poller.add(rep, IN, OUT);
      poller.add(req, IN, OUT);

      assertThat(poller.poll()).containsExactly(new Poller.Ready(req, Set.of(OUT), null));
      req.send("question");
      assertThat(poller.poll()).containsExactly(new Poller.Ready(rep, Set.of(IN), null));
      rep.receive();
      assertThat(poller.poll()).containsExactly(new Poller.Ready(rep, Set.of(OUT), null));
      rep.send("answer");
      assertThat(poller.poll()).containsExactly(new Poller.Ready(req, Set.of(IN), null));
      req.receive();
      assertThat(poller.poll()).containsExactly(new Poller.Ready(req, Set.of(OUT), null));
    }

    @Test
    void wakesUpWhenAnotherThreadTakesTheTurn() {
      Rep rep = context.rep();
      rep.bind("inproc://a");
      Req first = context.req();
      Req second = context.req();
      first.connect("inproc://a");
      second.connect("inproc://a");
      first.send("1");
      second.send("2");
      rep.receive();
      poller.add(rep, IN);

      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      rep.send("answer"); // no network, no new message: the second request is there already

      assertThat(sources(polling.result())).containsExactly(rep);
    }

    @Test
    void wakesUpWhenAnOptionMakesRoom() {
      Pull pull = context.pull();
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, 1);
      pull.bind("inproc://a");
      Push push = context.push();
      push.set(Options.SEND_HIGH_WATER_MARK, 1);
      push.connect("inproc://a");
      while (push.trySend("x")) {
        // until it is full
      }
      poller.add(push, OUT);

      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      push.set(Options.SEND_HIGH_WATER_MARK, 100);

      assertThat(sources(polling.result())).containsExactly(push);
      assertThat(push.trySend("x")).isTrue();
    }

    @Test
    void seesTheRestOfAMessageThatIsReadByParts() {
      Pull pull = boundPull("inproc://a");
      pushTo(pull).send(Message.of("a", "b"));
      poller.add(pull, IN);
      pull.receiveFrame();
      assertThat(sources(poller.poll(AT_ONCE))).containsExactly(pull);
      pull.receiveFrame();
      assertThat(poller.poll(AT_ONCE)).isEmpty();
    }

    @Test
    void mayHoldSocketsOfSeveralContextsAndReactors() {
      try (Context other = Context.builder().ioThreads(3).build()) {
        List<Pull> pulls = new ArrayList<>();
        List<Push> pushes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          Context home = i == 0 ? context : other;
          Pull pull = home.pull();
          String endpoint = pull.bind("tcp://127.0.0.1:*");
          pulls.add(pull);
          poller.add(pull, IN);
          Push push = home.push();
          push.connect(endpoint);
          pushes.add(push);
        }
        Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
        pushes.get(3).send("x");
        assertThat(sources(polling.result())).containsExactly(pulls.get(3));
        pulls.forEach(poller::remove);
      }
    }

    @Test
    void isSharedByPollers() {
      Pull pull = boundPull("tcp://127.0.0.1:*");
      Push push = pushTo(pull);
      List<Caller<List<Poller.Ready>>> polling = new ArrayList<>();
      List<Poller> pollers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Poller each = Poller.create();
        each.add(pull, IN);
        pollers.add(each);
        polling.add(Caller.start(each::poll).awaitWaiting());
      }
      push.send("x");
      for (Caller<List<Poller.Ready>> each : polling) {
        assertThat(sources(each.result())).containsExactly(pull);
      }
      pollers.forEach(Poller::close);
    }

    @Test
    void letsThreadsTakeTurns() {
      Pull pull = boundPull("inproc://a");
      Push push = pushTo(pull);
      poller.add(pull, IN);
      Caller<List<Poller.Ready>> first = Caller.start(poller::poll).awaitWaiting();
      Caller<List<Poller.Ready>> second = Caller.start(poller::poll);
      assertThat(poller.poll(Duration.ofMillis(1))).isEmpty(); // the third, and it goes again
      push.send("x");
      assertThat(sources(first.result())).containsExactly(pull);
      assertThat(sources(second.result())).containsExactly(pull);
    }

    @Test
    void pollsFromVirtualThreads() {
      Pull pull = boundPull("tcp://127.0.0.1:*");
      Push push = pushTo(pull);
      poller.add(pull, IN);
      Caller<List<Poller.Ready>> polling = Caller.startVirtual(poller::poll);
      push.send("x");
      assertThat(sources(polling.result())).containsExactly(pull);
    }

    @Test
    void movesManyMessagesOfManySockets() {
      int sockets = 50;
      int each = 200;
      List<Push> pushes = new ArrayList<>();
      for (int i = 0; i < sockets; i++) {
        Pull pull = boundPull("tcp://127.0.0.1:*");
        poller.add(pull, IN);
        pushes.add(pushTo(pull));
      }
      Caller<Void> sending =
          Caller.run(
              () -> {
                for (int n = 0; n < each; n++) {
                  for (Push push : pushes) {
                    push.send("x");
                  }
                }
              });
      int received = 0;
      while (received < sockets * each) {
        List<Poller.Ready> ready = poller.poll(Patience.LIMIT);
        assertThat(ready).isNotEmpty();
        for (Poller.Ready one : ready) {
          while (((Pull) one.source()).tryReceive() != null) {
            received++;
          }
        }
      }
      sending.result();
      assertThat(received).isEqualTo(sockets * each);
    }
  }

  @Nested
  class Registration {
    @Test
    void countsWhatIsRegistered() {
      Pull pull = boundPull("inproc://a");
      assertThat(poller.size()).isZero();
      poller.add(pull, IN);
      assertThat(poller.size()).isEqualTo(1);
      poller.remove(pull);
      assertThat(poller.size()).isZero();
    }

    @Test
    void refusesWhatIsThereAlreadyAndWhatIsNot() {
      Pull pull = boundPull("inproc://a");
      poller.add(pull, IN);
      assertFails(ErrorCode.EINVAL, p -> p.add(pull, IN), poller);
      poller.remove(pull);
      assertFails(ErrorCode.EINVAL, p -> p.remove(pull), poller);
      assertFails(ErrorCode.EINVAL, p -> p.modify(pull, Set.of(IN)), poller);
    }

    @Test
    void refusesAClosedSocket() {
      Pull pull = context.pull();
      pull.close();
      assertFails(ErrorCode.ENOTSOCK, p -> p.add(pull, IN), poller);
    }

    @Test
    void waitsForNothingWhileNothingIsEnabled() {
      Pull pull = boundPull("inproc://a");
      pushTo(pull).send("x");
      poller.add(pull, IN);
      poller.modify(pull, NOTHING);
      assertThat(poller.poll(AT_ONCE)).isEmpty();
      assertFails(ErrorCode.EFAULT, Poller::poll, poller);
      poller.modify(pull, Set.of(IN));
      assertThat(sources(poller.poll())).containsExactly(pull);
    }

    @Test
    void refusesToWaitForEverForNothing() {
      assertFails(ErrorCode.EFAULT, Poller::poll, poller);
      assertThat(Patience.millisOf(() -> poller.poll(Duration.ofMillis(20))))
          .isGreaterThanOrEqualTo(20);
    }

    @Test
    void isChangedWhileAnotherThreadPolls() {
      Pull idle = boundPull("inproc://idle");
      Pull late = boundPull("inproc://late");
      pushTo(late).send("x");
      poller.add(idle, IN);
      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      poller.add(late, NOTHING, null);
      polling.awaitWaiting();
      poller.modify(late, Set.of(IN));
      assertThat(sources(polling.result())).containsExactly(late);
    }

    @Test
    void endsAPollThatHasNothingLeftToWaitFor() {
      Pull pull = boundPull("inproc://a");
      poller.add(pull, IN);
      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      poller.remove(pull);
      assertThatThrownBy(polling::result).hasMessageContaining("EFAULT");
    }

    @Test
    void wakesUpOnRequest() {
      Pull pull = boundPull("inproc://a");
      poller.add(pull, IN);
      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      poller.wakeUp();
      assertThat(polling.result()).isEmpty();

      poller.wakeUp();
      assertThat(poller.poll()).isEmpty();
      assertThat(poller.poll(AT_ONCE)).isEmpty();
    }
  }

  @Nested
  class Ending {
    @Test
    void failsWhenASocketIsClosed() {
      Pull closed = boundPull("inproc://a");
      Pull ready = boundPull("inproc://b");
      poller.add(closed, IN);
      poller.add(ready, IN);
      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();

      closed.close();

      assertThatThrownBy(polling::result).isInstanceOf(SocketClosedException.class);
      pushTo(ready).send("x");
      assertFails(ErrorCode.ENOTSOCK, Poller::poll, poller);
      assertFails(ErrorCode.ENOTSOCK, Poller::poll, poller);
      poller.remove(closed);
      assertThat(sources(poller.poll())).containsExactly(ready);
    }

    @Test
    void failsWhenTheContextIsShutDown() {
      Pull pull = boundPull("tcp://127.0.0.1:*");
      poller.add(pull, IN);
      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      context.shutdown();
      assertThatThrownBy(polling::result).isInstanceOf(ContextTerminatedException.class);
      assertFails(ErrorCode.ETERM, Poller::poll, poller);
    }

    @Test
    void isInterrupted() {
      Pull pull = boundPull("tcp://127.0.0.1:*");
      Push push = pushTo(pull);
      poller.add(pull, IN);
      Caller<Boolean> polling =
          Caller.start(
              () -> {
                assertFails(ErrorCode.EINTR, Poller::poll, poller);
                return Thread.interrupted();
              });
      polling.awaitWaiting().interrupt();
      assertThat(polling.result()).isTrue();

      push.send("x");
      assertThat(sources(poller.poll())).containsExactly(pull);
    }

    @Test
    void isInterruptedWhileItAwaitsItsTurn() {
      Pull pull = boundPull("tcp://127.0.0.1:*");
      poller.add(pull, IN);
      Caller<List<Poller.Ready>> first = Caller.start(poller::poll).awaitWaiting();
      Caller<List<Poller.Ready>> second = Caller.start(poller::poll);
      second.interrupt();
      assertThatThrownBy(second::result).hasMessageContaining("EINTR");
      poller.wakeUp();
      assertThat(first.result()).isEmpty();
    }

    @Test
    void endsItsPollsWhenItIsClosed() {
      Pull pull = boundPull("inproc://a");
      poller.add(pull, IN);
      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      poller.close();
      assertThatThrownBy(polling::result).hasMessageContaining("EFAULT");
      assertFails(ErrorCode.EFAULT, Poller::size, poller);
      assertFails(ErrorCode.EFAULT, p -> p.add(pull, IN), poller);
      poller.close();
      assertThat(pull.isClosed()).isFalse();
    }
  }

  @Nested
  class OfChannels {
    private final List<AutoCloseable> opened = new ArrayList<>();

    private Pipe pipe() throws IOException {
      Pipe pipe = Pipe.open();
      opened.add(pipe.source());
      opened.add(pipe.sink());
      pipe.source().configureBlocking(false);
      pipe.sink().configureBlocking(false);
      return pipe;
    }

    @AfterEach
    void closeChannels() throws Exception {
      for (AutoCloseable each : opened) {
        each.close();
      }
    }

    @Test
    void waitsForChannelsAndSockets() throws IOException {
      Pipe pipe = pipe();
      Pull pull = boundPull("tcp://127.0.0.1:*");
      Push push = pushTo(pull);
      poller.add(pipe.source(), Set.of(IN), 1);
      poller.add(pull, Set.of(IN), 2);

      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      push.send("x");
      assertThat(polling.result()).containsExactly(new Poller.Ready(pull, Set.of(IN), 2));
      pull.receive();

      polling = Caller.start(poller::poll).awaitWaiting();
      pipe.sink().write(ByteBuffer.wrap(new byte[] {7}));
      assertThat(polling.result()).containsExactly(new Poller.Ready(pipe.source(), Set.of(IN), 1));
      assertThat(poller.poll()).containsExactly(new Poller.Ready(pipe.source(), Set.of(IN), 1));

      push.send("x");
      Patience.until("both are ready", () -> poller.poll().size() == 2);
      assertThat(sources(poller.poll())).containsExactly(pipe.source(), pull);

      pipe.source().read(ByteBuffer.allocate(1));
      pull.receive();
      assertThat(poller.poll(AT_ONCE)).isEmpty();
    }

    @Test
    void acceptsAndConnects() throws IOException {
      ServerSocketChannel server = ServerSocketChannel.open();
      opened.add(server);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.configureBlocking(false);
      poller.add(server, IN);
      assertThat(poller.poll(AT_ONCE)).isEmpty();

      SocketChannel client = SocketChannel.open();
      opened.add(client);
      client.configureBlocking(false);
      client.connect(server.getLocalAddress());
      assertThat(sources(poller.poll())).containsExactly(server);

      poller.remove(server);
      poller.add(client, OUT);
      assertThat(sources(poller.poll())).containsExactly(client);
      assertThat(client.finishConnect()).isTrue();
      assertThat(poller.poll().get(0).isWritable()).isTrue();
    }

    @Test
    void changesWhatItWaitsFor() throws IOException {
      Pipe pipe = pipe();
      pipe.sink().write(ByteBuffer.wrap(new byte[] {7}));
      poller.add(pipe.source(), NOTHING, null);
      poller.add(pipe.sink(), NOTHING, null);
      assertThat(poller.poll(AT_ONCE)).isEmpty();
      poller.modify(pipe.sink(), Set.of(OUT));
      assertThat(sources(poller.poll())).containsExactly(pipe.sink());
      poller.modify(pipe.source(), Set.of(IN));
      poller.modify(pipe.sink(), NOTHING);
      assertThat(sources(poller.poll())).containsExactly(pipe.source());
    }

    @Test
    void letsGoOfARemovedChannel() throws IOException {
      Pipe pipe = pipe();
      poller.add(pipe.source(), IN);
      poller.poll(AT_ONCE);
      poller.remove(pipe.source());
      pipe.source().configureBlocking(true);
      pipe.source().configureBlocking(false);
      poller.add(pipe.source(), IN);
      pipe.sink().write(ByteBuffer.wrap(new byte[] {7}));
      assertThat(sources(poller.poll())).containsExactly(pipe.source());
    }

    @Test
    void takesAChannelAgainWhileItPolls() throws IOException {
      Pipe pipe = pipe();
      Pull pull = boundPull("inproc://a");
      poller.add(pull, IN);
      poller.add(pipe.source(), IN);
      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      for (int i = 0; i < 100; i++) {
        poller.remove(pipe.source());
        poller.add(pipe.source(), IN);
      }
      polling.awaitWaiting();
      pipe.sink().write(ByteBuffer.wrap(new byte[] {7}));
      assertThat(sources(polling.result())).containsExactly(pipe.source());
    }

    @Test
    void refusesWhatCannotBePolled() throws IOException {
      Pipe pipe = pipe();
      assertFails(ErrorCode.EINVAL, p -> p.add(pipe.source(), OUT), poller);
      assertFails(ErrorCode.EINVAL, p -> p.add(pipe.sink(), IN), poller);
      poller.add(pipe.source(), IN);
      assertFails(ErrorCode.EINVAL, p -> p.add(pipe.source(), IN), poller);
      assertFails(ErrorCode.EINVAL, p -> p.modify(pipe.source(), Set.of(OUT)), poller);
      assertFails(ErrorCode.EINVAL, p -> p.remove(pipe.sink()), poller);
      pipe.sink().configureBlocking(true);
      assertFails(ErrorCode.EINVAL, p -> p.add(pipe.sink(), OUT), poller);
      pipe.sink().close();
      assertFails(ErrorCode.ENOTSOCK, p -> p.add(pipe.sink(), OUT), poller);
    }

    @Test
    void failsWhenAChannelIsClosed() throws IOException {
      Pipe pipe = pipe();
      poller.add(pipe.source(), IN);
      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      pipe.source().close();
      assertThatThrownBy(polling::result).isInstanceOf(SocketClosedException.class);
      poller.remove(pipe.source());
      assertThat(poller.poll(AT_ONCE)).isEmpty();
    }

    @Test
    void isInterrupted() throws IOException {
      Pipe pipe = pipe();
      poller.add(pipe.source(), IN);
      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      polling.interrupt();
      assertThatThrownBy(polling::result).hasMessageContaining("EINTR");
      assertThat(pipe.source().isOpen()).isTrue();
    }

    @Test
    void endsItsPollsWhenItIsClosed() throws IOException {
      Pipe pipe = pipe();
      poller.add(pipe.source(), IN);
      Caller<List<Poller.Ready>> polling = Caller.start(poller::poll).awaitWaiting();
      poller.close();
      assertThatThrownBy(polling::result).hasMessageContaining("EFAULT");
      assertThat(pipe.source().isOpen()).isTrue();
    }
  }
}
