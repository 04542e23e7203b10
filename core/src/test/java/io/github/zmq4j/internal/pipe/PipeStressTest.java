package io.github.zmq4j.internal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import java.lang.invoke.VarHandle;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two pipes joined as over inproc. Each side has an owner that handles events and sleeps when there
 * is nothing it can do; nothing but the pipe's events wakes it.
 */
class PipeStressTest {
  /** One side: a thread that echoes or asks, and sleeps until its pipe has an event. */
  private static final class Side implements PipeOwner {
    private final Semaphore news = new Semaphore(0);
    private Pipe pipe;
    private long sent;
    private long received;
    private boolean closed;

    @Override
    public void onPipeEvent(Pipe from) {
      news.release();
    }

    /** Handles the events there are; sleeps first when there is nothing else to do. */
    private void handleEvents(boolean sleep) throws InterruptedException {
      int pending = sleep ? 1 + waitForNews() : news.drainPermits();
      for (; pending > 0; pending--) {
        closed |= (pipe.takeEvents() & Pipe.CLOSED) != 0;
      }
    }

    private int waitForNews() throws InterruptedException {
      news.acquire();
      return news.drainPermits();
    }

    private boolean trySend(String kind) {
      if (!pipe.offer(Message.of(kind + sent))) {
        return false;
      }
      sent++;
      pipe.flush(1, Link.Urgency.NEXT);
      return true;
    }

    private boolean tryReceive(String kind) {
      Message message = pipe.poll();
      if (message == null) {
        return false;
      }
      assertThat(message.text()).isEqualTo(kind + received);
      received++;
      message.release();
      return true;
    }
  }

  /** What InprocLink does. */
  private record Joint(Pipe peer) implements Link {
    @Override
    public void onWritten(int bytes, Urgency urgency) {
      VarHandle.fullFence(); // as who leaves a BriefLock
      peer.raiseReadable();
    }

    @Override
    public void onCredit() {
      peer.raise(Pipe.WRITABLE);
    }

    @Override
    public void onClosed() {
      peer.raise(Pipe.CLOSED);
    }
  }

  static LongStream seeds() {
    return Stress.seeds(2);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nobodySleepsOnAnEvent(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MessageQueue forth = new MessageQueue(1 + random.nextInt(50), false);
    MessageQueue back = new MessageQueue(1 + random.nextInt(50), false);
    Side asking = new Side();
    Side answering = new Side();
    asking.pipe = new Pipe(asking, forth, back);
    answering.pipe = new Pipe(answering, back, forth);
    asking.pipe.link(new Joint(answering.pipe));
    answering.pipe.link(new Joint(asking.pipe));
    SplittableRandom askersRandom = random.split();
    SplittableRandom answerersRandom = random.split();
    long end = Stress.end();
    try (Crew crew = new Crew()) {
      crew.start(
          "asking",
          () -> {
            boolean mayDoMore = true;
            while (Stress.goesOn(end) || asking.received < asking.sent) {
              asking.handleEvents(!mayDoMore);
              boolean sent = Stress.goesOn(end) && asking.trySend("q");
              boolean received = asking.tryReceive("a");
              mayDoMore = sent || received || (Stress.goesOn(end) && asking.pipe.canWrite());
              Stress.dawdle(askersRandom);
            }
            asking.pipe.finish();
          });
      crew.start(
          "answering",
          () -> {
            boolean mayDoMore = true;
            while (!answering.closed) {
              answering.handleEvents(!mayDoMore);
              mayDoMore = false;
              while (answering.sent < answering.received && answering.trySend("a")) {
                Stress.dawdle(answerersRandom);
              }
              if (answering.sent == answering.received) {
                mayDoMore = answering.tryReceive("q");
              }
            }
          });
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
    assertThat(asking.received).isEqualTo(answering.sent).isGreaterThan(1_000);
  }
}
