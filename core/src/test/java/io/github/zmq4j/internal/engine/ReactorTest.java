package io.github.zmq4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReactorTest {
  private static final String CARETAKER = "reactor-test";

  private static final Logger LOG = Logger.getLogger("io.github.zmq4j");

  private final List<Reactor> open = new ArrayList<>();
  private final Reactor reactor = open(true);

  private Reactor open(boolean callerDrives) {
    Reactor opened = new Reactor(CARETAKER, callerDrives);
    open.add(opened);
    return opened;
  }

  @AfterEach
  void close() {
    LOG.setLevel(null);
    Thread.interrupted();
    open.forEach(Reactor::close);
  }

  private static long soon() {
    return Deadline.in(Stress.PATIENCE);
  }

  /** Runs an action on the driver and waits for its end. */
  private static void run(Reactor on, Runnable action) {
    Waiter done = new Waiter();
    on.post(
        () -> {
          try {
            action.run();
          } finally {
            done.signal();
          }
        });
    assertThat(on.await(done, soon())).isTrue();
  }

  /** Posts tasks until the reactor is driven by the thread of this name. */
  private static void untilDriven(Reactor on, String by) {
    untilDrivenByOneOf(on, Set.of(by));
  }

  /** Posts tasks until the reactor is driven by one of these threads, and names it. */
  private static String untilDrivenByOneOf(Reactor on, Set<String> names) {
    AtomicReference<String> driver = new AtomicReference<>("");
    Stress.until(
        "driven by one of " + names,
        () -> {
          on.post(() -> driver.set(Thread.currentThread().getName()));
          return names.contains(driver.get());
        });
    return driver.get();
  }

  // ---- Tasks -----------------------------------------------------------------------------------

  @Test
  void runsTasksOnceAndInOrder() {
    List<Integer> ran = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int number = i;
      reactor.post(() -> ran.add(number));
    }
    run(reactor, () -> {});
    assertThat(ran).isEqualTo(IntStream.range(0, 5_000).boxed().toList());
  }

  @Test
  void aTaskThatATaskPostsRunsAfterwards() {
    List<String> ran = new ArrayList<>();
    Waiter done = new Waiter();
    reactor.post(
        () -> {
          reactor.post(
              () -> {
                ran.add("second");
                done.signal();
              });
          ran.add("first");
        });
    assertThat(reactor.await(done, soon())).isTrue();
    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void runsADeferredTaskThoughNobodyWaits() throws Exception {
    CountDownLatch ran = new CountDownLatch(2);
    Runnable again =
        () -> {
          ran.countDown();
          reactor.defer(ran::countDown, reactor.waits());
        };
    reactor.post(() -> reactor.defer(again, reactor.waits()));
    assertThat(ran.await(Stress.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void runsADeferredTaskBeforeAThreadSleeps() {
    Waiter waiter = new Waiter();
    List<String> ran = new ArrayList<>();
    run(
        reactor,
        () -> {
          int waits = reactor.waits();
          reactor.defer(() -> ran.add("deferred"), waits);
          reactor.defer(waiter::signal, waits);
        });
    assertThat(reactor.await(waiter, soon())).isTrue();
    assertThat(ran).containsExactly("deferred");
  }

  @Test
  void defersNothingForAThreadThatWaitsAlready() {
    List<String> ran = new ArrayList<>();
    run(
        reactor,
        () -> {
          reactor.defer(() -> ran.add("deferred"), reactor.waits() - 1);
          ran.add("next");
        });
    assertThat(ran).containsExactly("deferred", "next");
  }

  @Test
  void theDriverExecutesAtOnce() {
    List<String> ran = new ArrayList<>();
    run(
        reactor,
        () -> {
          reactor.execute(() -> ran.add("first"));
          ran.add("second");
        });
    assertThat(ran).containsExactly("first", "second");
    assertThat(reactor.isDriver()).isFalse();
  }

  @Test
  void aTaskRunsThoughNobodyWaits() {
    AtomicBoolean ran = new AtomicBoolean();
    reactor.post(() -> ran.set(true));
    Stress.until("the task runs", ran::get);
  }

  // ---- Timers ----------------------------------------------------------------------------------

  @ParameterizedTest(name = "callerDrives {0}")
  @ValueSource(booleans = {true, false})
  void timersFireInOrderAndNotTooEarly(boolean callerDrives) {
    Reactor timed = open(callerDrives);
    List<Integer> fired = new ArrayList<>();
    List<Long> early = new ArrayList<>();
    Waiter done = new Waiter();
    timed.post(
        () -> {
          long base = System.nanoTime();
          for (int millis : new int[] {9, 1, 5, 0, 20, 3}) {
            long deadline = base + TimeUnit.MILLISECONDS.toNanos(millis);
            timed
                .timers()
                .set(
                    deadline,
                    () -> {
                      fired.add(millis);
                      early.add(Math.max(0, deadline - System.nanoTime()));
                      if (millis == 20) {
                        done.signal();
                      }
                    });
          }
        });
    assertThat(timed.await(done, soon())).isTrue();
    assertThat(fired).containsExactly(0, 1, 3, 5, 9, 20);
    assertThat(early).containsOnly(0L);
  }

  @Test
  void aTimerFiresThoughNobodyWaits() {
    AtomicBoolean fired = new AtomicBoolean();
    reactor.post(() -> reactor.timers().set(System.nanoTime() + 3_000_000, () -> fired.set(true)));
    Stress.until("the timer fires", fired::get);
  }

  // ---- Waiting ---------------------------------------------------------------------------------

  @Test
  void aSignalBeforeTheWaitEndsIt() {
    Waiter waiter = new Waiter();
    waiter.signal();
    assertThat(reactor.await(waiter, Deadline.NEVER)).isTrue();
    waiter.reset();
    assertThat(reactor.await(waiter, System.nanoTime())).isFalse();
  }

  @ParameterizedTest(name = "callerDrives {0}")
  @ValueSource(booleans = {true, false})
  void aWaitEndsAtItsDeadlineAndNotBefore(boolean callerDrives) {
    Reactor awaited = open(callerDrives);
    for (int millis : new int[] {0, 1, 7, 30}) {
      long deadline = Deadline.in(Duration.ofMillis(millis));
      assertThat(awaited.await(new Waiter(), deadline)).isFalse();
      assertThat(System.nanoTime() - deadline).isNotNegative();
    }
  }

  @Test
  void aFollowersWaitEndsAtItsDeadlineToo() {
    try (Crew crew = new Crew()) {
      AtomicReference<Waiter> leader = new AtomicReference<>();
      crew.start("leader", () -> awaitForEver(reactor, leader));
      untilDriven(reactor, "leader");
      long deadline = Deadline.in(Duration.ofMillis(10));
      assertThat(reactor.await(new Waiter(), deadline)).isFalse();
      assertThat(System.nanoTime() - deadline).isNotNegative();
      leader.get().signal();
      crew.join(Stress.PATIENCE);
    }
  }

  private static void awaitForEver(Reactor on, AtomicReference<Waiter> into) {
    Waiter waiter = new Waiter();
    into.set(waiter);
    assertThat(on.await(waiter, Deadline.NEVER)).isTrue();
  }

  @Test
  void aThreadThatWaitsDrives() {
    try (Crew crew = new Crew()) {
      AtomicReference<Waiter> leader = new AtomicReference<>();
      crew.start("leader", () -> awaitForEver(reactor, leader));
      untilDriven(reactor, "leader");
      leader.get().signal();
      crew.join(Stress.PATIENCE);
    }
    untilDriven(reactor, CARETAKER);
  }

  @Test
  void whoLeavesHandsTheRoleToAnotherWhoWaits() {
    try (Crew crew = new Crew()) {
      Map<String, AtomicReference<Waiter>> waiters = new HashMap<>();
      for (int i = 0; i < 5; i++) {
        AtomicReference<Waiter> waiter = new AtomicReference<>();
        waiters.put("leader-" + i, waiter);
        crew.start("leader-" + i, () -> awaitForEver(reactor, waiter));
      }
      while (!waiters.isEmpty()) {
        String leader = untilDrivenByOneOf(reactor, waiters.keySet());
        waiters.remove(leader).get().signal();
      }
      crew.join(Stress.PATIENCE);
    }
  }

  @Test
  void aFollowerIsServedByTheLeader() {
    try (Crew crew = new Crew()) {
      AtomicReference<Waiter> leader = new AtomicReference<>();
      crew.start("leader", () -> awaitForEver(reactor, leader));
      untilDriven(reactor, "leader");
      Waiter follower = new Waiter();
      reactor.post(follower::signal);
      assertThat(reactor.await(follower, soon())).isTrue();
      leader.get().signal();
      crew.join(Stress.PATIENCE);
    }
  }

  @Test
  void onlyTheCaretakerDrivesWhenCallersMustNot() {
    Reactor own = open(false);
    for (int i = 0; i < 50; i++) {
      AtomicReference<String> driver = new AtomicReference<>();
      run(own, () -> driver.set(Thread.currentThread().getName()));
      assertThat(driver.get()).isEqualTo(CARETAKER);
    }
  }

  @Test
  void aVirtualThreadWaitsAndDoesNotDrive() {
    assumeTrue(Stress.hasVirtualThreads());
    List<String> drivers = new CopyOnWriteArrayList<>();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < 100; i++) {
        crew.startVirtual(() -> run(reactor, () -> drivers.add(Thread.currentThread().getName())));
      }
      crew.join(Stress.PATIENCE);
    }
    assertThat(drivers).hasSize(100).containsOnly(CARETAKER);
  }

  @Test
  void theDriverItselfCannotWait() {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    run(
        reactor,
        () -> {
          try {
            reactor.await(new Waiter(), Deadline.in(Duration.ofMillis(1)));
          } catch (IllegalStateException e) {
            thrown.set(e);
          }
        });
    assertThat(thrown.get()).hasMessageContaining("callback");
  }

  // ---- Interrupts ------------------------------------------------------------------------------

  @Test
  void anInterruptedThreadDoesNotWaitAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThat(reactor.await(new Waiter(), Deadline.NEVER)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest(name = "callerDrives {0}")
  @ValueSource(booleans = {true, false})
  void anInterruptEndsTheWaitOfLeadersAndFollowersAndTheFlagStays(boolean callerDrives) {
    Reactor awaited = open(callerDrives);
    try (Crew crew = new Crew()) {
      List<Thread> threads = new ArrayList<>();
      CountDownLatch waiting = new CountDownLatch(4);
      for (int i = 0; i < 4; i++) {
        threads.add(
            crew.start(
                "waits-" + i,
                () -> {
                  waiting.countDown();
                  assertThat(awaited.await(new Waiter(), Deadline.NEVER)).isFalse();
                  assertThat(Thread.interrupted()).isTrue();
                }));
      }
      Stress.until("they wait", () -> waiting.getCount() == 0);
      threads.forEach(Thread::interrupt);
      crew.join(Stress.PATIENCE);
    }
    run(awaited, () -> {});
  }

  @Test
  void theCaretakerForgetsInterrupts() {
    Reactor own = open(false);
    AtomicReference<Thread> caretaker = new AtomicReference<>();
    run(own, () -> caretaker.set(Thread.currentThread()));
    caretaker.get().interrupt();
    AtomicBoolean interrupted = new AtomicBoolean();
    run(own, () -> {});
    run(own, () -> interrupted.set(Thread.currentThread().isInterrupted()));
    assertThat(interrupted).isFalse();
  }

  // ---- Mistakes --------------------------------------------------------------------------------

  private static void fail(String kind) {
    LOG.setLevel(Level.OFF); // it would tell of what is expected here
    switch (kind) {
      case "exception" -> throw new IllegalStateException("a test's");
      case "assertion" -> throw new AssertionError("a test's");
      default -> throw new StackOverflowError("a test's");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "assertion", "error"})
  void aTaskThatFailsHarmsNothingElse(String kind) {
    for (Reactor each : List.of(reactor, open(false))) {
      AtomicBoolean ranNext = new AtomicBoolean();
      each.post(() -> fail(kind));
      each.post(() -> ranNext.set(true));
      Stress.until("the next task runs", ranNext::get);
      run(each, () -> {});
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "assertion", "error"})
  void aTimerThatFailsHarmsNothingElse(String kind) {
    for (Reactor each : List.of(reactor, open(false))) {
      AtomicBoolean firedNext = new AtomicBoolean();
      each.post(
          () -> {
            long now = System.nanoTime();
            each.timers().set(now, () -> fail(kind));
            each.timers().set(now + 1, () -> firedNext.set(true));
          });
      Stress.until("the next timer fires", firedNext::get);
      run(each, () -> {});
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "assertion", "error"})
  void aChannelThatFailsIsToldAndHarmsNothingElse(String kind) throws IOException {
    for (Reactor each : List.of(reactor, open(false))) {
      try (Ends failing = new Ends(each);
          Ends sound = new Ends(each)) {
        AtomicReference<Throwable> broken = new AtomicReference<>();
        failing.register(
            () -> {
              failing.empty();
              fail(kind);
            },
            broken::set);
        AtomicBoolean ready = new AtomicBoolean();
        sound.register(
            () -> {
              sound.empty();
              ready.set(true);
            },
            cause -> {});
        failing.fill();
        Stress.until("it is told", () -> broken.get() != null);
        sound.fill();
        Stress.until("the other one goes on", ready::get);
        run(each, () -> {});
      }
    }
  }

  // ---- Channels --------------------------------------------------------------------------------

  /** The two ends of a pipe of the system's. */
  private static final class Ends implements AutoCloseable {
    private final Reactor home;
    private final Pipe pipe = Pipe.open();

    Ends(Reactor home) throws IOException {
      this.home = home;
      pipe.source().configureBlocking(false);
    }

    SelectionKey register(Runnable onReady, java.util.function.Consumer<Throwable> onBroken) {
      AtomicReference<SelectionKey> key = new AtomicReference<>();
      run(
          home,
          () -> {
            try {
              key.set(
                  home.register(
                      pipe.source(),
                      SelectionKey.OP_READ,
                      new Selectable() {
                        @Override
                        public void onReady(int readyOps) {
                          onReady.run();
                        }

                        @Override
                        public void onBroken(Throwable cause) {
                          onBroken.accept(cause);
                        }
                      }));
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      return key.get();
    }

    void fill() throws IOException {
      pipe.sink().write(ByteBuffer.allocate(1));
    }

    void empty() {
      try {
        pipe.source().read(ByteBuffer.allocate(10));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() throws IOException {
      pipe.source().close();
      pipe.sink().close();
    }
  }

  @Test
  void aChannelClosedByAnotherOfTheSameTurnIsNotToldThatItIsReady() throws IOException {
    try (Ends left = new Ends(reactor);
        Ends right = new Ends(reactor)) {
      List<Throwable> broken = new CopyOnWriteArrayList<>();
      List<SelectionKey> keys = new CopyOnWriteArrayList<>();
      List<String> told = new CopyOnWriteArrayList<>();
      for (Ends ends : List.of(left, right)) {
        keys.add(
            ends.register(
                () -> {
                  told.add("ready");
                  keys.forEach(SelectionKey::cancel);
                },
                broken::add));
      }
      run(
          reactor, // so that both are ready when the driver looks next
          () -> {
            try {
              left.fill();
              right.fill();
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      Stress.until("one is told", () -> !told.isEmpty());
      run(reactor, () -> {});
      assertThat(told).hasSize(1);
      assertThat(broken).isEmpty();
    }
  }

  @Test
  void aTaskMayLetGoOfClosedChannels() throws IOException {
    try (Ends ends = new Ends(reactor)) {
      SelectionKey key = ends.register(() -> {}, cause -> {});
      run(
          reactor,
          () -> {
            try {
              ends.close();
            } catch (IOException e) {
              throw new AssertionError(e);
            }
            reactor.releaseClosed();
            assertThat(key.channel().isRegistered()).isFalse();
          });
    }
  }

  // ---- The end ---------------------------------------------------------------------------------

  @Test
  void closingEndsTheCaretaker() {
    AtomicReference<Thread> caretaker = new AtomicReference<>();
    Reactor own = open(false);
    run(own, () -> caretaker.set(Thread.currentThread()));
    own.close();
    assertThat(caretaker.get().isAlive()).isFalse();
    own.close();
  }

  @Test
  void closingRunsTheTasksThatWait() {
    for (int round = 0; round < 100; round++) {
      Reactor own = open(round % 2 == 0);
      AtomicBoolean ran = new AtomicBoolean();
      for (int i = 0; i < 3_000; i++) {
        own.post(() -> {});
      }
      own.post(() -> ran.set(true));
      own.close();
      assertThat(ran).isTrue();
    }
  }

  @Test
  void closingEndsTheWaitOfLeadersAndFollowers() {
    for (int round = 0; round < 100; round++) {
      Reactor own = open(true);
      try (Crew crew = new Crew()) {
        for (int i = 0; i < 3; i++) {
          crew.start("waits", () -> own.await(new Waiter(), Deadline.NEVER));
        }
        own.close();
        crew.join(Stress.PATIENCE);
      }
    }
  }

  @Test
  void anInterruptedThreadClosesAllTheSame() {
    Thread.currentThread().interrupt();
    reactor.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Stress.stacks()).doesNotContain(CARETAKER);
  }
}
