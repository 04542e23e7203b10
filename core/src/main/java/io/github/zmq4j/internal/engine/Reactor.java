package io.github.zmq4j.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A selector, a queue of tasks and a heap of timers, as a passive object that anyone may drive.
 * What is turned is {@link EventLoop}'s matter; who turns it is decided here.
 *
 * <p><b>The driver.</b> Exactly one thread drives at a time: whoever put itself into {@code driver}
 * by a compare-and-set. Connections, timers and the read buffer belong to the driver; taking and
 * leaving the role are the volatile accesses that hand them from thread to thread.
 *
 * <p><b>Leading.</b> A platform thread that waits takes the role when it is free and turns the
 * reactor until its {@link Waiter} is signalled, so that what it waits for happens on its own
 * stack. When somebody else drives it follows: it puts itself among the {@link Followers}, looks
 * once more whether the role has become free, and parks. Whoever leaves the role wakes one follower
 * - the leaver clears {@code driver} and then reads the followers, the follower adds itself and
 * then reads {@code driver}: one of the two sees the other. A follower that was woken but needs the
 * role no more passes it on.
 *
 * <p><b>The {@link Caretaker}</b> is the reactor's own thread, for the times in which nobody leads.
 * Threads that must not lead - virtual ones, and all when the context says so - park, and the
 * caretaker serves them at once.
 *
 * <p><b>Tasks.</b> {@link #post} queues and then looks who could be asleep on it: a driver in the
 * selector is woken, else the caretaker, unless it ticks and will look soon by itself. A driver
 * that is about to sleep sees the task, see {@link EventLoop}; one that is about to leave the role
 * clears {@code driver} and then reads the queue.
 *
 * <p><b>Deferred tasks</b> are run when somebody waits. Who waits counts himself, among the leads
 * or the enlistings, and then looks whether there are some; the driver raises the flag that there
 * are, and then looks whether the counts have changed. One of the two runs them.
 */
public final class Reactor {
  /** How often the caretaker looks in, and how long what is deferred may wait. */
  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final VarHandle DRIVER;

  static {
    try {
      DRIVER = MethodHandles.lookup().findVarHandle(Reactor.class, "driver", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final boolean callerDrives;
  private final Followers followers = new Followers();
  private final Buffers buffers = new Buffers();
  private final EventLoop loop = new EventLoop(followers, buffers);
  private final Caretaker caretaker;

  private volatile @Nullable Thread driver;
  private volatile int leads; // written by whoever has just become driver, counting itself

  /** Opens a reactor; its caretaker starts at once as a daemon. */
  public Reactor(String threadName, boolean callerDrives) {
    this.callerDrives = callerDrives;
    this.caretaker = new Caretaker(this, loop, followers, threadName);
    caretaker.start();
  }

  // ---- For everyone ----------------------------------------------------------------------------

  /** Has a task run by the driver, soon. Thread-safe. */
  public void post(Runnable task) {
    loop.offer(task);
    Thread current = driver;
    if (current == null) {
      caretaker.onTask();
    } else if (current != Thread.currentThread()) {
      loop.wake();
    }
  }

  /** Runs a task now if the caller is the driver, else posts it. Thread-safe. */
  public void execute(Runnable task) {
    if (isDriver()) {
      task.run();
    } else {
      post(task);
    }
  }

  /** Whether the current thread is the driver. */
  public boolean isDriver() {
    return driver == Thread.currentThread();
  }

  /** Where buffers come from, and may go back to; thread-safe. */
  public Buffers buffers() {
    return buffers;
  }

  /**
   * Waits until the waiter is signalled. Ends early when the deadline passes or the thread is
   * interrupted, whose flag then stays set.
   *
   * @return whether the waiter was signalled
   * @throws IllegalStateException on the driver's stack: what it waits for could never happen
   */
  public boolean await(Waiter waiter, long deadlineNanos) {
    waiter.begin();
    try {
      return awaitSignal(waiter, deadlineNanos);
    } finally {
      waiter.end();
    }
  }

  /**
   * Waits until the waiter is signalled, by whichever of several reactors. With one, it may drive
   * it; with several it parks, and their caretakers serve it at once; with none it just parks. Ends
   * early when the deadline passes or the thread is interrupted, whose flag then stays set.
   *
   * @return whether the waiter was signalled
   */
  public static boolean awaitAny(List<Reactor> reactors, Waiter waiter, long deadlineNanos) {
    if (reactors.size() == 1) {
      return reactors.get(0).await(waiter, deadlineNanos);
    }
    for (Reactor reactor : reactors) {
      reactor.followers.add(waiter, false);
      reactor.hurryDeferred();
      if (reactor.driver == null) { // read after joining the followers, see there
        reactor.caretaker.wake();
      }
    }
    waiter.begin();
    try {
      waiter.park(deadlineNanos);
    } finally {
      waiter.end();
      for (Reactor reactor : reactors) {
        reactor.followers.remove(waiter, false);
      }
    }
    return waiter.isSignalled();
  }

  /**
   * Ends the reactor: everything registered must be closed already. Runs what was posted before,
   * and waits for the caretaker. What is posted later never runs.
   */
  public void close() {
    loop.stop();
    caretaker.wake();
    if (Thread.currentThread() != caretaker.thread()) {
      CallerThreads.awaitEnd(caretaker.thread());
    }
  }

  // ---- For the driver --------------------------------------------------------------------------

  /** Registers a channel. Driver only. */
  public SelectionKey register(SelectableChannel channel, int ops, Selectable selectable)
      throws ClosedChannelException {
    assert isDriver();
    return loop.register(channel, ops, selectable);
  }

  /** The timers. Driver only. */
  public Timers timers() {
    assert isDriver();
    return loop.timers();
  }

  /** Counts the waits that have begun, of all threads. Thread-safe. */
  public int waits() {
    return leads + followers.enlistings();
  }

  /**
   * Has a task run within a tick, or as soon as somebody waits: he may wait for what it does.
   * Driver only.
   *
   * @param waits what {@link #waits()} said when the caller decided; if it has changed since, the
   *     task runs at once
   */
  public void defer(Runnable task, int waits) {
    assert isDriver();
    loop.defer(task);
    if (waits() != waits) { // who waits counts himself first and looks for the flag then
      loop.runDeferred();
    }
  }

  /** Lets go of channels that were closed, so that their addresses are free. In a task only. */
  public void releaseClosed() {
    assert isDriver();
    loop.releaseClosed();
  }

  /** A buffer for reading, empty, valid until the callee returns. Driver only. */
  public ByteBuffer readBuffer() {
    assert isDriver();
    return loop.readBuffer();
  }

  /**
   * What is left in the buffer for reading, for later: the buffer itself, which is the caller's
   * then and should go back to {@link #buffers()}, or a copy if little is left. Driver only.
   */
  public ByteBuffer keep(ByteBuffer rest) {
    assert isDriver();
    return loop.keep(rest);
  }

  // ---- The role --------------------------------------------------------------------------------

  boolean takeRole(Thread self) {
    return driver == null && DRIVER.compareAndSet(this, null, self);
  }

  void leaveRole() {
    driver = null;
    passRoleOn();
  }

  /** Whether somebody has the role. */
  boolean isDriven() {
    return driver != null;
  }

  /** How often application threads have taken the role. */
  int leads() {
    return leads;
  }

  /** The role is free: wakes a follower to take it, or the caretaker if there is work for it. */
  private void passRoleOn() {
    Waiter first = followers.first();
    if (first != null) {
      LockSupport.unpark(first.thread());
    } else {
      caretaker.onRoleFree();
    }
  }

  // ---- Leading and following -------------------------------------------------------------------

  private boolean awaitSignal(Waiter waiter, long deadlineNanos) {
    Thread self = waiter.thread();
    if (isDriver()) {
      throw new IllegalStateException(
          "A callback must not wait: its thread serves the network, for itself too");
    }
    boolean mayLead = callerDrives && !CallerThreads.isVirtual(self);
    boolean followed = false;
    while (!waiter.isSignalled() && !self.isInterrupted() && !loop.isStopped()) {
      long left = Deadline.left(deadlineNanos);
      if (left <= 0) {
        break;
      }
      if (mayLead && takeRole(self)) {
        lead(waiter, deadlineNanos);
        followed = false;
      } else {
        follow(waiter, left, mayLead);
        followed = true;
      }
    }
    if (followed && driver == null) {
      passRoleOn(); // it may have been offered to us
    }
    return waiter.isSignalled();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // whoever has the role is the only writer
  private void lead(Waiter waiter, long deadlineNanos) {
    leads++;
    waiter.leads(this);
    try {
      loop.runDeferred();
      while (!waiter.isSignalled() && !loop.isStopped() && !waiter.thread().isInterrupted()) {
        long left = Deadline.left(deadlineNanos);
        if (left <= 0) {
          return;
        }
        loop.turn(waiter, left);
      }
    } finally {
      waiter.leads(null);
      leaveRole();
    }
  }

  private void follow(Waiter waiter, long nanos, boolean mayLead) {
    followers.add(waiter, mayLead);
    try {
      hurryDeferred();
      Thread current = driver; // read after joining the followers, see there
      if (current == null) {
        if (mayLead) {
          return; // and take the role
        }
        caretaker.wake();
      } else if (mayLead && current == caretaker.thread()) {
        loop.wake(); // ask for the role
      }
      while (waiter.spins() && !waiter.isSignalled()) {
        if (driver == null && mayLead) {
          return;
        }
        Thread.onSpinWait();
      }
      if (!waiter.isSignalled() && !loop.isStopped()) {
        LockSupport.parkNanos(this, nanos);
      }
    } finally {
      followers.remove(waiter, mayLead);
    }
  }

  /** Has deferred tasks run, as somebody waits. After it has counted itself. */
  private void hurryDeferred() {
    if (loop.hasDeferred()) {
      post(loop::runDeferred);
    }
  }

  /** Wakes the driver if it is in the selector. Thread-safe. */
  void wakeSelector() {
    loop.wake();
  }
}
