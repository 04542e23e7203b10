package io.github.zmq4j.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import io.github.zmq4j.internal.engine.Waiter;
import io.github.zmq4j.internal.pipe.Link.Urgency;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several threads share a link as they share a socket: they write to its pipe under a lock and have
 * it flushed outside of it. In every pause all that was written must come out at the peer: nobody
 * flushes again.
 */
class WireLinkStressTest {
  private static final List<Urgency> URGENCIES = List.of(Urgency.values());
  private static final int SENDERS = 3;
  private static final int NUMBER_BYTES = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore[] room = new Semaphore[SENDERS]; // each sender's sleep
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong came = new AtomicLong();
  private LinkRig rig;
  private long next; // guarded by lock

  static LongStream seeds() {
    return Stress.seeds(4);
  }

  private void send(Semaphore room, SplittableRandom random) throws InterruptedException {
    Urgency urgency = URGENCIES.get(random.nextInt(URGENCIES.size()));
    int padding = random.nextInt(8) == 0 ? random.nextInt(200) * NUMBER_BYTES : 0;
    boolean sent = false;
    while (!sent) {
      room.drainPermits();
      lock.lock();
      try {
        byte[] bytes = new byte[NUMBER_BYTES + padding];
        for (int i = 0; i < bytes.length; i += NUMBER_BYTES) {
          ByteBuffer.wrap(bytes).putLong(i, next);
        }
        sent = rig.pipe.offer(Message.of(bytes));
        if (sent) {
          next++;
          written.addAndGet(bytes.length);
        }
      } finally {
        lock.unlock();
      }
      if (sent) {
        rig.link.onWritten(NUMBER_BYTES + padding, urgency);
      } else {
        room.acquire();
      }
    }
  }

  private void tellOfRoom() {
    for (Semaphore each : room) {
      each.release();
    }
  }

  private void receive(SplittableRandom random) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(10_000);
    long expected = 0;
    while (true) {
      buffer.limit(buffer.position() + 1 + random.nextInt(buffer.capacity() - buffer.position()));
      if (rig.peer.read(buffer) < 0) {
        return;
      }
      buffer.flip();
      while (buffer.remaining() >= NUMBER_BYTES) {
        long number = buffer.getLong();
        if (number != expected && number != expected + 1) {
          throw new AssertionError(number + " came after " + expected);
        }
        expected = number;
        came.addAndGet(NUMBER_BYTES);
      }
      buffer.compact();
      Stress.dawdle(random);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingIsLeftBehind(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    long end = Stress.end();
    int hwm = random.nextBoolean() ? 0 : 1 + random.nextInt(100);
    boolean led = random.nextBoolean();
    AtomicInteger sendersLeft = new AtomicInteger();
    SplittableRandom readersRandom = random.split();
    Arrays.setAll(room, i -> new Semaphore(0));
    try (LinkRig opened = new LinkRig(hwm, this::tellOfRoom);
        Crew reading = new Crew()) {
      rig = opened;
      reading.start("peer", () -> receive(readersRandom));
      while (Stress.goesOn(end) && !reading.hasFailed()) {
        try (Crew crew = new Crew()) {
          sendersLeft.set(SENDERS);
          for (int i = 0; i < SENDERS; i++) {
            Semaphore bed = room[i];
            SplittableRandom own = random.split();
            int burst = 1 + own.nextInt(own.nextInt(4) == 0 ? 1_000 : 5);
            crew.start(
                "sender-" + i,
                () -> {
                  for (int j = 0; j < burst; j++) {
                    send(bed, own);
                    Stress.dawdle(own);
                  }
                  sendersLeft.decrementAndGet();
                });
          }
          if (led) {
            crew.start("leader", () -> lead(sendersLeft));
          }
          crew.join(Stress.PATIENCE);
        }
        Stress.until("all came", () -> came.get() == written.get() || reading.hasFailed());
      }
      rig.onDriver(rig.link::flush); // the last writer is out of the gate
      rig.end();
      reading.join(Stress.PATIENCE);
      assertThat(rig.broken).isEmpty();
    }
    assertThat(came.get()).isEqualTo(written.get()).isPositive();
  }

  /** Waits on the reactor, as receivers do beside senders, so that who drives often changes. */
  private void lead(AtomicInteger sendersLeft) {
    Waiter waiter = new Waiter();
    while (sendersLeft.get() > 0) {
      waiter.reset();
      rig.reactor.await(waiter, System.nanoTime() + 300_000);
    }
  }
}
