package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zmq4j.Proxy.Traffic;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two sockets joined. */
class ProxyIT {
  private final Context context = Context.builder().blocky(false).build();
  private final List<Proxy> proxies = new ArrayList<>();

  @AfterEach
  void close() {
    proxies.forEach(Proxy::close);
    context.close();
  }

  private Proxy closing(Proxy proxy) {
    proxies.add(proxy);
    return proxy;
  }

  private static <S extends Socket> S bound(S socket, String endpoint) {
    socket.bind(endpoint);
    return socket;
  }

  private static <S extends Socket> S connected(S socket, Socket bound) {
    socket.connect(bound.lastEndpoint());
    return socket;
  }

  /** A pair of sockets that carry work: PULL in front, PUSH behind. */
  private Proxy pipeline() {
    return closing(
        Proxy.between(
            bound(context.pull(), "inproc://front"), bound(context.push(), "inproc://back")));
  }

  private Push source() {
    Push push = context.push();
    push.connect("inproc://front");
    return push;
  }

  private Pull sink() {
    Pull pull = context.pull();
    pull.connect("inproc://back");
    return pull;
  }

  private static void assertFails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ZmqException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  @Nested
  class Moving {
    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://%s"})
    void bringsRequestsToWorkersAndRepliesBack(String endpoint) {
      Router router = bound(context.router(), endpoint.formatted("front"));
      Dealer dealer = bound(context.dealer(), endpoint.formatted("back"));
      closing(Proxy.between(router, dealer)).start();
      Rep worker = connected(context.rep(), dealer);
      Req client = connected(context.req(), router);
      for (int i = 0; i < 100; i++) {
        client.send(Message.of("question", String.valueOf(i)));
        Message request = Patience.receive(worker);
        assertThat(request).isEqualTo(Message.of("question", String.valueOf(i)));
        worker.send("answer " + i);
        assertThat(Patience.receiveText(client)).isEqualTo("answer " + i);
      }
    }

    @Test
    void bringsPublicationsOneWayAndSubscriptionsTheOther() {
      XSub upstream = bound(context.xsub(), "tcp://127.0.0.1:*");
      XPub downstream = bound(context.xpub(), "tcp://127.0.0.1:*");
      closing(Proxy.between(upstream, downstream)).start();
      XPub publisher = connected(context.xpub(), upstream);
      Sub subscriber = connected(context.sub(), downstream);
      subscriber.subscribe("news");
      assertThat(Patience.receive(publisher)).isEqualTo(Message.of("\u0001news"));
      publisher.send("sports");
      publisher.send("news of today");
      assertThat(Patience.receiveText(subscriber)).isEqualTo("news of today");
    }

    @Test
    void takesTurnsAsItsSocketsDo() {
      Rep front = bound(context.rep(), "inproc://front");
      Req back = bound(context.req(), "inproc://back");
      closing(Proxy.between(front, back)).start();
      Rep worker = connected(context.rep(), back);
      Req client = connected(context.req(), front);
      Req other = connected(context.req(), front);
      for (int i = 0; i < 50; i++) {
        client.send("a");
        other.send("b");
        for (int n = 0; n < 2; n++) {
          worker.send("re: " + Patience.receiveText(worker));
        }
        assertThat(Patience.receiveText(client)).isEqualTo("re: a");
        assertThat(Patience.receiveText(other)).isEqualTo("re: b");
      }
    }

