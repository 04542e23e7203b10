package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How long tests wait for what must happen, and how they wait: never longer than it takes. */
final class Patience {
  /** Far more than anything here takes; reached only by a test that fails. */
  static final Duration LIMIT = Duration.ofSeconds(20);

  private static final long LOOK_EVERY_NANOS = 500_000;

  private Patience() {}

  /** Receives a message that must come. */
  static Message receive(Receiving socket) {
    Message message = socket.tryReceive(LIMIT);
    assertThat(message).as("a message for %s", socket).isNotNull();
    return message;
  }

  /** Receives the text of a message that must come. */
  static String receiveText(Receiving socket) {
    return receive(socket).text();
  }

  /** Waits for what no event tells of. */
  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        fail("It did not happen in " + LIMIT.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  /** Milliseconds that an action took. */
  static long millisOf(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return (System.nanoTime() - start) / 1_000_000;
  }
}
