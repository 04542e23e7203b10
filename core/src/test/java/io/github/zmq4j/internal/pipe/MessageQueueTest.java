package io.github.zmq4j.internal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import org.junit.jupiter.api.Test;

class MessageQueueTest {
  private static final Message MESSAGE = Message.of("x");

  private static int fill(MessageQueue queue) {
    int count = 0;
    while (queue.offer(MESSAGE)) {
      count++;
    }
    return count;
  }

  @Test
  void givesRoomBackWhenHalfWasRead() {
    MessageQueue queue = new MessageQueue(4, false);
    assertThat(fill(queue)).isEqualTo(4);
    queue.poll();
    assertThat(queue.givesCredit()).isFalse();
    assertThat(queue.canWrite()).isFalse();
    queue.poll();
    assertThat(queue.givesCredit()).isTrue();
    assertThat(fill(queue)).isEqualTo(2);
  }

  @Test
  void aWriterWhoseLimitWasLoweredGetsAllRoomBackFromAReaderThatHasReadEverything() {
    MessageQueue queue = new MessageQueue(1000, false);
    for (int i = 0; i < 400; i++) {
      queue.offer(MESSAGE);
      queue.poll();
      queue.givesCredit();
    }
    queue.setHwm(10);
    assertThat(queue.canWrite()).isFalse();
    assertThat(queue.poll()).isNull();
    assertThat(queue.givesLastCredit()).isTrue();
    assertThat(fill(queue)).isEqualTo(10);
  }

  @Test
  void tellsASleepingReaderOnce() {
    MessageQueue queue = new MessageQueue(0, false);
    queue.add(MESSAGE);
    assertThat(queue.wakesReader()).isTrue();
    queue.add(MESSAGE);
    assertThat(queue.wakesReader()).isFalse();
    queue.poll();
    queue.poll();
    assertThat(queue.poll()).isNull();
    queue.add(MESSAGE);
    assertThat(queue.wakesReader()).isTrue();
  }

  @Test
  void askingInVainWhetherThereIsAMessagePutsTheReaderToSleep() {
    MessageQueue queue = new MessageQueue(0, false);
    queue.add(MESSAGE);
    queue.wakesReader();
    queue.poll();
    assertThat(queue.canRead()).isFalse();
    queue.add(MESSAGE);
    assertThat(queue.wakesReader()).isTrue();
    assertThat(queue.canRead()).isTrue();
  }

  @Test
  void keepsTheNewestMessageOnlyWhenItConflates() {
    MessageQueue queue = new MessageQueue(1, true);
    for (int i = 0; i < 5; i++) {
      assertThat(queue.offer(Message.of("" + i))).isTrue();
    }
    assertThat(queue.depth()).isEqualTo(1);
    assertThat(queue.poll()).isEqualTo(Message.of("4"));
    assertThat(queue.poll()).isNull();
    assertThat(queue.depth()).isZero();
  }
}
