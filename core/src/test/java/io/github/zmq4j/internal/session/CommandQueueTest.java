package io.github.zmq4j.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandQueueTest {
  private static final int MAX_ENTRIES = 64;

  private final CommandQueue queue = new CommandQueue();

  private void add(int number) {
    queue.add(() -> new byte[] {(byte) number});
  }

  private List<Integer> takeAll() {
    List<Integer> all = new ArrayList<>();
    byte[] octets;
    while ((octets = queue.poll()) != null) {
      all.add((int) octets[0]);
    }
    return all;
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(queue.poll()).isNull();
  }

  @Test
  void keepsTheOrder() {
    add(0);
    add(1);
    assertThat(queue.poll()).containsExactly(0);
    add(2);
    add(3);
    assertThat(takeAll()).containsExactly(1, 2, 3);
    assertThat(queue.poll()).isNull();
  }

  @Test
  void makesTheOctetsWhenTheyAreTaken() {
    AtomicBoolean made = new AtomicBoolean();
    queue.add(
        () -> {
          made.set(true);
          return new byte[1];
        });
    assertThat(made).isFalse();
    assertThat(queue.poll()).hasSize(1);
    assertThat(made).isTrue();
  }

  @Test
  void dropsWhatComesWhenTooManyWait() {
    for (int i = 0; i < MAX_ENTRIES + 10; i++) {
      add(i);
    }
    assertThat(takeAll()).isEqualTo(numbers(MAX_ENTRIES));
  }

  @Test
  void forgetsEverythingWhenItIsCleared() {
    add(0);
    add(1);
    assertThat(queue.poll()).isNotNull();
    add(2);
    queue.clear();
    assertThat(queue.poll()).isNull();
  }

  /** Some may be dropped on the way; nothing comes twice or out of order. */
  @Test
  void whatTwoThreadsAddAndTakeStaysInOrder() {
    long end = Stress.end();
    int[] added = {0};
    int[] taken = {0};
    AtomicBoolean isOver = new AtomicBoolean();
    try (Crew crew = new Crew()) {
      crew.start(
          "driver",
          () -> {
            SplittableRandom random = new SplittableRandom(1);
            while (Stress.goesOn(end)) {
              int number = ++added[0];
              queue.add(() -> ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
              Stress.dawdle(random);
            }
            isOver.set(true);
          });
      crew.start(
          "holder",
          () -> {
            SplittableRandom random = new SplittableRandom(2);
            int last = 0;
            boolean wasOver;
            do {
              wasOver = isOver.get();
              byte[] octets;
              while ((octets = queue.poll()) != null) {
                int number = ByteBuffer.wrap(octets).getInt();
                assertThat(number).isGreaterThan(last);
                last = number;
                taken[0]++;
              }
              Stress.dawdle(random);
            } while (!wasOver);
          });
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
    assertThat(taken[0]).isBetween(1_000, added[0]);
  }
}
