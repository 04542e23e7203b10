package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static io.github.zmq4j.ZmqErrors.assertClosed;
import static io.github.zmq4j.ZmqErrors.assertFails;
import static io.github.zmq4j.ZmqErrors.assertTerminated;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets shared by threads of all kinds, on one reactor and on several. */
@ExtendWith(LibraryThreads.class)
class ThreadsIT {
  private static final String TCP = "tcp://127.0.0.1:*";

  /** The ways in which callers and I/O threads can share the work. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  enum Mode {
    CALLERS_DRIVE(builder -> builder),
    IO_THREAD_DRIVES(builder -> builder.callerDrives(false)),
    TWO_REACTORS(builder -> builder.ioThreads(2)),
    FOUR_REACTORS(builder -> builder.ioThreads(4)),
    FOUR_IO_THREADS_DRIVE(builder -> builder.ioThreads(4).callerDrives(false));

    private final Function<ContextBuilder, ContextBuilder> setting;

    Mode(Function<ContextBuilder, ContextBuilder> setting) {
      this.setting = setting;
    }

    Context open() {
      return setting.apply(Context.builder()).blocky(false).build();
    }
  }

  // ---- Modes -----------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void servesManyClientsAtOnce(Mode mode) {
    int clients = 16;
    int requests = 100;
    try (Context serving = mode.open();
        Context asking = mode.open();
        Rep server = serving.rep()) {
      String endpoint = server.bind(TCP);
      Caller<Integer> service = Caller.start(() -> echo(server));
      List<Caller<Integer>> askers = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        askers.add(Caller.start(() -> ask(asking, endpoint, requests)));
      }
      for (Caller<Integer> asker : askers) {
        assertThat(asker.result()).isEqualTo(requests);
      }
      server.close();
      assertThat(service.result()).isEqualTo(clients * requests);
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesAskerAndReplierInOneContext(Mode mode) {
    try (Context context = mode.open();
        Rep server = context.rep()) {
      String endpoint = server.bind(TCP);
      Caller<Integer> service = Caller.start(() -> echo(server));
      List<Caller<Integer>> askers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        askers.add(Caller.start(() -> ask(context, endpoint, 200)));
      }
      askers.forEach(asker -> assertThat(asker.result()).isEqualTo(200));
      server.close();
      assertThat(service.result()).isEqualTo(8 * 200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void passesMessagesThroughAChainOfThreads(Mode mode) {
    int links = 5;
    int messages = 500;
    try (Context context = mode.open()) {
      Push first = context.push();
      String endpoint = first.bind(TCP);
      List<Caller<Void>> forwarders = new ArrayList<>();
      for (int i = 0; i < links; i++) {
        Pull in = context.pull();
        Push out = context.push();
        in.connect(endpoint);
        endpoint = out.bind(TCP);
        forwarders.add(
            Caller.run(
                () -> {
                  for (int m = 0; m < messages; m++) {
                    out.send(receive(in));
                  }
                }));
      }
      Pull last = context.pull();
      last.connect(endpoint);
      Caller<Void> source =
          Caller.run(
              () -> {
                for (int m = 0; m < messages; m++) {
                  first.send("message " + m);
                }
              });
      for (int m = 0; m < messages; m++) {
        assertThat(receiveText(last)).isEqualTo("message " + m);
      }
      source.result();
      forwarders.forEach(Caller::result);
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesASocketThatNobodyWaitsOn(Mode mode) {
    try (Context context = mode.open();
        Dealer left = context.dealer();
        Dealer right = context.dealer()) {
      right.connect(left.bind(TCP));
      for (int i = 0; i < 200; i++) {
        right.send("message " + i);
      }
      Patience.until("it is there", () -> left.get(Options.EVENTS) == 3);
      for (int i = 0; i < 200; i++) {
        Patience.until("the next is there", () -> (left.get(Options.EVENTS) & 1) != 0);
        assertThat(left.tryReceive()).isEqualTo(Message.of("message " + i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWaitsOnSocketsOfSeveralReactors(Mode mode) {
    Context context = mode.open();
    List<Caller<Message>> waiting = new ArrayList<>();
    Pull spanning = context.pull();
    List<Push> pushes = new ArrayList<>();
    for (int i = 0; i < 6; i++) { // connections on every reactor
      Push push = context.push();
      pushes.add(push);
      EventRecorder events = EventRecorder.on(push);
      push.connect(spanning.bind(TCP));
      events.await(HANDSHAKE_SUCCEEDED);
    }
    for (Push push : pushes) {
      Caller<Message> receiver = Caller.start(spanning::receive).awaitWaiting();
      push.send("wakes it up");
      assertThat(receiver.result().text()).isEqualTo("wakes it up");
    }
    for (int i = 0; i < 4; i++) {
      waiting.add(Caller.start(spanning::receive).awaitWaiting());
    }
    assertThat(spanning.tryReceive(Duration.ofMillis(20))).isNull();
    Caller<Message> interrupted = Caller.start(spanning::receive).awaitWaiting().interrupt();
    assertFails(ErrorCode.EINTR, interrupted::result);
    spanning.close();
    waiting.forEach(caller -> assertClosed(caller::result));
    context.close();
  }

  @Test
  void putsConnectionsWhereAffinitySays() {
    try (Context context = Context.builder().ioThreads(2).blocky(false).build();
        Dealer left = context.dealer();
        Dealer right = context.dealer()) {
      left.set(Options.AFFINITY, 2L);
      right.set(Options.AFFINITY, 2L);
      right.connect(left.bind(TCP));
      right.send("over the second");
      assertThat(receiveText(left)).isEqualTo("over the second");
      left.set(Options.AFFINITY, 4L);
      assertFails(ErrorCode.EMTHREAD, () -> left.bind(TCP)).withMessageContaining("AFFINITY");
    }
  }

  @Test
  void namesItsThreads() {
    try (Context context = Context.builder().threadNamePrefix("feed").ioThreads(2).build();
        Dealer dealer = context.dealer()) {
      dealer.bind(TCP);
      assertThat(LibraryThreads.alive()).containsExactly("feed/zmq4j-io-0", "feed/zmq4j-io-1");
    }
  }

  // ---- One socket, many threads ----------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void sharesASocketBetweenSendersAndReceivers(Mode mode) {
    int threads = 6;
    int each = 2000;
    Set<String> received = ConcurrentHashMap.newKeySet();
    AtomicInteger count = new AtomicInteger();
    try (Context context = mode.open();
        Push push = context.push();
        Pull pull = context.pull()) {
      push.set(Options.SEND_HIGH_WATER_MARK, 50);
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, 50);
      pull.connect(push.bind(TCP));
      List<Caller<Void>> callers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        callers.add(
            Caller.run(
                () -> {
                  for (int i = 0; i < each; i++) {
                    push.send(Message.of(thread + " " + i, "second frame"));
                  }
                }));
        callers.add(
            Caller.run(
                () -> {
                  for (int i = 0; i < each; i++) {
                    Message message = receive(pull);
                    assertThat(message.frameCount()).isEqualTo(2);
                    received.add(message.text());
                    count.incrementAndGet();
                  }
                }));
      }
      callers.forEach(Caller::result);
      assertThat(count).hasValue(threads * each);
      assertThat(received).hasSize(threads * each);
    }
  }

  @Test
  void bindsConnectsAndUnbindsWhileOthersSendAndReceive() {
    try (Context context = Context.builder().ioThreads(2).blocky(false).build();
        Dealer left = context.dealer();
        Dealer right = context.dealer()) {
      right.connect(left.bind(TCP));
      AtomicInteger done = new AtomicInteger();
      Caller<Void> traffic =
          Caller.run(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  right.send("message " + i);
                  assertThat(receiveText(left)).isEqualTo("message " + i);
                }
                done.set(1);
              });
      int changes = 0;
      while (done.get() == 0 || changes < 50) {
        String endpoint = left.bind(TCP);
        try (Dealer visitor = context.dealer()) {
          visitor.connect(endpoint);
          visitor.disconnect(endpoint);
        }
        left.unbind(endpoint);
        changes++;
        if (traffic.isDone()) {
          done.set(1);
        }
      }
      traffic.result();
    }
  }

  @Test
  void opensOneContextInManyThreadsAtOnce() throws Exception {
    for (int round = 0; round < 10; round++) {
      try (Context context = Context.builder().ioThreads(2).blocky(false).build()) {
        CyclicBarrier start = new CyclicBarrier(8);
        List<Caller<String>> binders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          binders.add(
              Caller.start(
                  () -> {
                    start.await();
                    return context.rep().bind(TCP);
                  }));
        }
        for (Caller<String> binder : binders) {
          assertThat(ask(context, binder)).startsWith("tcp://127.0.0.1:");
        }
        assertThat(LibraryThreads.alive()).hasSize(2);
      }
    }
  }

  private static String ask(Context context, Caller<String> binder) {
    assertThat(context.isShutdown()).isFalse();
    return binder.result();
  }

  // ---- Virtual threads -------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void servesVirtualThreads(int ioThreads) {
    int clients = 200;
    try (Context context = Context.builder().ioThreads(ioThreads).blocky(false).build();
        Rep server = context.rep()) {
      String endpoint = server.bind(TCP);
      Caller<Integer> service = Caller.startVirtual(() -> echo(server));
      List<Caller<Integer>> askers = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        askers.add(Caller.startVirtual(() -> ask(context, endpoint, 10)));
      }
      askers.forEach(asker -> assertThat(asker.result()).isEqualTo(10));
      server.close();
      assertThat(service.result()).isEqualTo(clients * 10);
    }
  }

  @Test
  void mixesVirtualAndPlatformThreads() {
    try (Context context = Context.builder().blocky(false).build();
        Rep server = context.rep();
        Req client = context.req()) {
      String endpoint = server.bind(TCP);
      client.connect(endpoint);
      for (int i = 0; i < 300; i++) {
        boolean virtual = i % 3 != 0;
        Caller<Message> receiver =
            virtual ? Caller.startVirtual(server::receive) : Caller.start(server::receive);
        client.send("request");
        assertThat(receiver.result().text()).isEqualTo("request");
        server.send("reply");
        Caller<Message> asker = Caller.startVirtual(client::receive);
        assertThat(asker.result().text()).isEqualTo("reply");
      }
    }
  }

  @Test
  void interruptsAndTerminatesVirtualThreads() {
    try (Context context = Context.builder().blocky(false).build()) {
      Pull pull = context.pull();
      pull.bind(TCP);
      Caller<Message> interrupted = Caller.startVirtual(pull::receive).awaitWaiting();
      Caller<Message> terminated = Caller.startVirtual(pull::receive).awaitWaiting();
      interrupted.interrupt();
      assertFails(ErrorCode.EINTR, interrupted::result);
      context.close();
      assertTerminated(terminated::result);
    }
  }

  private static Integer echo(Rep server) {
    int served = 0;
    try {
      while (true) {
        server.send(server.receive());
        served++;
      }
    } catch (SocketClosedException e) {
      return served;
    }
  }

  private static Integer ask(Context context, String endpoint, int requests) {
    try (Req client = context.req()) {
      client.connect(endpoint);
      for (int i = 0; i < requests; i++) {
        client.send("request " + i);
        assertThat(receiveText(client)).isEqualTo("request " + i);
      }
      return requests;
    }
  }
}
