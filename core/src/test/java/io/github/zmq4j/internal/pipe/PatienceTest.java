package io.github.zmq4j.internal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final Patience patience = new Patience();

  private void miss(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(patience.isDue()).isTrue();
      patience.ended(false, Patience.LIMIT_NANOS);
    }
  }

  @Test
  void looksAgainWhileThatFindsMessages() {
    for (int i = 0; i < 1000; i++) {
      miss(Patience.MOST_MISSES);
      assertThat(patience.isDue()).isTrue();
      patience.ended(true, Patience.LIMIT_NANOS);
    }
  }

  @Test
  void looksSeldomWhereThatFindsNothing() {
    miss(Patience.MOST_MISSES);
    for (int i = 0; i < 10; i++) {
      miss(1);
      for (int skipped = 0; skipped < Patience.SKIPS; skipped++) {
        assertThat(patience.isDue()).isFalse();
      }
    }
  }

  @Test
  void looksAgainAsBeforeOnceThatHasFoundAMessage() {
    miss(Patience.MOST_MISSES + 1);
    for (int skipped = 0; skipped < Patience.SKIPS; skipped++) {
      assertThat(patience.isDue()).isFalse();
    }
    patience.ended(true, Patience.LIMIT_NANOS);
    miss(Patience.MOST_MISSES);
    assertThat(patience.isDue()).isTrue();
  }

  @Test
  void letsMessagesGatherThatComeAtOnceAsLongAsThereAreSome() {
    assertThat(patience.pauseNanos()).isZero();
    patience.ended(true, Patience.AT_ONCE_NANOS); // an answer
    assertThat(patience.pauseNanos()).isZero();
    patience.ended(true, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(patience.pauseNanos()).isEqualTo(Patience.GATHER_NANOS);
      patience.onMessage();
      patience.ended(true, 0);
    }
    patience.ended(true, 0); // it brought one only
    assertThat(patience.pauseNanos()).isZero();
  }

  @Test
  void letsNothingGatherOnceNothingComes() {
    patience.ended(true, 0);
    patience.onMessage();
    patience.ended(false, Patience.LIMIT_NANOS);
    assertThat(patience.pauseNanos()).isZero();
  }

  @Test
  void aReaderThatHasLookedInVainIsToldOfTheNextMessage() {
    MessageQueue queue = new MessageQueue(0, false);
    for (int i = 0; i < 2 * Patience.MOST_MISSES; i++) {
      assertThat(queue.poll(patience)).isNull();
      queue.add(Message.of("next"));
      assertThat(queue.wakesReader()).isTrue();
      assertThat(queue.poll(patience)).isNotNull();
    }
  }

  /** The messages of two queues go to and fro, and nobody is ever told. */
  @Test
  void aReaderThatLooksSeesWhatComesMeanwhile() {
    MessageQueue forth = new MessageQueue(0, false);
    MessageQueue back = new MessageQueue(0, false);
    long end = Stress.end();
    try (Crew crew = new Crew()) {
      crew.start("asks", () -> goRound(forth, back, end));
      crew.start("answers", () -> goRound(back, forth, end));
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
  }

  private static void goRound(MessageQueue out, MessageQueue in, long end) {
    Patience patience = new Patience();
    long number = 0;
    while (Stress.goesOn(end)) {
      out.add(Message.of(Long.toString(number)));
      Message message;
      while ((message = in.poll(patience)) == null) {
        if (!Stress.goesOn(end)) {
          return;
        }
      }
      assertThat(message.text()).isEqualTo(Long.toString(number++));
    }
  }
}
