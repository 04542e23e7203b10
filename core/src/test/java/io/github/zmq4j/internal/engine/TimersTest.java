package io.github.zmq4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Stress;
import io.github.zmq4j.internal.engine.Timers.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimersTest {
  private final Timers timers = new Timers();
  private final List<String> fired = new ArrayList<>();

  private Timer set(long deadline, String name) {
    return timers.set(deadline, () -> fired.add(name));
  }

  private void fire(long now) {
    Runnable due;
    while ((due = timers.pollDue(now)) != null) {
      due.run();
    }
  }

  @Test
  void firesWhatIsDueAndNothingElse() {
    set(30, "c");
    set(10, "a");
    set(20, "b");
    fire(20);
    assertThat(fired).containsExactly("a", "b");
    assertThat(timers.nanosToFirst(20)).isEqualTo(10);
  }

  @Test
  void aCancelledTimerDoesNotFire() {
    Timer timer = set(10, "a");
    timers.cancel(timer);
    timers.cancel(timer);
    timers.cancel(null);
    fire(100);
    assertThat(fired).isEmpty();
    assertThat(timers.isEmpty()).isTrue();
  }

  @Test
  void aTimerMayCancelAnotherThatIsDueToo() {
    Timer second = set(20, "b");
    timers.set(10, () -> timers.cancel(second));
    fire(30);
    assertThat(fired).isEmpty();
  }

  @Test
  void aTimerSetByATimerFiresWhenItsOwnTimeHasCome() {
    timers.set(10, () -> set(40, "b"));
    fire(30);
    assertThat(fired).isEmpty();
    fire(40);
    assertThat(fired).containsExactly("b");
  }

  @Test
  void deadlinesBeyondTheOverflowOfTheClockComeLater() {
    set(Long.MIN_VALUE + 10, "late");
    set(Long.MAX_VALUE - 10, "early");
    fire(Long.MAX_VALUE - 5);
    assertThat(fired).containsExactly("early");
    fire(Long.MIN_VALUE + 10);
    assertThat(fired).containsExactly("early", "late");
  }

  static LongStream seeds() {
    return Stress.seeds(20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doesWhatASortedListWouldDo(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long base = random.nextBoolean() ? Long.MAX_VALUE - 500 : 0;
    Map<Integer, Long> model = new LinkedHashMap<>();
    List<Timer> handles = new ArrayList<>();
    List<Integer> firedNow = new ArrayList<>();
    long now = 0;
    for (int step = 0; step < 5_000; step++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          int id = handles.size();
          long deadline = now + random.nextInt(200);
          handles.add(timers.set(base + deadline, () -> firedNow.add(id)));
          model.put(id, deadline);
        }
        case 2 -> {
          if (!handles.isEmpty()) {
            int id = random.nextInt(handles.size());
            timers.cancel(handles.get(id)); // perhaps for the second time, or after it fired
            model.remove(id);
          }
        }
        default -> {
          now += random.nextInt(20);
          long time = now;
          List<Integer> due =
              model.entrySet().stream()
                  .filter(entry -> entry.getValue() <= time)
                  .sorted(Map.Entry.comparingByValue())
                  .map(Map.Entry::getKey)
                  .toList();
          Map<Integer, Long> deadlines = Map.copyOf(model);
          fire(base + now);
          assertThat(firedNow).containsExactlyInAnyOrderElementsOf(due);
          assertThat(firedNow).isSortedAccordingTo(Comparator.comparing(deadlines::get));
          due.forEach(model::remove);
          firedNow.clear();
        }
      }
      assertThat(timers.isEmpty()).isEqualTo(model.isEmpty());
      if (!model.isEmpty()) {
        long first = model.values().stream().min(Comparator.naturalOrder()).orElseThrow();
        assertThat(timers.nanosToFirst(base + now)).isEqualTo(first - now);
      }
    }
  }
}
