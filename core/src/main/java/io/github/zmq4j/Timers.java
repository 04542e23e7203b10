package io.github.zmq4j;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Timers for a program's own loop: they run when the loop says so, on its thread.
 *
 * <pre>{@code
 * Timers timers = new Timers();
 * timers.add(Duration.ofSeconds(1), id -> socket.trySend("heartbeat"));
 * while (true) {
 *   for (Poller.Ready ready : poller.poll(timers.timeout())) {
 *     handle(ready);
 *   }
 *   timers.execute();
 * }
 * }</pre>
 *
 * <p>A timer goes off again and again until it is cancelled. When the loop was late, it goes off
 * once, and the next interval counts from then: what was missed is not made up for.
 *
 * <p><b>Threading.</b> For one thread at a time. Handlers run inside {@link #execute()} and may
 * add, change and cancel timers, their own included.
 *
 * @see <a href="https://libzmq.readthedocs.io/en/latest/zmq_timers.html">zmq_timers</a>
 */
public final class Timers {
  private final LongSupplier nanoClock;
  private final Map<Integer, Timer> byId = new HashMap<>();
  private final TreeSet<Timer> byDeadline = new TreeSet<>(Timer::compare);
  private int nextId = 1;

  /** One timer; {@code deadlineNanos} changes only while it is not in {@code byDeadline}. */
  private static final class Timer {
    final int id;
    final IntConsumer handler;
    long intervalNanos;
    long deadlineNanos;

    Timer(int id, IntConsumer handler) {
      this.id = id;
      this.handler = handler;
    }

    static int compare(Timer left, Timer right) {
      int earlier = Long.signum(left.deadlineNanos - right.deadlineNanos);
      return earlier != 0 ? earlier : Integer.compare(left.id, right.id);
    }
  }

  /** Starts without timers. */
  public Timers() {
    this(System::nanoTime);
  }

  Timers(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * Adds a timer that goes off after each interval from now.
   *
   * @param interval 0 or longer; with 0 it goes off at each {@link #execute()}
   * @param handler is given the timer's number
   * @return the number of the timer, 1 or more; no other had it
   * @throws ZmqException {@link ErrorCode#EINVAL} if the interval is negative
   */
  public int add(Duration interval, IntConsumer handler) {
    Timer timer = new Timer(nextId, handler);
    timer.intervalNanos = nanos(interval);
    nextId++;
    byId.put(timer.id, timer);
    restart(timer);
    return timer.id;
  }

  /**
   * Ends a timer.
   *
   * @param id as {@code add} answered it
   * @throws ZmqException {@link ErrorCode#EINVAL} if there is no such timer, or no more
   */
  public void cancel(int id) {
    byDeadline.remove(find(id));
    byId.remove(id);
  }

  /**
   * Gives a timer another interval, which counts from now.
   *
   * @param id as {@code add} answered it
   * @param interval 0 or longer
   * @throws ZmqException {@link ErrorCode#EINVAL} if there is no such timer, or the interval is
   *     negative
   */
  public void setInterval(int id, Duration interval) {
    Timer timer = find(id);
    timer.intervalNanos = nanos(interval);
    restart(timer);
  }

  /**
   * Has the interval of a timer count from now.
   *
   * @param id as {@code add} answered it
   * @throws ZmqException {@link ErrorCode#EINVAL} if there is no such timer
   */
  public void reset(int id) {
    restart(find(id));
  }

  /**
   * How long to wait until the next timer goes off, as {@link Poller#poll(Duration)} takes it.
   *
   * @return 0 if one is due; {@link SocketOption#INFINITE} if there are none
   */
  public Duration timeout() {
    if (byDeadline.isEmpty()) {
      return SocketOption.INFINITE;
    }
    long left = byDeadline.first().deadlineNanos - nanoClock.getAsLong();
    return Duration.ofNanos(Math.max(0, left));
  }

  /**
   * Runs the handlers of the timers that are due, the longest due first, each once. An exception of
   * a handler is passed on; the timers not yet run stay due.
   *
   * @return how many were run
   */
  public int execute() {
    long now = nanoClock.getAsLong();
    Timer last = new Timer(nextId - 1, id -> {}); // those that handlers add come later
    last.deadlineNanos = now;
    int executed = 0;
    for (Timer due : byDeadline.headSet(last, true).toArray(new Timer[0])) {
      if (byDeadline.contains(due) && due.deadlineNanos - now <= 0) { // else a handler changed it
        restart(due, now);
        executed++;
        due.handler.accept(due.id);
      }
    }
    return executed;
  }

  private Timer find(int id) {
    Timer timer = byId.get(id);
    if (timer == null) {
      throw new ZmqException(ErrorCode.EINVAL, "There is no timer " + id + ", or no more");
    }
    return timer;
  }

  private void restart(Timer timer) {
    restart(timer, nanoClock.getAsLong());
  }

  private void restart(Timer timer, long now) {
    byDeadline.remove(timer);
    timer.deadlineNanos = now + timer.intervalNanos;
    byDeadline.add(timer);
  }

  private static long nanos(Duration interval) {
    if (interval.isNegative() || interval.compareTo(ValueRange.LONGEST) > 0) {
      throw new ZmqException(
          ErrorCode.EINVAL,
          "A timer's interval is 0 to " + ValueRange.LONGEST.toMillis() + " ms, not " + interval);
    }
    return interval.toNanos();
  }
}
