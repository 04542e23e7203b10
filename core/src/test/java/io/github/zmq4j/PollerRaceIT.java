package io.github.zmq4j;

import static io.github.zmq4j.Poller.Event.IN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No wake-up is lost, whoever sends, polls and changes the registrations at the same time. */
class PollerRaceIT {
  private static final int SOCKETS = 6;
  private static final int MESSAGES = 3000;
  private static final Set<Poller.Event> NOTHING = EnumSet.noneOf(Poller.Event.class);

  private final List<Pull> pulls = new ArrayList<>();
  private final List<Push> pushes = new ArrayList<>();
  private final AtomicInteger received = new AtomicInteger();
  private final AtomicBoolean done = new AtomicBoolean();

  @ParameterizedTest
  @CsvSource({
    "inproc://%d, 1, 1",
    "inproc://%d, 2, 2",
    "tcp://127.0.0.1:*, 1, 3",
    "tcp://127.0.0.1:*, 2, 4",
    "tcp://127.0.0.1:*, 3, 5"
  })
  void bringsEveryMessage(String endpoint, int ioThreads, long seed) {
    try (Context context = Context.builder().ioThreads(ioThreads).blocky(false).build();
        Poller shared = Poller.create();
        Poller own = Poller.create()) {
      for (int i = 0; i < SOCKETS; i++) {
        Pull pull = context.pull();
        Push push = context.push();
        push.connect(pull.bind(endpoint.formatted(i)));
        pulls.add(pull);
        pushes.add(push);
        shared.add(pull, IN);
        own.add(pull, IN);
      }
      List<Caller<Void>> callers = new ArrayList<>();
      callers.add(Caller.run(() -> receiveFrom(shared)));
      callers.add(Caller.run(() -> receiveFrom(shared)));
      callers.add(Caller.run(() -> receiveFrom(own)));
      callers.add(Caller.run(() -> change(own, new Random(seed))));
      Random random = new Random(seed);
      for (int i = 0; i < MESSAGES; i++) {
        pushes.get(random.nextInt(SOCKETS)).send("x");
        int sent = i + 1;
        if (random.nextInt(8) == 0) { // all that was sent comes, without another message to help
          Patience.until(sent + " messages come", () -> received.get() == sent);
        }
      }
      Patience.until("all messages come", () -> received.get() == MESSAGES);
      done.set(true);
      Patience.until(
          "the pollers end",
          () -> {
            shared.wakeUp();
            own.wakeUp();
            return callers.stream().allMatch(Caller::isDone);
          });
      callers.forEach(Caller::result);
      assertThat(received).hasValue(MESSAGES);
    }
  }

  private void receiveFrom(Poller poller) {
    while (!done.get()) {
      for (Poller.Ready ready : poller.poll()) {
        if (((Pull) ready.source()).tryReceive() != null) {
          received.incrementAndGet();
        }
      }
    }
  }

  /** Leaves the first socket alone, so that there is always something to wait for. */
  private void change(Poller poller, Random random) {
    while (!done.get()) {
      Pull pull = pulls.get(1 + random.nextInt(SOCKETS - 1));
      poller.modify(pull, NOTHING);
      poller.modify(pull, Set.of(IN));
      if (random.nextInt(4) == 0) {
        poller.remove(pull);
        poller.add(pull, IN);
      }
    }
  }
}
