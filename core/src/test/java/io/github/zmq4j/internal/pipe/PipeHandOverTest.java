package io.github.zmq4j.internal.pipe;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two sockets on two threads, joined by a pipe each: whoever sleeps is woken when it is time. */
class PipeHandOverTest {
  private static final int MESSAGES = 100_000;
  private static final int PATIENCE_SECONDS = 30;

  /** A pipe's end with a thread of its own, which sleeps until the pipe has news. */
  private static final class End implements PipeOwner {
    final Semaphore news = new Semaphore(0);
    final Pipe pipe;

    End(MessageQueue out, MessageQueue in) {
      pipe = new Pipe(this, out, in);
    }

    @Override
    public void onPipeEvent(Pipe pipe) {
      news.release();
    }

    void awaitNews() throws InterruptedException {
      assertThat(news.tryAcquire(PATIENCE_SECONDS, SECONDS)).as("woken").isTrue();
      pipe.takeEvents();
    }
  }

  private record Peer(Pipe pipe) implements Link {
    @Override
    public void onWritten(int bytes, Urgency urgency) {
      VarHandle.fullFence(); // as who leaves a BriefLock
      pipe.raiseReadable();
    }

    @Override
    public void onCredit() {
      pipe.raise(Pipe.WRITABLE);
    }

    @Override
    public void onClosed() {}
  }

  @ParameterizedTest(name = "high-water mark {0}")
  @ValueSource(ints = {0, 1, 2, 3, 10, 1000})
  void nobodySleepsForEverAndNothingIsLostOrReordered(int hwm) throws Exception {
    MessageQueue forth = new MessageQueue(hwm, false);
    MessageQueue back = new MessageQueue(hwm, false);
    End writer = new End(forth, back);
    End reader = new End(back, forth);
    writer.pipe.link(new Peer(reader.pipe));
    reader.pipe.link(new Peer(writer.pipe));
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(writer));
    for (int i = 0; i < MESSAGES; i++) {
      Message message;
      while ((message = reader.pipe.poll()) == null) {
        if (i % 2 == 0 || !reader.pipe.canRead()) { // asks in either way
          reader.awaitNews();
        }
      }
      assertThat(message.routingId()).isEqualTo(i + 1);
    }
    writing.get(PATIENCE_SECONDS, SECONDS);
  }

  private static void write(End writer) {
    Message message = Message.of("x");
    try {
      for (int i = 0; i < MESSAGES; i++) {
        while (!writer.pipe.offer(message.withRoutingId(i + 1))) {
          writer.awaitNews();
        }
        writer.pipe.flush(1, Link.Urgency.NEXT);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
