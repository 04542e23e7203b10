package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Poller.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the threads do of which {@link ShutdownStressIT} has a hundred: each role goes on until the
 * context, or a socket that it shares with others, is no more. Nothing in here has a time limit of
 * its own, so what does not end by itself is seen to hang.
 */
final class ShutdownRoles {
  private static final byte[] LARGE = new byte[100_000];

  final Context context;
  private final boolean lingers;
  private final Path folder; // of the ipc endpoints
  private final int deadPort;
  private final CountDownLatch moment = new CountDownLatch(1);
  private final AtomicInteger stepsLeft;
  private final AtomicInteger names = new AtomicInteger();
  private final ConcurrentLinkedQueue<Socket> toClose = new ConcurrentLinkedQueue<>();

  // What all share, and where it is bound.
  private final Router echo;
  private final Pull sink;
  private final List<String> echoEndpoints;
  private final List<String> sinkEndpoints;

  /** One thread's part. */
  @FunctionalInterface
  interface Role {
    void play(ShutdownRoles stage, SplittableRandom random) throws Exception;
  }

  static final List<Role> ALL =
      List.of(
          ShutdownRoles::ask,
          ShutdownRoles::echo,
          ShutdownRoles::push,
          ShutdownRoles::pull,
          ShutdownRoles::publish,
          ShutdownRoles::poll,
          ShutdownRoles::monitor,
          ShutdownRoles::sendToNobody,
          ShutdownRoles::receiveWhatIsClosed,
          ShutdownRoles::closeWhatOthersUse,
          ShutdownRoles::sendAndReceiveByFutures,
          ShutdownRoles::subscribeToMessages,
          ShutdownRoles::forward,
          ShutdownRoles::lookIn,
          ShutdownRoles::sendByParts);

  /**
   * @param steps how many are done before the moment comes
   * @param lingers whether sockets have a short linger, instead of none
   */
  ShutdownRoles(Context context, Path folder, int deadPort, int steps, boolean lingers) {
    this.context = context;
    this.folder = folder;
    this.deadPort = deadPort;
    this.stepsLeft = new AtomicInteger(steps);
    this.lingers = lingers;
    this.echo = open(SocketType.ROUTER, Router.class);
    this.sink = open(SocketType.PULL, Pull.class);
    sink.set(Options.RECEIVE_HIGH_WATER_MARK, 10); // so that senders often wait
    this.echoEndpoints = bindEverywhere(echo);
    this.sinkEndpoints = bindEverywhere(sink);
  }

  /** When the context is to end. */
  CountDownLatch moment() {
    return moment;
  }

  // ---- The stage -------------------------------------------------------------------------------

  private <S extends Socket> S open(SocketType type, Class<S> kind) {
    S socket = kind.cast(context.socket(type));
    if (lingers) {
      try {
        socket.set(Options.LINGER, Duration.ofMillis(10));
      } catch (ZmqException e) {
        socket.close();
        throw e;
      }
    }
    return socket;
  }

  private List<String> bindEverywhere(Socket socket) {
    return List.of(
        socket.bind("tcp://127.0.0.1:*"), socket.bind(freshIpc()), socket.bind(freshInproc()));
  }

  private String freshIpc() {
    return "ipc://" + folder.resolve("s" + names.incrementAndGet());
  }

  private String freshInproc() {
    return "inproc://" + names.incrementAndGet();
  }

