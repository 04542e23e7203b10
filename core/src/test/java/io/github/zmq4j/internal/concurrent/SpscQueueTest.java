package io.github.zmq4j.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Stress;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpscQueueTest {
  private final SpscQueue<Integer> queue = new SpscQueue<>();

  @Test
  void isEmptyAtFirst() {
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.peek()).isNull();
    assertThat(queue.poll()).isNull();
  }

  @Test
  void lookingTakesNothing() {
    queue.offer(1);
    assertThat(queue.peek()).isEqualTo(1);
    assertThat(queue.isEmpty()).isFalse();
    assertThat(queue.poll()).isEqualTo(1);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void keepsTheOrderOverTheEndOfEveryChunk() {
    for (int count = 1; count < 5_000; count = count * 3 / 2 + 1) {
      for (int i = 0; i < count; i++) {
        queue.offer(i);
      }
      for (int i = 0; i < count; i++) {
        assertThat(queue.peek()).isEqualTo(i);
        assertThat(queue.poll()).isEqualTo(i);
      }
      assertThat(queue.isEmpty()).isTrue();
      assertThat(queue.poll()).isNull();
    }
  }

  @Test
  void oneAtATimePassesTheEndOfEveryChunk() {
    for (int i = 0; i < 10_000; i++) {
      queue.offer(i);
      assertThat(queue.isEmpty()).isFalse();
      assertThat(queue.peek()).isEqualTo(i);
      assertThat(queue.poll()).isEqualTo(i);
      assertThat(queue.peek()).isNull();
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  static LongStream seeds() {
    return Stress.seeds(5);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doesWhatAnArrayDequeWouldDo(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ArrayDeque<Integer> model = new ArrayDeque<>();
    for (int step = 0, next = 0; step < 50_000; step++) {
      boolean filling = (step / 3_000) % 2 == 0;
      if (random.nextInt(10) < (filling ? 6 : 4)) {
        queue.offer(next);
        model.add(next++);
      } else {
        assertThat(queue.poll()).isEqualTo(model.poll());
      }
      assertThat(queue.peek()).isEqualTo(model.peek());
      assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
    }
  }
}
