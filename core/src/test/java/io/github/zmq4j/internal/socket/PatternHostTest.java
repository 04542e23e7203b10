package io.github.zmq4j.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import io.github.zmq4j.internal.pipe.Link;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatternHostTest {
  private static final Logger LOG = Logger.getLogger("io.github.zmq4j");

  private final PatternHost host = new PatternHost(SocketType.DEALER);

  @AfterEach
  void logAgain() {
    LOG.setLevel(null);
  }

  private Pipe pipe(Link link) {
    Pipe pipe = new Pipe(host, new MessageQueue(0, false), new MessageQueue(0, false));
    pipe.link(link);
    return pipe;
  }

  /** A far end that fails at everything. */
  private static final Link FAILING =
      new Link() {
        @Override
        public void onWritten(int bytes, Urgency urgency) {
          throw new InternalError("a test's");
        }

        @Override
        public void onCredit() {
          throw new InternalError("a test's");
        }

        @Override
        public void onClosed() {
          throw new InternalError("a test's");
        }
      };

  private void assertLockIsFree() {
    AtomicBoolean entered = new AtomicBoolean();
    try (Crew crew = new Crew()) {
      crew.start(
          "enters",
          () -> {
            host.enter();
            host.leave();
            entered.set(true);
          });
      crew.join(Stress.PATIENCE);
    }
    assertThat(entered).isTrue();
  }

  @Test
  void anErrorAtAnEventDoesNotKeepTheLock() {
    LOG.setLevel(Level.OFF);
    host.enter();
    host.close();
    host.leave();
    pipe(FAILING).raise(Pipe.ATTACHED);
    assertLockIsFree();
    Pipe sound = pipe(Link.NONE);
    sound.raise(Pipe.ATTACHED);
    assertThat(sound.isClosed()).isTrue();
  }

  @Test
  void anErrorInAFlushDoesNotKeepTheLock() {
    host.enter();
    host.offer(pipe(FAILING), Message.of("a"));
    host.offer(pipe(FAILING), Message.of("b"));
    assertThatThrownBy(host::leave).isInstanceOf(InternalError.class);
    assertLockIsFree();
  }
}
