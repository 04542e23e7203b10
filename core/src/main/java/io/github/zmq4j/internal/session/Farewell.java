package io.github.zmq4j.internal.session;

import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Timers.Timer;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection that has written everything. A close now would be a reset if the peer is
 * sending meanwhile, and a reset throws away what the network has not delivered yet. So we end our
 * half only, and hear the peer out until he has ended his own, says nothing, or goes on too long.
 *
 * <p><b>Threading.</b> Confined to the reactor's driver.
 */
final class Farewell {
  private static final long LONGEST_NANOS = 5_000_000_000L;
  private static final long QUIET_NANOS = 200_000_000;
  private static final int READS_A_TURN = 8;

  private final Reactor reactor;
  private final SocketChannel channel;
  private final Runnable onEnd;
  private @Nullable Timer longest;
  private @Nullable Timer quiet;

  /**
   * Prepares it.
   *
   * @param onEnd the channel may be closed
   */
  Farewell(Reactor reactor, SocketChannel channel, Runnable onEnd) {
    this.reactor = reactor;
    this.channel = channel;
    this.onEnd = onEnd;
  }

  /**
   * Ends our half.
   *
   * @param isLimited whether somebody else sees to it that it does not take too long
   */
  void begin(boolean isLimited) throws IOException {
    channel.shutdownOutput();
    if (!isLimited) {
      longest = reactor.timers().set(System.nanoTime() + LONGEST_NANOS, onEnd);
    }
    awaitQuiet();
  }

  /** The peer says something still, or has closed. */
  void hear() {
    try {
      for (int i = 0; i < READS_A_TURN; i++) {
        int count = channel.read(reactor.readBuffer());
        if (count < 0) {
          onEnd.run();
          return;
        } else if (count == 0) {
          break;
        }
      }
      awaitQuiet();
    } catch (IOException e) {
      onEnd.run();
    }
  }

  private void awaitQuiet() {
    reactor.timers().cancel(quiet);
    quiet = reactor.timers().set(System.nanoTime() + QUIET_NANOS, onEnd);
  }

  /** The channel is closed. */
  void cancel() {
    reactor.timers().cancel(longest);
    reactor.timers().cancel(quiet);
  }
}
