package io.github.zmq4j.internal.engine;

import io.github.zmq4j.internal.concurrent.MpscQueue;
import io.github.zmq4j.internal.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the driver of a reactor turns: tasks, timers, what was deferred, and the selector. It knows
 * nothing of who drives.
 *
 * <p><b>Sleep.</b> The driver raises {@code selecting}, looks for the last time whether there is
 * something to do, and only then sleeps in the selector. Whoever has something for it says so first
 * - queues a task, signals the waiter, joins the followers, stops the loop - and then reads {@code
 * selecting}, to wake the selector. All of these are volatile: either the driver sees what there is
 * to do, or the other sees that it must be woken. So nothing is slept on.
 *
 * <p><b>Threading.</b> Confined to the reactor's driver, except where said otherwise.
 */
final class EventLoop {
  private static final int TASKS_A_TURN = 1024;
  private static final int LAST_TURNS = 100;

  private final Followers followers;
  private final Selector selector;
  private final Consumer<SelectionKey> dispatch = this::dispatch;
  private volatile boolean selecting; // written by the driver: it is in the selector, or nearly
  private volatile boolean stopped; // written by anyone

  private final MpscQueue<Runnable> tasks = new MpscQueue<>(); // offered to by anyone
  private final Timers timers = new Timers();
  private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
  private volatile boolean hasDeferred; // written by the driver, read by anyone
  private long deferredDue; // while there are some

  private final Buffers buffers;
  private ByteBuffer readBuffer;

