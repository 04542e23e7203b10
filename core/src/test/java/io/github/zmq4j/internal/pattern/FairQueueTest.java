package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairQueueTest {
  private final FairQueue queue = new FairQueue();
  private final List<Pipe> pipes = new ArrayList<>();

  private Pipe pipe() {
    Pipe pipe =
        new Pipe(
            p -> {
              if ((p.takeEvents() & Pipe.READABLE) != 0) {
                queue.activate(p);
              }
            },
            new MessageQueue(0, false),
            new MessageQueue(0, false));
    pipes.add(pipe);
    return pipe;
  }

  private static void send(Pipe pipe, String text) {
    pipe.in().add(Message.of(text));
    pipe.raiseReadable();
  }

  private List<String> pollAll() {
    List<String> all = new ArrayList<>();
    Message message;
    while ((message = queue.poll()) != null) {
      all.add(message.text());
    }
    return all;
  }

  @Test
  void takesOneMessageOfEachPipeInTurn() {
    Pipe a = pipe();
    Pipe b = pipe();
    send(a, "a1");
    send(a, "a2");
    send(a, "a3");
    send(b, "b1");
    send(b, "b2");
    assertThat(pollAll()).containsExactly("a1", "b1", "a2", "b2", "a3");
  }

  @Test
  void putsAPipeThatWakesUpAtTheEndOfTheRound() {
    Pipe a = pipe();
    Pipe b = pipe();
    Pipe c = pipe();
    send(a, "a1");
    send(b, "b1");
    assertThat(pollAll()).containsExactly("a1", "b1");
    send(b, "b2");
    send(c, "c1");
    send(a, "a2");
    assertThat(pollAll()).containsExactly("b2", "c1", "a2");
  }

  @Test
  void saysWhoGaveTheLastMessage() {
    Pipe a = pipe();
    Pipe b = pipe();
    send(a, "a1");
    send(b, "b1");
    queue.poll();
    assertThat(queue.source()).isSameAs(a);
    queue.poll();
    assertThat(queue.source()).isSameAs(b);
  }

  @Test
  void readsAClosedPipeToItsEnd() {
    Pipe a = pipe();
    send(a, "a1");
    send(a, "a2");
    a.raise(Pipe.CLOSED);
    assertThat(pollAll()).containsExactly("a1", "a2");
  }

  @Test
  void skipsAPipeWhoseMessagesWereDiscarded() {
    Pipe a = pipe();
    Pipe b = pipe();
    send(a, "a1");
    send(b, "b1");
    a.close();
    assertThat(queue.hasMessages()).isTrue();
    assertThat(pollAll()).containsExactly("b1");
    assertThat(queue.hasMessages()).isFalse();
  }

  @Test
  void askingForMessagesLosesNoWakeUp() {
    Pipe a = pipe();
    send(a, "a1");
    assertThat(queue.poll()).isNotNull();
    assertThat(queue.hasMessages()).isFalse(); // the pipe leaves the round here, not in poll
    send(a, "a2");
    assertThat(queue.hasMessages()).isTrue();
    assertThat(pollAll()).containsExactly("a2");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyHistoryKeepsTheOrderOfEachPipeAndStarvesNone(long seed) {
    Random random = new Random(seed);
    List<ArrayDeque<String>> model = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      pipe();
      model.add(new ArrayDeque<>());
    }
    int[] overtaken = new int[pipes.size()];
    for (int step = 0; step < 20_000; step++) {
      int i = random.nextInt(pipes.size());
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          String text = i + ":" + step;
          send(pipes.get(i), text);
          model.get(i).add(text);
        }
        case 2 ->
            assertThat(queue.hasMessages())
                .isEqualTo(model.stream().anyMatch(messages -> !messages.isEmpty()));
        default -> {
          Message message = queue.poll();
          if (message == null) {
            assertThat(model).allMatch(ArrayDeque::isEmpty);
            continue;
          }
          int from = pipes.indexOf(queue.source());
          assertThat(message.text()).isEqualTo(model.get(from).poll());
          for (int p = 0; p < pipes.size(); p++) {
            overtaken[p] = p == from || model.get(p).isEmpty() ? 0 : overtaken[p] + 1;
            assertThat(overtaken[p]).isLessThan(pipes.size());
          }
        }
      }
    }
  }
}
