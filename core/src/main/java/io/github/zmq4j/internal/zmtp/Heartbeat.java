package io.github.zmq4j.internal.zmtp;

/**
 * Decides when to ping the peer and when to give it up, from times that it is told.
 *
 * <p>Three timers run. The ping timer goes off each interval, whatever else happens. The silence
 * timer starts with our ping, unless it runs, and the TTL timer with a ping of the peer that
 * carries a TTL. Any sign of life stops these two; when one goes off, the peer is gone.
 *
 * <p>Times are those of one clock that may wrap around; they are compared by subtraction.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, heartbeating</a>
 */
public final class Heartbeat {
  private static final long TENTH_NANOS = 100_000_000;
  private static final int MAX_TTL_TENTHS = 0xffff;
  private static final int MAX_LIBZMQ_TTL_TENTHS = 655;

  private final long intervalNanos;
  private final long timeoutNanos;
  private final int ttlTenths;
  private final Timer ping = new Timer();
  private final Timer silence = new Timer();
  private final Timer ttl = new Timer();

  /** What is to be done. */
  public enum Action {
    /** Nothing. */
    NOTHING,
    /** Send a PING with {@link #ttlTenths()}, and ask again. */
    SEND_PING,
    /** Close the connection: the peer is silent. */
    CLOSE
  }

  /**
   * Creates the timers; none runs before {@link #start}.
   *
   * @param intervalNanos between our pings; 0: we send none
   * @param timeoutNanos how long the peer may be silent after a ping; 0: no matter how long;
   *     negative: the interval
   * @param ttlNanos how long we may be silent, told to the peer in tenths of a second; 0: not told
   */
  public Heartbeat(long intervalNanos, long timeoutNanos, long ttlNanos) {
    this.intervalNanos = intervalNanos;
    this.timeoutNanos = timeoutNanos < 0 ? intervalNanos : timeoutNanos;
    this.ttlTenths = tenths(ttlNanos, intervalNanos);
  }

  /**
   * libzmq multiplies a TTL in 16 bits, so that more than 65.5 s becomes some short time. As long
   * as we ping more often than that, a TTL of 65.5 s serves the purpose of any longer one.
   */
  private static int tenths(long ttlNanos, long intervalNanos) {
    boolean pingsInTime = intervalNanos < MAX_LIBZMQ_TTL_TENTHS * TENTH_NANOS;
    int limit = pingsInTime ? MAX_LIBZMQ_TTL_TENTHS : MAX_TTL_TENTHS;
    return (int) Math.min(ttlNanos / TENTH_NANOS, limit);
  }

  /**
   * The handshake is complete, with a peer that {@linkplain
   * io.github.zmq4j.internal.zmtp.wire.Version#hasHeartbeats() knows heartbeats}.
   *
   * @param nowNanos the time
   */
  public void start(long nowNanos) {
    if (intervalNanos > 0) {
      ping.start(nowNanos, intervalNanos);
    }
  }

  /** A frame of the peer was decoded, of whatever kind: a sign of life. */
  public void onTraffic() {
    silence.stop();
    ttl.stop();
  }

  /**
   * A PING of the peer was decoded; it is to be answered with PONG, whatever our own settings.
   *
   * @param peerTtlTenths what the PING says
   * @param nowNanos the time
   */
  public void onPing(int peerTtlTenths, long nowNanos) {
    onTraffic();
    if (peerTtlTenths > 0) {
      ttl.start(nowNanos, peerTtlTenths * TENTH_NANOS);
    }
  }

  /**
   * Asks what is due.
   *
   * @param nowNanos the time
   * @return what to do
   */
  public Action onTimeout(long nowNanos) {
    if (silence.isDue(nowNanos) || ttl.isDue(nowNanos)) {
      return Action.CLOSE;
    }
    if (!ping.isDue(nowNanos)) {
      return Action.NOTHING;
    }
    ping.start(nowNanos, intervalNanos);
    if (timeoutNanos > 0 && !silence.runs) {
      silence.start(nowNanos, timeoutNanos);
    }
    return Action.SEND_PING;
  }

  /**
   * Whether any timer runs.
   *
   * @return whether {@link #nextDeadlineNanos()} means anything
   */
  public boolean hasDeadline() {
    return ping.runs || silence.runs || ttl.runs;
  }

  /**
   * When {@link #onTimeout} is to be asked next. Changes with each call of another method.
   *
   * @return the earliest time at which something is due
   */
  public long nextDeadlineNanos() {
    return ping.earlier(silence).earlier(ttl).deadlineNanos;
  }

  /**
   * What our PING says.
   *
   * @return tenths of a second; 0: nothing
   */
  public int ttlTenths() {
    return ttlTenths;
  }

  private static final class Timer {
    boolean runs;
    long deadlineNanos;

    void start(long nowNanos, long delayNanos) {
      runs = true;
      deadlineNanos = nowNanos + delayNanos;
    }

    void stop() {
      runs = false;
    }

    boolean isDue(long nowNanos) {
      return runs && nowNanos - deadlineNanos >= 0;
    }

    Timer earlier(Timer other) {
      if (!runs || !other.runs) {
        return runs ? this : other;
      }
      return other.deadlineNanos - deadlineNanos < 0 ? other : this;
    }
  }
}
