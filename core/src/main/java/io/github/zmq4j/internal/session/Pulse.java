package io.github.zmq4j.internal.session;

import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Timers.Timer;
import io.github.zmq4j.internal.zmtp.Heartbeat;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to the heartbeats of one connection at the times that its {@link Heartbeat} asks for.
 *
 * <p><b>Threading.</b> Confined to the reactor's driver.
 */
final class Pulse {
  private final Reactor reactor;
  private final Heartbeat heartbeat;
  private final BooleanSupplier isDeaf;
  private final IntConsumer sendPing;
  private final Runnable onSilence;
  private @Nullable Timer next;

  /**
   * A pulse that does not beat yet.
   *
   * @param isDeaf whether we do not read at the moment, so that silence is our own doing
   * @param sendPing sends a PING with this TTL in tenths of a second
   * @param onSilence the peer gives no sign of life
   */
  Pulse(
      Reactor reactor,
      Heartbeat heartbeat,
      BooleanSupplier isDeaf,
      IntConsumer sendPing,
      Runnable onSilence) {
    this.reactor = reactor;
    this.heartbeat = heartbeat;
    this.isDeaf = isDeaf;
    this.sendPing = sendPing;
    this.onSilence = onSilence;
  }

  /** The handshake is over, with a peer that knows heartbeats. */
  void start() {
    heartbeat.start(System.nanoTime());
    schedule();
  }

  /** Something came from the peer. */
  void onTraffic() {
    heartbeat.onTraffic();
  }

  /** The peer has sent a PING with this TTL in tenths of a second. */
  void onPing(int ttlTenths) {
    heartbeat.onPing(ttlTenths, System.nanoTime());
    schedule();
  }

  /** There is no traffic any more. */
  void stop() {
    reactor.timers().cancel(next);
    next = null;
  }

  private void schedule() {
    stop();
    if (heartbeat.hasDeadline()) {
      next = reactor.timers().set(heartbeat.nextDeadlineNanos(), this::onDeadline);
    }
  }

  private void onDeadline() {
    next = null;
    if (isDeaf.getAsBoolean()) {
      heartbeat.onTraffic();
    }
    switch (heartbeat.onTimeout(System.nanoTime())) {
      case CLOSE -> onSilence.run();
      case SEND_PING -> {
        sendPing.accept(heartbeat.ttlTenths());
        schedule();
      }
      case NOTHING -> schedule();
    }
  }
}
