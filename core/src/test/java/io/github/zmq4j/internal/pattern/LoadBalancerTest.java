package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadBalancerTest {
  private final LoadBalancer balancer =
      new LoadBalancer(
          new Outbox() {
            @Override
            public boolean offer(Pipe pipe, Message message) {
              return pipe.offer(message);
            }

            @Override
            public void add(Pipe pipe, Message message) {
              pipe.add(message);
            }
          });

  private Pipe pipe(int hwm) {
    Pipe pipe = new Pipe(this::onEvent, new MessageQueue(hwm, false), new MessageQueue(0, false));
    balancer.activate(pipe);
    return pipe;
  }

  private void onEvent(Pipe pipe) {
    int bits = pipe.takeEvents();
    if ((bits & Pipe.WRITABLE) != 0) {
      balancer.activate(pipe);
    }
    if ((bits & Pipe.CLOSED) != 0) {
      balancer.remove(pipe);
    }
  }

  private static Message receive(Pipe pipe) {
    Message message = pipe.out().poll();
    if (message != null ? pipe.out().givesCredit() : pipe.out().givesLastCredit()) {
      pipe.raise(Pipe.WRITABLE);
    }
    return message;
  }

  private Pipe send() {
    return balancer.send(Message.of("x"));
  }

  @Test
  void dealsInTurn() {
    Pipe a = pipe(0);
    Pipe b = pipe(0);
    Pipe c = pipe(0);
    assertThat(List.of(send(), send(), send(), send())).containsExactly(a, b, c, a);
  }

  @Test
  void tellsWhoIsNextWithoutMovingOn() {
    Pipe a = pipe(0);
    pipe(0);
    assertThat(balancer.next()).isSameAs(a);
    assertThat(balancer.next()).isSameAs(a);
    assertThat(send()).isSameAs(a);
  }

  @Test
  void givesNothingToNobody() {
    assertThat(balancer.trySend(Message.of("x"))).isFalse();
    assertThat(balancer.next()).isNull();
  }

  @Test
  void passesOverAFullPipeUntilItHasRoom() {
    Pipe a = pipe(2);
    Pipe b = pipe(0);
    assertThat(List.of(send(), send(), send(), send(), send(), send()))
        .containsExactly(a, b, a, b, b, b);
    receive(a);
    assertThat(List.of(send(), send())).containsExactly(b, a);
  }

  @Test
  void waitsForHalfOfAFullQueueToBeRead() {
    Pipe a = pipe(4);
    for (int i = 0; i < 4; i++) {
      send();
    }
    assertThat(send()).isNull();
    receive(a);
    assertThat(send()).isNull();
    receive(a);
    assertThat(send()).isSameAs(a);
  }

  @Test
  void forgetsAClosedPipe() {
    Pipe a = pipe(0);
    Pipe b = pipe(0);
    a.raise(Pipe.CLOSED);
    assertThat(List.of(send(), send())).containsExactly(b, b);
  }

  @Test
  void sweepsOutClosedPipesThoughNothingIsSent() {
    for (int i = 0; i < 10_000; i++) {
      pipe(0).raise(Pipe.CLOSED);
    }
    Pipe last = pipe(0);
    assertThat(balancer.size()).isLessThan(10);
    assertThat(send()).isSameAs(last);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void inAnyHistoryASendFailsOnlyWhenEveryPipeIsFull(long seed) {
    Random random = new Random(seed);
    int hwm = 1 + random.nextInt(5);
    List<Pipe> open = new ArrayList<>();
    long sent = 0;
    long received = 0;
    for (int step = 0; step < 20_000; step++) {
      int action = random.nextInt(100);
      if (action < 2) {
        open.add(pipe(hwm));
      } else if (action < 3 && !open.isEmpty()) {
        Pipe gone = open.remove(random.nextInt(open.size()));
        while (gone.out().poll() != null) {
          received++;
        }
        gone.raise(Pipe.CLOSED);
      } else if (action < 50 && !open.isEmpty()) {
        received += receive(open.get(random.nextInt(open.size()))) == null ? 0 : 1;
      } else {
        Pipe next = balancer.next();
        Pipe took = send();
        assertThat(took).isSameAs(next);
        sent += took == null ? 0 : 1;
        if (took == null) {
          assertThat(open).noneMatch(Pipe::canWrite);
        }
      }
    }
    long queued = open.stream().mapToLong(pipe -> pipe.out().depth()).sum();
    assertThat(sent).isEqualTo(received + queued);
  }
}
