package io.github.zmq4j.internal.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import io.github.zmq4j.internal.pipe.Link.Urgency;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WireLinkTest {
  private static final Logger LOG = Logger.getLogger("io.github.zmq4j");

  private LinkRig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new LinkRig(0, () -> {});
  }

  @AfterEach
  void close() throws IOException {
    LOG.setLevel(null);
    rig.close();
  }

  private String read(int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining() && rig.peer.read(buffer) >= 0) {
      // read on
    }
    return new String(buffer.array(), 0, buffer.position(), UTF_8);
  }

  private void write(String text, Urgency urgency) {
    rig.pipe.add(Message.of(text));
    rig.link.onWritten(text.length(), urgency);
  }

  @Test
  void writesTheFirstMessageAtOnceAndTheRestSoon() throws Exception {
    write("a", Urgency.FIRST);
    assertThat(read(1)).isEqualTo("a");
    write("b", Urgency.NEXT);
    write("c", Urgency.NEXT);
    write("d", Urgency.SHARED);
    assertThat(read(3)).isEqualTo("bcd");
  }

  @Test
  void writesTheTailOfAStreamThoughNobodyWaits() throws Exception {
    String text = "x".repeat(1000);
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 300; i++) { // several batches, and a part of one
        write(text, Urgency.NEXT);
      }
      assertThat(read(300 * text.length())).hasSize(300 * text.length());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @Timeout(20)
  void aSenderWritesWhenThePipeIsHalfFull() throws Exception {
    rig.close();
    rig = new LinkRig(10, () -> {});
    CountDownLatch go = new CountDownLatch(1);
    rig.reactor.post(() -> await(go));
    try {
      write("a", Urgency.FIRST);
      write("b", Urgency.SHARED); // left to the reactor, which is busy
      for (int i = 0; i < 5; i++) {
        write("c", Urgency.NEXT);
      }
      assertThat(read(7)).isEqualTo("abccccc");
    } finally {
      go.countDown();
    }
  }

  @Test
  @Timeout(60)
  void endsAlsoFromInsideAWrite() throws Exception {
    AtomicInteger released = new AtomicInteger();
    Runnable onRelease =
        () -> {
          released.incrementAndGet();
          rig.link.end(); // as a callback that closes the socket would, on the driver
        };
    for (int i = 0; i < 3; i++) {
      rig.pipe.add(Message.of(Frame.wrap(ByteBuffer.allocate(10), onRelease)));
    }
    rig.onDriver(rig.link::flush);
    assertThat(released).hasValue(3);
    rig.pipe.add(Message.of(Frame.wrap(ByteBuffer.allocate(10), onRelease)));
    rig.link.onWritten(10, Urgency.NEXT);
    assertThat(released).hasValue(4);
  }

  @Test
  void leavesTheGateOpenWhenAWriteFails() throws Exception {
    LOG.setLevel(Level.OFF);
    Transmission failing = rig.begin();
    failing.send(
        encoder -> {
          throw new StackOverflowError("a test's");
        });
    rig.link.flush();
    assertThat(rig.broken).hasSize(1);
    assertThat(failing.isOpen()).isFalse();
    rig.begin();
    write("a", Urgency.FIRST);
    assertThat(read(1)).isEqualTo("a");
  }

  @Test
  void aReleaseCallbackThatThrowsHarmsNothing() throws Exception {
    LOG.setLevel(Level.OFF);
    Frame frame =
        Frame.wrap(
            ByteBuffer.wrap(new byte[] {'a'}),
            () -> {
              throw new IllegalStateException("a test's");
            });
    rig.pipe.add(Message.of(frame));
    write("b", Urgency.FIRST);
    assertThat(read(2)).isEqualTo("ab");
    assertThat(rig.broken).isEmpty();
  }

  @Test
  void discardsWhatIsQueuedOnlyWhenNobodyElseTakesFromThePipe() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger met = new AtomicInteger();
    AtomicInteger discarded = new AtomicInteger();
    Transmission draining = rig.begin();
    draining.drain();
    rig.onDrained = // the gate's holder, who stays for a while
        () -> {
          inside.incrementAndGet();
          for (int i = 0; i < 100; i++) {
            Thread.yield();
          }
          inside.decrementAndGet();
        };
    for (int round = 0; round < 200; round++) {
      try (Crew crew = new Crew()) {
        crew.start("writer", rig.link::flush);
        rig.link.transmission(null); // lost
        rig.pipe.add(
            Message.of(
                Frame.wrap(
                    ByteBuffer.wrap(new byte[] {'x'}),
                    () -> {
                      met.addAndGet(inside.get());
                      discarded.incrementAndGet();
                    })));
        rig.link.discardQueued();
        crew.join(Stress.PATIENCE);
        rig.link.transmission(draining);
      }
    }
    assertThat(discarded.get()).isEqualTo(200);
    assertThat(met.get()).isZero();
  }

  @Test
  void doesNotKeepASenderThatOthersClaimBeside() throws Exception {
    Thread self = Thread.currentThread();
    AtomicInteger byUs = new AtomicInteger();
    AtomicInteger byAll = new AtomicInteger();
    int most = 10_000;
    Transmission draining = rig.begin();
    draining.drain();
    rig.onDrained = // at each look at the pipe, which finds it empty
        () -> {
          if (Thread.currentThread() == self) {
            byUs.incrementAndGet();
          }
          if (byAll.incrementAndGet() < most) {
            rig.link.flush(); // another claim
          }
        };
    rig.link.flush();
    assertThat(byUs.get()).isLessThan(100);
    Stress.until("every claim is served", () -> byAll.get() == most);
  }
}
