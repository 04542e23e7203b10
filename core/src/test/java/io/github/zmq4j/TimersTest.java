package io.github.zmq4j;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timers, with a clock that the test moves. */
class TimersTest {
  private long now = Long.MAX_VALUE - 7; // overflows soon, as nanoTime may
  private final Timers timers = new Timers(() -> now);
  private final List<Integer> ran = new ArrayList<>();

  private void advance(long millis) {
    now += millis * 1_000_000;
  }

  private void executeAfter(long millis) {
    advance(millis);
    timers.execute();
  }

  @Test
  void runsEachTimerWhenItsIntervalHasPassed() {
    int slow = timers.add(ofMillis(50), ran::add);
    int quick = timers.add(ofMillis(20), ran::add);
    assertThat(List.of(slow, quick)).containsExactly(1, 2);

    executeAfter(19);
    assertThat(ran).isEmpty();
    executeAfter(1);
    assertThat(ran).containsExactly(quick);
    executeAfter(30);
    assertThat(ran).containsExactly(quick, quick, slow);
  }

  @Test
  void answersHowManyRan() {
    timers.add(ofMillis(10), ran::add);
    timers.add(ofMillis(10), ran::add);
    assertThat(timers.execute()).isZero();
    advance(10);
    assertThat(timers.execute()).isEqualTo(2);
  }

  @Test
  void doesNotMakeUpForWhatItMissed() {
    timers.add(ofMillis(10), ran::add);
    executeAfter(35);
    assertThat(ran).hasSize(1);
    assertThat(timers.timeout()).isEqualTo(ofMillis(10));
  }

  @Test
  void tellsHowLongToWait() {
    assertThat(timers.timeout()).isEqualTo(SocketOption.INFINITE);
    int timer = timers.add(ofMillis(10), ran::add);
    assertThat(timers.timeout()).isEqualTo(ofMillis(10));
    advance(3);
    assertThat(timers.timeout()).isEqualTo(ofMillis(7));
    advance(100);
    assertThat(timers.timeout()).isEqualTo(Duration.ZERO);
    timers.cancel(timer);
    assertThat(timers.timeout()).isEqualTo(SocketOption.INFINITE);
  }

  @Test
  void restartsATimerThatIsReset() {
    int timer = timers.add(ofMillis(10), ran::add);
    advance(9);
    timers.reset(timer);
    executeAfter(9);
    assertThat(ran).isEmpty();
    executeAfter(1);
    assertThat(ran).containsExactly(timer);
  }

  @Test
  void restartsATimerThatGetsAnotherInterval() {
    int timer = timers.add(ofMillis(10), ran::add);
    advance(9);
    timers.setInterval(timer, ofMillis(100));
    assertThat(timers.timeout()).isEqualTo(ofMillis(100));
    executeAfter(100);
    executeAfter(100);
    assertThat(ran).containsExactly(timer, timer);
  }

  @Test
  void refusesTimersThatAreNone() {
    int timer = timers.add(ofMillis(10), ran::add);
    timers.cancel(timer);
    for (Runnable call :
        List.<Runnable>of(
            () -> timers.cancel(timer),
            () -> timers.reset(timer),
            () -> timers.setInterval(timer, ofMillis(1)),
            () -> timers.cancel(0),
            () -> timers.add(ofMillis(-1), ran::add),
            () -> timers.add(Duration.ofDays(1000), ran::add))) {
      assertThatThrownBy(call::run).isInstanceOf(ZmqException.class).hasMessageContaining("EINVAL");
    }
    assertThat(timers.add(ofMillis(10), ran::add)).isEqualTo(2); // numbers are not used again
  }

  @Test
  void letsHandlersChangeTimers() {
    int[] other = new int[1];
    int first =
        timers.add(
            ofMillis(10),
            id -> {
              ran.add(id);
              timers.cancel(id);
              timers.cancel(other[0]);
              timers.add(Duration.ZERO, ran::add);
            });
    other[0] = timers.add(ofMillis(10), ran::add);
    executeAfter(10);
    assertThat(ran).containsExactly(first); // the other is cancelled, the new one runs next time
    timers.execute();
    timers.execute();
    assertThat(ran).containsExactly(first, 3, 3);
  }

  @Test
  void keepsTheRestDueWhenAHandlerFails() {
    timers.add(
        ofMillis(10),
        id -> {
          throw new IllegalStateException("on purpose");
        });
    int good = timers.add(ofMillis(10), ran::add);
    advance(10);
    assertThatThrownBy(timers::execute).hasMessage("on purpose");
    timers.execute();
    assertThat(ran).containsExactly(good);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void runsLikeASimpleModel(long seed) {
    Random random = new Random(seed);
    Map<Integer, long[]> model = new HashMap<>(); // deadline and interval in ms
    long time = 0;
    for (int step = 0; step < 2000; step++) {
      int id = random.nextInt(20) + 1;
      long interval = random.nextInt(30);
      switch (random.nextInt(6)) {
        case 0 -> model.put(timers.add(ofMillis(interval), ran::add), at(time, interval));
        case 1 -> {
          if (model.remove(id) != null) {
            timers.cancel(id);
          }
        }
        case 2 -> {
          if (model.containsKey(id)) {
            timers.setInterval(id, ofMillis(interval));
            model.put(id, at(time, interval));
          }
        }
        default -> {
          long passed = random.nextInt(10);
          time += passed;
          ran.clear();
          executeAfter(passed);
          assertThat(ran).isEqualTo(due(model, time));
        }
      }
    }
  }

  private static long[] at(long time, long interval) {
    return new long[] {time + interval, interval};
  }

  private static List<Integer> due(Map<Integer, long[]> model, long time) {
    TreeMap<String, Integer> due = new TreeMap<>();
    model.forEach(
        (id, timer) -> {
          if (timer[0] <= time) {
            due.put("%09d %09d".formatted(timer[0], id), id);
            timer[0] = time + timer[1];
          }
        });
    return List.copyOf(due.values());
  }
}
