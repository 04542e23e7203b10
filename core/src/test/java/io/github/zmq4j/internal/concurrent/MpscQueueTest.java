package io.github.zmq4j.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MpscQueueTest {
  private final MpscQueue<Integer> queue = new MpscQueue<>();

  @Test
  void isEmptyAtFirst() {
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.poll()).isNull();
  }

  @Test
  void keepsTheOrder() {
    for (int i = 0; i < 1_000; i++) {
      queue.offer(i);
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(queue.isEmpty()).isFalse();
      assertThat(queue.poll()).isEqualTo(i);
    }
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.poll()).isNull();
  }

  @Test
  void isOfUseAfterItRanEmpty() {
    for (int i = 0; i < 100; i++) {
      queue.offer(i);
      assertThat(queue.poll()).isEqualTo(i);
      assertThat(queue.isEmpty()).isTrue();
      assertThat(queue.poll()).isNull();
    }
  }
}
