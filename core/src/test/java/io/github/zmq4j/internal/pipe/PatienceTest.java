package io.github.zmq4j.internal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private boolean isDisturbed;
  private final Patience patience = new Patience(() -> isDisturbed);

  private long read;

  private void miss(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(patience.isDue()).isTrue();
      patience.ended(false, Patience.LIMIT_NANOS, read);
    }
  }

  /** So many messages are there at once, and the next one comes after a while. */
  private void hit(int atOnce, long nanos) {
    read += atOnce;
    patience.ended(true, nanos, read);
    read++;
  }

  @Test
  void looksAgainWhileThatFindsMessages() {
    for (int i = 0; i < 1000; i++) {
      miss(Patience.MOST_MISSES);
      assertThat(patience.isDue()).isTrue();
      hit(0, Patience.LIMIT_NANOS);
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
    hit(0, Patience.LIMIT_NANOS);
    miss(Patience.MOST_MISSES);
    assertThat(patience.isDue()).isTrue();
  }

  @Test
  void letsMessagesGatherThatComeAtOnceAsLongAsThereAreSome() {
    assertThat(patience.pauseNanos()).isZero();
    hit(0, Patience.AT_ONCE_NANOS); // an answer
    assertThat(patience.pauseNanos()).isZero();
    hit(0, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(patience.pauseNanos()).isEqualTo(Patience.GATHER_NANOS);
      hit(1, 0);
    }
    hit(0, 0); // it brought one only
    assertThat(patience.pauseNanos()).isZero();
  }

  @Test
  void letsMessagesGatherTheLongerTheMoreOfThemCome() {
    hit(0, 0);
    for (long nanos = Patience.GATHER_NANOS; nanos < Patience.GATHER_MOST_NANOS; nanos *= 2) {
      assertThat(patience.pauseNanos()).isEqualTo(nanos);
      hit(Patience.FEW, 0);
      assertThat(patience.pauseNanos()).isEqualTo(nanos);
      hit(Patience.MANY, 0);
    }
    hit(Patience.MANY, 0);
    assertThat(patience.pauseNanos()).isEqualTo(Patience.GATHER_MOST_NANOS);
    hit(Patience.FEW - 1, 0);
    assertThat(patience.pauseNanos()).isEqualTo(Patience.GATHER_MOST_NANOS / 2);
    for (int i = 0; i < 10; i++) {
      hit(1, 0);
    }
    assertThat(patience.pauseNanos()).isEqualTo(Patience.GATHER_NANOS);
  }

  @Test
  void looksNoLongerWhenSomebodyWaitsForTheSocket() {
    hit(0, 0);
    long most = Patience.GATHER_NANOS + Patience.LIMIT_NANOS;
    assertThat(patience.lasts(most)).isFalse();
    assertThat(patience.lasts(most - 1)).isTrue();
    isDisturbed = true;
    assertThat(patience.lasts(0)).isFalse();
  }

  @Test
  void letsNothingGatherOnceNothingComes() {
    hit(0, 0);
    read++;
    patience.ended(false, Patience.LIMIT_NANOS, read);
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
    Patience patience = new Patience(() -> false);
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