  private String anywhere(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> "tcp://127.0.0.1:*";
      case 1 -> freshIpc();
      default -> freshInproc();
    };
  }

  private static String anyOf(List<String> endpoints, SplittableRandom random) {
    return endpoints.get(random.nextInt(endpoints.size()));
  }

  private void step(SplittableRandom random) {
    if (stepsLeft.decrementAndGet() == 0) {
      moment.countDown();
    }
    Stress.dawdle(random);
  }

  // ---- Request and reply -----------------------------------------------------------------------

  private void ask(SplittableRandom random) {
    while (true) {
      try (Req client = open(SocketType.REQ, Req.class)) {
        client.connect(anyOf(echoEndpoints, random));
        for (int i = random.nextInt(10); i >= 0; i--) {
          String question = "question " + i;
          client.send(question);
          assertThat(client.receive().text()).isEqualTo(question);
          step(random);
        }
      }
    }
  }

  private void echo(SplittableRandom random) {
    while (true) {
      echo.send(echo.receive());
      step(random);
    }
  }

  // ---- Pipelines -------------------------------------------------------------------------------

  private void push(SplittableRandom random) {
    while (true) {
      try (Push push = open(SocketType.PUSH, Push.class)) {
        push.set(Options.SEND_HIGH_WATER_MARK, 10);
        push.connect(anyOf(sinkEndpoints, random));
        for (int i = random.nextInt(50); i >= 0; i--) {
          push.send(random.nextInt(8) == 0 ? Message.of(LARGE) : Message.of("work"));
          step(random);
        }
      }
    }
  }

  private void pull(SplittableRandom random) {
    while (true) {
      sink.receive();
      step(random);
    }
  }

  private void sendToNobody(SplittableRandom random) {
    List<String> nobody =
        List.of("tcp://127.0.0.1:" + deadPort, "tcp://localhost:" + deadPort, freshInproc());
    while (true) {
      Push push = open(SocketType.PUSH, Push.class);
      try {
        push.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(1));
        push.set(Options.SEND_HIGH_WATER_MARK, 3);
        push.connect(anyOf(nobody, random));
        while (push.trySend(Message.of("in vain"), Duration.ofNanos(random.nextInt(2_000_000)))) {
          step(random);
        }
      } finally {
        push.close();
      }
    }
  }

  // ---- Publishing ------------------------------------------------------------------------------

  private void publish(SplittableRandom random) {
    while (true) {
      try (XPub publisher = open(SocketType.XPUB, XPub.class);
          Sub subscriber = open(SocketType.SUB, Sub.class)) {
        subscriber.subscribe("news");
        subscriber.connect(publisher.bind(anywhere(random)));
        publisher.receive(); // the subscription
        for (int i = random.nextInt(10); i >= 0; i--) {
          publisher.send("news " + i);
          assertThat(subscriber.receive().text()).isEqualTo("news " + i);
          step(random);
        }
      }
    }
  }

  // ---- Waiting for several ---------------------------------------------------------------------

  private void poll(SplittableRandom random) {
    while (true) {
      try (Dealer left = open(SocketType.DEALER, Dealer.class);
          Dealer right = open(SocketType.DEALER, Dealer.class);
          Poller poller = Poller.create()) {
        right.connect(left.bind(anywhere(random)));
        poller.add(left, Event.IN);
        poller.add(right, Event.IN);
        right.send("for the left one");
        for (int i = random.nextInt(10); i >= 0; i--) {
          for (Poller.Ready ready : poller.poll()) {
            Dealer dealer = (Dealer) ready.source();
            dealer.send(dealer.receive());
          }
          step(random);
        }
      }
    }
  }

  private void forward(SplittableRandom random) {
    while (true) {
      try (Router front = open(SocketType.ROUTER, Router.class);
          Dealer back = open(SocketType.DEALER, Dealer.class);
          Req client = open(SocketType.REQ, Req.class)) {
        back.connect(anyOf(echoEndpoints, random));
        client.connect(front.bind(anywhere(random)));
        try (Proxy proxy = Proxy.between(front, back)) {
          proxy.start();
          for (int i = random.nextInt(5); i >= 0; i--) {
            client.send("by way of a proxy");
            client.receive();
            step(random);
          }
        }
      }
    }
  }

  // ---- Looking on ------------------------------------------------------------------------------

  private void monitor(SplittableRandom random) {
    while (true) {
      AtomicInteger events = new AtomicInteger();
      try (Pair left = open(SocketType.PAIR, Pair.class);
          Pair right = open(SocketType.PAIR, Pair.class)) {
        left.monitor(event -> events.incrementAndGet());
        right.monitor(event -> events.incrementAndGet());
        String endpoint = left.bind(random.nextBoolean() ? "tcp://127.0.0.1:*" : freshIpc());
        right.connect(endpoint);
        step(random);
        switch (random.nextInt(4)) {
          case 0 -> right.disconnect(endpoint);
          case 1 -> left.unbind(endpoint);
          case 2 -> left.monitor(null);
          default -> {
            right.send("hello");
            assertThat(left.receive().text()).isEqualTo("hello");
          }
        }
        step(random);
      }
    }
  }

  private void lookIn(SplittableRandom random) {
    while (true) {
      assertThat(context.snapshot().sockets()).isNotNull();
      echo.get(Options.EVENTS); // ends the loop
      step(random);
    }
  }

  // ---- Closing under others' hands -------------------------------------------------------------

  private void receiveWhatIsClosed(SplittableRandom random) {
    while (true) {
      try (Dealer dealer = open(SocketType.DEALER, Dealer.class)) {
        dealer.bind(anywhere(random));
        toClose.add(dealer);
        step(random);
        dealer.receive();
      } catch (SocketClosedException e) {
        step(random); // by another thread, as it should be
      }
    }
  }

  private void closeWhatOthersUse(SplittableRandom random) {
    while (true) {
      Socket socket = toClose.poll();
      if (socket != null) {
        socket.close();
      }
      echo.get(Options.EVENTS); // ends the loop
      step(random);
    }
  }

  // ---- Without waiting -------------------------------------------------------------------------

  private void sendAndReceiveByFutures(SplittableRandom random) throws Exception {
    while (true) {
      try (Dealer left = open(SocketType.DEALER, Dealer.class);
          Dealer right = open(SocketType.DEALER, Dealer.class)) {
        right.connect(left.bind(anywhere(random)));
        for (int i = random.nextInt(10); i >= 0; i--) {
          CompletableFuture<Message> receiving = left.receiveAsync();
          CompletableFuture<Void> sending = right.sendAsync(Message.of("future " + i));
          if (random.nextInt(20) == 0) {
            left.close();
          }
          outcome(sending);
          assertThat(outcome(receiving).text()).isEqualTo("future " + i);
          step(random);
        }
      } catch (SocketClosedException e) {
        step(random); // by ourselves
      }
    }
  }

  private static <T> T outcome(CompletableFuture<T> future) throws Exception {
    try {
      return future.join();
    } catch (CompletionException | CancellationException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void subscribeToMessages(SplittableRandom random) {
    while (true) {
      CompletableFuture<Void> ended = new CompletableFuture<>();
      AtomicInteger count = new AtomicInteger(random.nextInt(20));
      try (Pull pull = open(SocketType.PULL, Pull.class);
          Push push = open(SocketType.PUSH, Push.class)) {
        push.connect(pull.bind(anywhere(random)));
        pull.publisher().subscribe(new Closing(pull, count, ended));
        while (!pull.isClosed()) {
          push.trySend(Message.of("news"), Duration.ofMillis(1));
          step(random);
        }
        ended.join();
      }
    }
  }

  /** Closes its socket when enough has come. */
  private record Closing(Pull pull, AtomicInteger left, CompletableFuture<Void> ended)
      implements Flow.Subscriber<Message> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Message message) {
      if (left.decrementAndGet() < 0) {
        pull.close();
      }
    }

    @Override
    public void onComplete() {
      ended.complete(null);
    }

    @Override
    public void onError(Throwable cause) {
      ended.completeExceptionally(cause);
    }
  }

  // ---- Part by part ----------------------------------------------------------------------------

  private void sendByParts(SplittableRandom random) {
    while (true) {
      try (Dealer dealer = open(SocketType.DEALER, Dealer.class)) {
        dealer.connect(anyOf(echoEndpoints, random));
        for (int i = random.nextInt(10); i >= 0; i--) {
          dealer.sendMore("first");
          step(random);
          if (random.nextInt(10) == 0) {
            break; // closed amid a message
          }
          dealer.sendMore("second");
          dealer.send("third");
          assertThat(dealer.receiveFrame().text()).isEqualTo("first");
          step(random);
          assertThat(dealer.receiveFrame().text()).isEqualTo("second");
          assertThat(dealer.hasMore()).isTrue();
          assertThat(dealer.receive().text()).isEqualTo("third");
        }
      }
    }
  }
}