  EventLoop(Followers followers, Buffers buffers) {
    this.followers = followers;
    this.buffers = buffers;
    this.readBuffer = buffers.take();
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open a selector", e);
    }
  }

  // ---- For everyone ----------------------------------------------------------------------------

  /** Queues a task; the driver may sleep on it until it is woken. Thread-safe. */
  void offer(Runnable task) {
    tasks.offer(task);
  }

  /** Whether there are tasks. Thread-safe. */
  boolean hasTasks() {
    return !tasks.isEmpty();
  }

  /** Whether there are deferred tasks. Thread-safe. */
  boolean hasDeferred() {
    return hasDeferred;
  }

  /** Wakes the driver if it is in the selector. Thread-safe. */
  void wake() {
    if (selecting) {
      selector.wakeup();
    }
  }

  /** Has the driver leave, and later ones not sleep. Thread-safe. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  /** Whether it was stopped. Thread-safe. */
  boolean isStopped() {
    return stopped;
  }

  // ---- What the driver has ---------------------------------------------------------------------

  SelectionKey register(SelectableChannel channel, int ops, Selectable selectable)
      throws ClosedChannelException {
    return channel.register(selector, ops, selectable);
  }

  Timers timers() {
    return timers;
  }

  /** A buffer for reading, empty, valid until the callee returns. */
  ByteBuffer readBuffer() {
    return readBuffer.clear();
  }

  /** See {@link Reactor#keep}. */
  ByteBuffer keep(ByteBuffer rest) {
    if (rest.remaining() < rest.capacity() / 2) {
      return ByteBuffer.allocate(rest.remaining()).put(rest).flip();
    }
    readBuffer = buffers.take();
    return rest;
  }

  /** Keeps a task until it is due, a tick from the first one, or {@link #runDeferred} is called. */
  void defer(Runnable task) {
    if (deferred.isEmpty()) {
      deferredDue = System.nanoTime() + Reactor.TICK_NANOS;
    }
    deferred.add(task);
    hasDeferred = true;
  }

  // ---- The turn --------------------------------------------------------------------------------

  /**
   * Runs tasks and due timers, selects, dispatches what is ready.
   *
   * @param waiter what the driver waits for; null: it is the caretaker, which sleeps for as long as
   *     nobody follows who may lead
   * @param maxNanos how long it may sleep
   */
  void turn(@Nullable Waiter waiter, long maxNanos) {
    runTasks();
    long nanos = maxNanos;
    if (hasDeferred) {
      nanos = Math.min(nanos, deferredDue - System.nanoTime());
      if (nanos <= 0) {
        runDeferred();
      }
    }
    if (!timers.isEmpty()) {
      long now = System.nanoTime();
      fireTimers(now);
      if (!timers.isEmpty()) {
        nanos = Math.min(nanos, Math.max(0, timers.nanosToFirst(now)));
      }
    }
    if (waiter != null && waiter.isSignalled()) {
      return;
    }
    select(waiter, nanos);
    runTasks(); // what the dispatch left to do
  }

  /** Lets go of channels that were closed, so that their addresses are free. */
  void releaseClosed() {
    select(null, 0);
  }

  private void select(@Nullable Waiter waiter, long nanos) {
    try {
      if (nanos <= 0) {
        selector.selectNow(dispatch);
        return;
      }
      if (waiter != null && spin(waiter)) {
        return;
      }
      selecting = true;
      if (mustNotSleep(waiter)) {
        selector.selectNow(dispatch);
      } else {
        selector.select(dispatch, wholeMillis(nanos));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The selector failed", e);
    } finally {
      selecting = false;
    }
  }

  /** Looks again and again for a moment, if that is of use; answers whether there was something. */
  private boolean spin(Waiter waiter) throws IOException {
    while (waiter.spins()) {
      if (selector.selectNow(dispatch) > 0 || waiter.isSignalled() || !tasks.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Looks for the last time, after {@code selecting} was raised. */
  private boolean mustNotSleep(@Nullable Waiter waiter) {
    return !tasks.isEmpty()
        || stopped
        || (waiter == null ? followers.mayLead() : waiter.isSignalled());
  }

  /** Rounded up, since a selector that wakes too early would spin; 0 means without end. */
  private static long wholeMillis(long nanos) {
    return nanos > Long.MAX_VALUE / 2 ? 0 : (nanos + 999_999) / 1_000_000;
  }

  private void runTasks() {
    Runnable task;
    for (int i = 0; i < TASKS_A_TURN && (task = tasks.poll()) != null; i++) {
      runSafely(task);
    }
  }

  /** Runs what was deferred, if there is something. */
  void runDeferred() {
    if (!hasDeferred) {
      return;
    }
    hasDeferred = false;
    Runnable task;
    for (int i = deferred.size(); i > 0 && (task = deferred.poll()) != null; i--) {
      runSafely(task); // which may be deferred again
    }
  }

  private void fireTimers(long now) {
    Runnable due;
    while ((due = timers.pollDue(now)) != null) {
      runSafely(due);
    }
  }

  /** Runs what is left to do, and closes the selector. The last driver's last act. */
  void finish() {
    for (int i = 0; i < LAST_TURNS && !tasks.isEmpty(); i++) {
      runTasks();
    }
    runDeferred();
    try {
      selector.close();
    } catch (IOException e) {
      Log.logger().log(Level.WARNING, "Closing the selector failed", e);
    }
  }

  // ---- What fails ------------------------------------------------------------------------------

  /**
   * Runs what belongs to somebody else than the thread that drives just now: whatever comes out of
   * it, an Error too, must neither end that thread's wait nor the caretaker.
   */
  private static void runSafely(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      report("A task or timer failed; this is a bug in zmq4j, or memory is short", e);
    }
  }

  private void dispatch(SelectionKey key) {
    if (!key.isValid()) {
      return; // closed by the handler of another channel, this same turn
    }
    Selectable selectable = (Selectable) key.attachment();
    try {
      selectable.onReady(key.readyOps());
    } catch (RuntimeException | Error e) {
      report("A connection failed; this is a bug in zmq4j, or memory is short", e);
      runSafely(() -> selectable.onBroken(e));
    }
  }

  /** Logs a failure of our own. Thread-safe. */
  static void report(String what, Throwable cause) {
    try {
      Log.logger().log(Level.ERROR, what, cause);
    } catch (RuntimeException | Error e) {
      // The logger fails too. We must go on, for whoever else depends on this reactor.
    }
  }
}
