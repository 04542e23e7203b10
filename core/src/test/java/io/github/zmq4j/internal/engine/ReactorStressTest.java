package io.github.zmq4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threads that pass tokens to each other in every way a reactor knows, and sleep while they have
 * none. A lost wake-up stops a token for ever, or until something else happens by; the first shows
 * as threads that hang, the second as a token that took too long.
 */
class ReactorStressTest {
  private static final long LONGEST_NANOS =
      TimeUnit.SECONDS.toNanos(Long.getLong("stress.late", 3));

  /** Who the players are, and what is done to them. */
  private enum Mode {
    /** Any of them may drive; all wait without a deadline. */
    LEADERS,
    /** Their waits end early and often. */
    LEADERS_WITH_DEADLINES,
    /** They are interrupted at random. */
    LEADERS_INTERRUPTED,
    /** Only the caretaker drives. */
    CARETAKER_ALONE,
    /** Some may drive and some, being virtual, may not. */
    LEADERS_AND_VIRTUAL
  }

  private final AtomicInteger drivers = new AtomicInteger();
  private final AtomicLong passes = new AtomicLong();
  private final AtomicLong slowest = new AtomicLong();
  private final List<Player> players = new ArrayList<>();
  private Reactor reactor;
  private BlockingQueue<Player> errands; // for threads that never wait on the reactor
  private int tokens;
  private AtomicInteger tokensLeft;
  private long end;

  static Stream<Arguments> histories() {
    return Stream.of(Mode.values())
        .flatMap(mode -> Stress.seeds(1).mapToObj(seed -> Arguments.of(mode, seed)));
  }

  @AfterEach
  void close() {
    if (reactor != null) {
      reactor.close();
    }
  }

  /** What the driver does for a player, which must be the only driver while it does. */
  private Runnable onDriver(Runnable action) {
    return () -> {
      if (drivers.incrementAndGet() != 1 || !reactor.isDriver()) {
        throw new AssertionError("two drivers at a time");
      }
      try {
        action.run();
      } finally {
        drivers.decrementAndGet();
      }
    };
  }

  /** One thread of the game. */
  private final class Player implements Selectable {
    private final AtomicInteger inbox = new AtomicInteger();
    private final AtomicLong sentNanos = new AtomicLong();
    private final SplittableRandom random;
    private final boolean deadlines;
    private final Pipe channel = Pipe.open();
    private volatile Waiter waiter;

    Player(SplittableRandom random, boolean deadlines) throws IOException {
      this.random = random;
      this.deadlines = deadlines;
      channel.source().configureBlocking(false);
      channel.sink().configureBlocking(false); // else an interrupt would close it
    }