    @Test
    void bouncesWhatOneSocketReceives() {
      Pair bouncing = bound(context.pair(), "inproc://a");
      Pair other = connected(context.pair(), bouncing);
      closing(Proxy.between(bouncing, bouncing)).start();
      other.send(Message.of("to", "me"));
      assertThat(Patience.receive(other)).isEqualTo(Message.of("to", "me"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://%s"})
    void keepsTheOrderOfManyMessages(String endpoint) {
      Pull front = bound(context.pull(), endpoint.formatted("front"));
      Push back = bound(context.push(), endpoint.formatted("back"));
      Proxy proxy = closing(Proxy.between(front, back));
      proxy.start();
      Push source = connected(context.push(), front);
      Pull sink = connected(context.pull(), back);
      int count = 100_000;
      Caller<Void> sending =
          Caller.run(
              () -> {
                for (int i = 0; i < count; i++) {
                  source.send(String.valueOf(i));
                }
              });
      for (int i = 0; i < count; i++) {
        assertThat(Patience.receiveText(sink)).isEqualTo(String.valueOf(i));
      }
      sending.result();
    }

    @Test
    void takesNothingThatItCannotSendOn() {
      Pull front = bound(context.pull(), "inproc://front");
      Proxy proxy = closing(Proxy.between(front, bound(context.push(), "inproc://back")));
      Caller<Void> running = Caller.run(proxy);
      source().send("x");
      running.awaitWaiting();
      proxy.close();
      assertThat(front.receive().text()).isEqualTo("x");
    }

    @Test
    void goesOnInOneDirectionWhileTheOtherIsFull() {
      Dealer front = bound(context.dealer(), "inproc://front");
      Dealer back = context.dealer();
      back.set(Options.SEND_HIGH_WATER_MARK, 1);
      back.bind("inproc://back");
      closing(Proxy.between(front, back)).start();
      Dealer left = connected(context.dealer(), front);
      Dealer right = context.dealer();
      right.set(Options.RECEIVE_HIGH_WATER_MARK, 1);
      connected(right, back);

      for (int i = 0; i < 1500; i++) {
        left.send(String.valueOf(i)); // two go through, the rest fills the frontend's queue
      }
      for (int i = 0; i < 5000; i++) {
        right.send("back " + i);
        assertThat(Patience.receiveText(left)).isEqualTo("back " + i);
      }
      for (int i = 0; i < 1500; i++) {
        assertThat(Patience.receiveText(right)).isEqualTo(String.valueOf(i));
      }
    }

    @Test
    void keepsAMessageForAPeerWithoutRoom() {
      Pull front = bound(context.pull(), "inproc://front");
      Router back = context.router();
      back.mandatory(true);
      back.set(Options.SEND_HIGH_WATER_MARK, 1);
      back.bind("inproc://back");
      Dealer slow = peer(back, "slow");
      Dealer quick = peer(back, "quick");
      Proxy proxy = closing(Proxy.between(front, back));
      Caller<Void> running = Caller.run(proxy);
      Push source = source();
      for (int i = 0; i < 3; i++) {
        source.send(Message.of("slow", String.valueOf(i)));
      }
      source.send(Message.of("quick", "x"));
      Patience.until("two are sent", () -> proxy.statistics().backendSent().messages() == 2);
      running.awaitWaiting();
      assertThat(quick.tryReceive()).isNull();
      for (int i = 0; i < 3; i++) {
        assertThat(Patience.receiveText(slow)).isEqualTo(String.valueOf(i));
      }
      assertThat(Patience.receiveText(quick)).isEqualTo("x");
    }

    private Dealer peer(Router router, String name) {
      Dealer dealer = context.dealer();
      dealer.routingId(name);
      dealer.set(Options.RECEIVE_HIGH_WATER_MARK, 1);
      return connected(dealer, router);
    }

    @Test
    void endsWithTheErrorOfASendAndCanGoOn() {
      Pull front = bound(context.pull(), "inproc://front");
      Router back = context.router();
      back.mandatory(true);
      back.bind("inproc://back");
      Dealer known = peer(back, "known");
      Proxy proxy = closing(Proxy.between(front, back));
      Caller<Void> running = Caller.run(proxy);
      Push source = source();
      source.send(Message.of("nobody", "x"));
      source.send(Message.of("known", "y"));
      assertFails(ErrorCode.EHOSTUNREACH, running::result);
      proxy.start();
      assertThat(Patience.receiveText(known)).isEqualTo("y");
    }
  }

  @Nested
  class Capturing {
    @ParameterizedTest
    @EnumSource(
        value = SocketType.class,
        names = {"PUB", "PUSH", "PAIR", "DEALER"})
    void copiesEachMessage(SocketType type) {
      Socket tap = bound(context.socket(type), "inproc://tap");
      Receiving reader =
          switch (type) {
            case PUB -> {
              Sub sub = context.sub();
              sub.subscribe("");
              yield sub;
            }
            case PUSH -> context.pull();
            default -> (Receiving) context.socket(type);
          };
      connected((Socket) reader, tap);
      pipeline().capture(tap).start();
      source().send(Message.of("a", "", "c"));
      assertThat(Patience.receive(sink())).isEqualTo(Message.of("a", "", "c"));
      assertThat(Patience.receive(reader)).isEqualTo(Message.of("a", "", "c"));
    }

    @Test
    void sendsOnWhatWasCapturedAndNoMore() {
      Push tap = context.push();
      tap.set(Options.SEND_HIGH_WATER_MARK, 1);
      tap.bind("inproc://tap");
      Pull reader = context.pull();
      reader.set(Options.RECEIVE_HIGH_WATER_MARK, 1);
      connected(reader, tap);
      Proxy proxy = pipeline().capture(tap);
      Caller<Void> running = Caller.run(proxy);
      Push source = source();
      Pull sink = sink();
      for (int i = 0; i < 5; i++) {
        source.send(String.valueOf(i));
      }
      assertThat(Patience.receiveText(sink)).isEqualTo("0");
      assertThat(Patience.receiveText(sink)).isEqualTo("1");
      running.awaitWaiting();
      assertThat(sink.tryReceive()).isNull(); // the reader of the capture is at 2
      for (int i = 0; i < 5; i++) {
        assertThat(Patience.receiveText(reader)).isEqualTo(String.valueOf(i));
      }
      for (int i = 2; i < 5; i++) {
        assertThat(Patience.receiveText(sink)).isEqualTo(String.valueOf(i));
      }
    }

    @Test
    void givesWrappedMemoryBackOnce() {
      Pub tap = bound(context.pub(), "inproc://tap");
      Push front = context.push();
      Pull relay = bound(context.pull(), "inproc://front");
      front.connect("inproc://front");
      Push back = bound(context.push(), "tcp://127.0.0.1:*");
      Pull sink = connected(context.pull(), back);
      closing(Proxy.between(relay, back)).capture(tap).start();
      AtomicInteger released = new AtomicInteger();
      front.send(
          Message.of(Frame.wrap(ByteBuffer.wrap(new byte[] {1, 2, 3}), released::incrementAndGet)));
      assertThat(Patience.receive(sink).bytes()).containsExactly(1, 2, 3);
      Patience.until("the memory comes back", () -> released.get() > 0);
      assertThat(released).hasValue(1);
    }
  }

  @Nested
  class Steering {
    @Test
    void pausesAndResumes() {
      Proxy proxy = pipeline();
      Caller<Void> running = Caller.run(proxy);
      Push source = source();
      Pull sink = sink();
      source.send("1");
      assertThat(Patience.receiveText(sink)).isEqualTo("1");
      proxy.pause();
      assertThat(proxy.isPaused()).isTrue();
      source.send("2");
      running.awaitWaiting(); // with input pending: no spin
      assertThat(sink.tryReceive()).isNull();
      proxy.resume();
      assertThat(Patience.receiveText(sink)).isEqualTo("2");
    }

    @Test
    void obeysARepAndAnswersEachCommand() {
      Rep control = bound(context.rep(), "inproc://control");
      Proxy proxy = pipeline().control(control);
      Caller<Void> running = Caller.run(proxy);
      Push source = source();
      Pull sink = sink();
      Req remote = connected(context.req(), control);

      assertThat(ask(remote, "PAUSE")).isEqualTo(Message.of(""));
      assertThat(proxy.isPaused()).isTrue();
      source.send(Message.of("ab", "cde"));
      assertThat(ask(remote, "nonsense")).isEqualTo(Message.of(""));
      assertThat(ask(remote, "pause")).isEqualTo(Message.of(""));
      assertThat(sink.tryReceive()).isNull();
      assertThat(ask(remote, "RESUME")).isEqualTo(Message.of(""));
      assertThat(Patience.receive(sink)).isEqualTo(Message.of("ab", "cde"));
      Patience.until("it is counted", () -> proxy.statistics().backendSent().frames() == 2);

      Message numbers = ask(remote, "STATISTICS");
      assertThat(numbers.frames().stream().map(ProxyIT::number))
          .containsExactly(2L, 5L, 0L, 0L, 0L, 0L, 2L, 5L);
      Traffic none = new Traffic(0, 0, 0);
      Traffic one = new Traffic(1, 2, 5);
      assertThat(proxy.statistics()).isEqualTo(new Proxy.Statistics(one, none, none, one));

      assertThat(proxy.isTerminated()).isFalse();
      assertThat(ask(remote, "TERMINATE")).isEqualTo(Message.of(""));
      running.result();
      assertThat(proxy.isTerminated()).isTrue();

      proxy.start();
      source.send("again");
      assertThat(Patience.receiveText(sink)).isEqualTo("again");
    }

    private Message ask(Req remote, String command) {
      remote.send(command);
      return Patience.receive(remote);
    }

    @Test
    void obeysAPairAndAnswersStatisticsOnly() {
      Pair control = bound(context.pair(), "inproc://control");
      Proxy proxy = pipeline().control(control);
      Caller<Void> running = Caller.run(proxy);
      Pair remote = connected(context.pair(), control);
      remote.send("PAUSE");
      remote.send(Message.of("RESUME", "and more"));
      remote.send("STATISTICS");
      assertThat(Patience.receive(remote).frameCount()).isEqualTo(8);
      assertThat(proxy.isPaused()).isTrue();
      remote.send("TERMINATE");
      running.result();
      assertThat(remote.tryReceive()).isNull();
    }

    @Test
    void obeysSocketsThatCannotAnswer() {
      Pull control = bound(context.pull(), "inproc://control");
      Proxy proxy = pipeline().control(control);
      Caller<Void> running = Caller.run(proxy);
      Push remote = connected(context.push(), control);
      remote.send("STATISTICS");
      remote.send("TERMINATE");
      running.result();
    }

    @Test
    void obeysAPublisher() {
      Sub control = context.sub();
      control.subscribe("");
      control.bind("inproc://control");
      Proxy proxy = pipeline().control(control);
      Caller<Void> running = Caller.run(proxy);
      XPub remote = connected(context.xpub(), control);
      Patience.receive(remote); // the subscription
      remote.send("TERMINATE");
      running.result();
    }

    @Test
    void takesCommandsWhileASingleSocketBounces() {
      Pair bouncing = bound(context.pair(), "inproc://a");
      Pair control = bound(context.pair(), "inproc://control");
      Proxy proxy = closing(Proxy.between(bouncing, bouncing)).control(control);
      Caller<Void> running = Caller.run(proxy);
      connected(context.pair(), bouncing).send("x");
      connected(context.pair(), control).send("TERMINATE");
      running.result();
    }
  }

  private static long number(Frame frame) {
    assertThat(frame.size()).isEqualTo(8);
    return ByteBuffer.wrap(frame.bytes()).order(ByteOrder.nativeOrder()).getLong();
  }

  @Nested
  class Ending {
    @Test
    void returnsWhenTheContextIsShutDown() {
      Caller<Void> running = Caller.run(pipeline()).awaitWaiting();
      context.shutdown();
      running.result();
    }

    @Test
    void failsWhenASocketIsClosed() {
      Pull front = bound(context.pull(), "tcp://127.0.0.1:*");
      Push back = bound(context.push(), "tcp://127.0.0.1:*");
      Pull sink = connected(context.pull(), back);
      Caller<Void> running = Caller.run(closing(Proxy.between(front, back)));
      Patience.until("there is a peer", () -> (back.get(Options.EVENTS) & 2) != 0);
      running.awaitWaiting();
      front.close();
      assertFails(ErrorCode.ENOTSOCK, running::result);
      assertThat(sink.isClosed()).isFalse();
    }

    @Test
    void waitsForTheEndOfTheRunWhenClosed() {
      Proxy proxy = pipeline();
      Thread thread = proxy.start();
      proxy.close();
      Patience.until("the thread ends", () -> !thread.isAlive());
      proxy.close();
      assertFails(ErrorCode.EFAULT, proxy);
      assertFails(ErrorCode.EFAULT, proxy::start);
    }

    @Test
    void runsOnceAtATime() {
      Proxy proxy = pipeline();
      proxy.start();
      assertFails(ErrorCode.EFSM, proxy);
      assertFails(ErrorCode.EFSM, proxy::start);
      assertFails(ErrorCode.EFSM, () -> proxy.capture(context.pub()));
      assertFails(ErrorCode.EFSM, () -> proxy.control(context.pull()));
    }

    @Test
    void isInterrupted() {
      Proxy proxy = pipeline();
      Caller<Void> running = Caller.run(proxy).awaitWaiting().interrupt();
      assertFails(ErrorCode.EINTR, running::result);
      proxy.start();
      source().send("x");
      assertThat(Patience.receiveText(sink())).isEqualTo("x");
    }

    @Test
    void refusesSocketsThatDoNotFit() {
      assertFails(ErrorCode.ENOTSUP, () -> Proxy.between(context.pull(), context.pull()));
      assertFails(ErrorCode.ENOTSUP, () -> Proxy.between(context.push(), context.pub()));
      assertFails(ErrorCode.ENOTSUP, () -> pipeline().capture(context.sub()));
    }

    @Test
    void refusesAControlThatCannotReceive() {
      assertFails(ErrorCode.ENOTSUP, () -> pipeline().control(context.pub()));
    }

    @Test
    void isClosedWhileItMovesMessages() {
      for (int i = 0; i < 20; i++) {
        try (Pull front = bound(context.pull(), "inproc://f" + i);
            Push back = bound(context.push(), "inproc://b" + i);
            Proxy proxy = Proxy.between(front, back);
            Push source = connected(context.push(), front);
            Pull sink = connected(context.pull(), back)) {
          proxy.start();
          Caller<Void> sending =
              Caller.run(
                  () -> {
                    while (source.trySend("x") || source.trySend(Message.of("x"), TIMEOUT)) {
                      // as long as there is room
                    }
                  });
          assertThat(Patience.receiveText(sink)).isEqualTo("x");
          proxy.close();
          sending.result();
        }
      }
    }
  }

  private static final Duration TIMEOUT = Duration.ofMillis(5);
}