    void register() {
      try {
        reactor.register(channel.source(), SelectionKey.OP_READ, this);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    void play() {
      waiter = random.nextBoolean() ? new Waiter() : new Waiter(SpinningTest.eager());
      while (tokensLeft.get() > 0) {
        int got = waitForTokens();
        for (int i = 0; i < got; i++) {
          if (Stress.goesOn(end)) {
            Stress.dawdle(random);
            pass(players.get(random.nextInt(players.size())));
          } else if (tokensLeft.decrementAndGet() == 0) {
            players.forEach(Player::signal);
          }
        }
      }
    }

    private int waitForTokens() {
      while (true) {
        waiter.reset(); // then look
        int got = inbox.getAndSet(0);
        if (got > 0 || tokensLeft.get() == 0) {
          return got;
        }
        long deadline =
            deadlines && random.nextBoolean()
                ? System.nanoTime() + random.nextInt(2_000_000)
                : Deadline.NEVER;
        if (!reactor.await(waiter, deadline)) {
          Thread.interrupted();
        }
      }
    }

    private void pass(Player to) {
      to.sentNanos.set(System.nanoTime());
      switch (random.nextInt(8)) {
        case 0, 1 -> to.receive();
        case 2 -> reactor.post(onDriver(to::receive));
        case 3 -> reactor.post(onDriver(() -> reactor.post(onDriver(to::receive))));
        case 4 -> {
          int delay = random.nextInt(1_500_000);
          reactor.post(
              onDriver(
                  () -> reactor.timers().set(System.nanoTime() + delay, onDriver(to::receive))));
        }
        case 5 -> {
          if (!errands.offer(to)) {
            to.receive();
          }
        }
        case 6 -> reactor.execute(onDriver(to::receive));
        default -> to.write();
      }
    }

    private void receive() {
      long nanos = System.nanoTime() - sentNanos.get(); // a later token's time, if there are two
      slowest.accumulateAndGet(nanos, Math::max);
      passes.incrementAndGet();
      inbox.incrementAndGet();
      signal();
    }

    private void signal() {
      Waiter current = waiter;
      if (current != null) {
        current.signal();
      }
    }

    private void write() {
      try {
        channel.sink().write(ByteBuffer.allocate(1));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void onReady(int readyOps) {
      onDriver(
              () -> {
                try {
                  ByteBuffer buffer = ByteBuffer.allocate(64);
                  for (int count = channel.source().read(buffer); count > 0; count--) {
                    receive();
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              })
          .run();
    }

    @Override
    public void onBroken(Throwable cause) {
      slowest.set(Long.MAX_VALUE);
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("histories")
  void everyTokenArrivesSoon(Mode mode, long seed, TestReporter reporter) throws Exception {
    assumeTrue(mode != Mode.LEADERS_AND_VIRTUAL || Stress.hasVirtualThreads());
    SplittableRandom random = new SplittableRandom(seed);
    end = Stress.end();
    reactor = new Reactor("reactor-stress", mode != Mode.CARETAKER_ALONE);
    int count = 2 + random.nextInt(7);
    tokens = random.nextBoolean() ? 1 : 1 + random.nextInt(count);
    tokensLeft = new AtomicInteger(tokens);
    errands = new ArrayBlockingQueue<>(100);
    for (int i = 0; i < count; i++) {
      players.add(new Player(random.split(), mode == Mode.LEADERS_WITH_DEADLINES));
    }
    reactor.post(() -> players.forEach(Player::register));
    try (Crew crew = new Crew()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Player player = players.get(i);
        threads.add(
            mode == Mode.LEADERS_AND_VIRTUAL && i % 2 == 0
                ? crew.startVirtual(player::play)
                : crew.start("player-" + i, player::play));
      }
      crew.start("errands", this::runErrands);
      if (mode == Mode.LEADERS_INTERRUPTED) {
        crew.start("interrupts", () -> interrupt(threads, random.split()));
      }
      for (int i = 0; i < tokens; i++) {
        players.get(i).sentNanos.set(System.nanoTime());
        players.get(i).receive();
      }
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
    reporter.publishEntry(
        "%s: %d players, %d tokens, %d passes, slowest %d us"
            .formatted(mode, count, tokens, passes.get(), slowest.get() / 1000));
    assertThat(slowest.get()).isLessThan(LONGEST_NANOS);
    assertThat(passes.get()).isGreaterThan(100);
  }

  private void runErrands() throws InterruptedException {
    while (tokensLeft.get() > 0) {
      Player player = errands.poll(1, TimeUnit.MILLISECONDS);
      if (player != null) {
        player.receive();
      }
    }
  }

  private void interrupt(List<Thread> threads, SplittableRandom random) {
    while (tokensLeft.get() > 0) {
      threads.get(random.nextInt(threads.size())).interrupt();
      for (int i = random.nextInt(200); i > 0 && tokensLeft.get() > 0; i--) {
        Stress.dawdle(random);
      }
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("histories")
  void everyTaskRunsOnceInOrderAndSoon(Mode mode, long seed, TestReporter reporter)
      throws Exception {
    assumeTrue(mode != Mode.LEADERS_AND_VIRTUAL || Stress.hasVirtualThreads());
    SplittableRandom random = new SplittableRandom(seed);
    end = Stress.end();
    reactor = new Reactor("reactor-stress", mode != Mode.CARETAKER_ALONE);
    int posters = 1 + random.nextInt(4);
    int waiters = random.nextInt(4);
    AtomicInteger postersLeft = new AtomicInteger(posters);
    long[] next = new long[posters]; // the driver's
    long[] posted = new long[posters];
    AtomicLong waiting = new AtomicLong();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < posters; i++) {
        int poster = i;
        SplittableRandom own = random.split();
        crew.start(
            "poster-" + i,
            () -> {
              for (; Stress.goesOn(end); posted[poster]++) {
                long number = posted[poster];
                long since = System.nanoTime();
                waiting.incrementAndGet();
                reactor.post(
                    onDriver(
                        () -> {
                          waiting.decrementAndGet();
                          if (number != next[poster]++) {
                            slowest.set(Long.MAX_VALUE); // out of order
                          }
                          slowest.accumulateAndGet(System.nanoTime() - since, Math::max);
                        }));
                while (waiting.get() > 1_000 && Stress.goesOn(end)) {
                  Thread.yield();
                }
                for (int j = own.nextInt(50); j > 0; j--) {
                  Stress.dawdle(own);
                }
              }
              postersLeft.decrementAndGet();
            });
      }
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < waiters; i++) {
        SplittableRandom own = random.split();
        Crew.Work work = () -> waitNowAndThen(postersLeft, own);
        threads.add(
            mode == Mode.LEADERS_AND_VIRTUAL && i % 2 == 0
                ? crew.startVirtual(work)
                : crew.start("waiter-" + i, work));
      }
      if (mode == Mode.LEADERS_INTERRUPTED && waiters > 0) {
        SplittableRandom own = random.split();
        crew.start(
            "interrupts",
            () -> {
              while (postersLeft.get() > 0) {
                threads.get(own.nextInt(waiters)).interrupt();
                Stress.dawdle(own);
              }
            });
      }
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
      Stress.until("every task has run", () -> waiting.get() == 0);
    }
    reactor.close();
    reporter.publishEntry(
        "%s: %d posters, %d waiters, slowest task %d us"
            .formatted(mode, posters, waiters, slowest.get() / 1000));
    assertThat(next).containsExactly(posted);
    assertThat(slowest.get()).isLessThan(LONGEST_NANOS);
  }

  private void waitNowAndThen(AtomicInteger postersLeft, SplittableRandom random) {
    Waiter waiter = random.nextBoolean() ? new Waiter() : new Waiter(SpinningTest.eager());
    while (postersLeft.get() > 0) {
      waiter.reset();
      if (random.nextInt(4) > 0) {
        reactor.post(onDriver(waiter::signal));
      }
      reactor.await(waiter, System.nanoTime() + random.nextInt(3_000_000));
      Thread.interrupted();
      for (int i = random.nextInt(100); i > 0; i--) {
        Stress.dawdle(random);
      }
    }
  }
}
