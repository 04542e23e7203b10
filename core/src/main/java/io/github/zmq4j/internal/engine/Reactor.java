package io.github.zmq4j.internal.engine;

import io.github.zmq4j.internal.concurrent.MpscQueue;
import io.github.zmq4j.internal.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A selector, a queue of tasks and a heap of timers, as a passive object that anyone may drive.
 *
 * <p><b>The driver.</b> Exactly one thread drives at a time: whoever put itself into {@code driver}
 * by a compare-and-set. Connections, timers and the read buffer belong to the driver; taking and
 * leaving the role are the volatile accesses that hand them from thread to thread.
 *
 * <p><b>Leading.</b> A platform thread that waits takes the role when it is free and turns the
 * reactor until its {@link Waiter} is signalled, so that what it waits for happens on its own
 * stack. When somebody else drives it follows: it puts itself among the {@code followers}, looks
 * once more whether the role has become free, and parks. Whoever leaves the role wakes one follower
 * - the leaver clears {@code driver} and then reads the followers, the follower adds itself and
 * then reads {@code driver}: one of the two sees the other. A follower that was woken but needs the
 * role no more passes it on.
 *
 * <p><b>The caretaker</b> is the reactor's own thread. While application threads lead now and then
 * it looks in once a tick, and turns once without waiting if nobody drives. When none has led for a
 * few ticks it takes the role and blocks in the selector, as a classic I/O thread does, until a
 * follower asks for the role. While one leader sits in the selector it sleeps until the role is
 * left. Threads that must not lead - virtual ones, and all when the context says so - park, and the
 * caretaker serves them at once.
 *
 * <p><b>Tasks.</b> {@link #post} queues and then looks who could be asleep on it: a driver in the
 * selector is woken, else the caretaker, unless it ticks and will look soon by itself. The driver
 * raises {@code selecting} before it looks at the queue for the last time, and {@code post} queues
 * before it reads that flag, so no task is slept on.
 */
public final class Reactor {
  private static final VarHandle DRIVER;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int QUIET_TICKS = 4;
  private static final int TASKS_A_TURN = 1024;
  private static final int LAST_TURNS = 100;
  private static final int READ_BUFFER_BYTES = 128 * 1024;

  static {
    try {
      DRIVER = MethodHandles.lookup().findVarHandle(Reactor.class, "driver", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Selector selector;
  private final MpscQueue<Runnable> tasks = new MpscQueue<>();
  private final Thread caretaker;
  private final boolean callerDrives;
  private final Buffers buffers = new Buffers();

  // The driver's.
  private final Timers timers = new Timers();
  private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
  private long deferredDue; // while there are some

  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
  private final Consumer<SelectionKey> dispatch = this::dispatch;

  private volatile @Nullable Thread driver;
  private volatile boolean selecting; // written by the driver: it is in the selector, or nearly
  private volatile boolean ticking; // written by the caretaker: it will look in within a tick
  private volatile boolean caretakerAsleep; // written by the caretaker: it sleeps until woken
  private volatile int leads; // written by whoever has just become driver, counting itself
  private volatile boolean hasDeferred; // written by the driver
  private volatile boolean closed;

  // Followers: threads that wait for a message or for the role, whichever comes first.
  private final ReentrantLock followersLock = new ReentrantLock();
  private final ArrayDeque<Waiter> followers = new ArrayDeque<>(); // guarded by followersLock
  private volatile int followerCount; // written under followersLock
  private volatile int passiveCount; // written under followersLock: waiting threads that can't lead
  private volatile int enlistings; // written under followersLock: how many there ever were of both

  /** Opens a reactor; its caretaker starts at once as a daemon. */
  public Reactor(String threadName, boolean callerDrives) {
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open a selector", e);
    }
    this.callerDrives = callerDrives;
    this.caretaker = new Thread(this::takeCare, threadName);
    caretaker.setDaemon(true);
    caretaker.start();
  }

  // ---- For everyone ----------------------------------------------------------------------------

  /** Has a task run by the driver, soon. Thread-safe. */
  public void post(Runnable task) {
    tasks.offer(task);
    Thread current = driver;
    if (current == null) {
      if (!ticking) {
        LockSupport.unpark(caretaker);
      }
    } else if (current != Thread.currentThread()) {
      wakeSelector();
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

  /** The write buffers; thread-safe. */
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

  private boolean awaitSignal(Waiter waiter, long deadlineNanos) {
    Thread self = waiter.thread();
    if (isDriver()) {
      throw new IllegalStateException(
          "A callback must not wait: its thread serves the network, for itself too");
    }
    boolean mayLead = callerDrives && !CallerThreads.isVirtual(self);
    boolean followed = false;
    while (!waiter.isSignalled() && !self.isInterrupted() && !closed) {
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

  /**
   * Ends the reactor: everything registered must be closed already. Runs what was posted before,
   * and waits for the caretaker. What is posted later never runs.
   */
  public void close() {
    closed = true;
    selector.wakeup();
    LockSupport.unpark(caretaker);
    if (Thread.currentThread() != caretaker) {
      CallerThreads.awaitEnd(caretaker);
    }
  }

  // ---- For the driver --------------------------------------------------------------------------

  /** Registers a channel. Driver only. */
  public SelectionKey register(SelectableChannel channel, int ops, Selectable selectable)
      throws ClosedChannelException {
    assert isDriver();
    return channel.register(selector, ops, selectable);
  }

  /** The timers. Driver only. */
  public Timers timers() {
    assert isDriver();
    return timers;
  }

  /** Counts the waits that have begun, of all threads. Thread-safe. */
  public int waits() {
    return leads + enlistings;
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
    if (deferred.isEmpty()) {
      deferredDue = System.nanoTime() + TICK_NANOS;
    }
    deferred.add(task);
    hasDeferred = true;
    if (waits() != waits) { // who waits counts himself first and looks for the flag then
      runDeferred();
    }
  }

  /** Lets go of channels that were closed, so that their addresses are free. In a task only. */
  public void releaseClosed() {
    assert isDriver();
    select(null, 0);
  }

  /** A buffer for reading, empty, valid until the callee returns. Driver only. */
  public ByteBuffer readBuffer() {
    assert isDriver();
    return readBuffer.clear();
  }

  // ---- The role --------------------------------------------------------------------------------

  private boolean takeRole(Thread self) {
    return driver == null && DRIVER.compareAndSet(this, null, self);
  }

  private void leaveRole() {
    driver = null;
    passRoleOn();
  }

  /** The role is free: wakes a follower to take it, or the caretaker if there is work for it. */
  private void passRoleOn() {
    if (followerCount > 0) {
      Waiter first;
      followersLock.lock();
      try {
        first = followers.peekFirst();
      } finally {
        followersLock.unlock();
      }
      if (first != null) {
        LockSupport.unpark(first.thread());
        return;
      }
    }
    if (caretakerAsleep || passiveCount > 0 || (!ticking && !tasks.isEmpty())) {
      LockSupport.unpark(caretaker);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // whoever has the role is the only writer
  private void lead(Waiter waiter, long deadlineNanos) {
    leads++;
    waiter.leads(this);
    try {
      runDeferred();
      while (!waiter.isSignalled() && !closed && !waiter.thread().isInterrupted()) {
        long left = Deadline.left(deadlineNanos);
        if (left <= 0) {
          return;
        }
        turn(waiter, left);
      }
    } finally {
      waiter.leads(null);
      leaveRole();
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
      reactor.enlist(waiter, false);
      if (reactor.hasDeferred) {
        reactor.post(reactor::runDeferred);
      }
      if (reactor.driver == null) { // read after enlisting, see passRoleOn
        LockSupport.unpark(reactor.caretaker);
      }
    }
    waiter.begin();
    try {
      waiter.park(deadlineNanos);
    } finally {
      waiter.end();
      for (Reactor reactor : reactors) {
        reactor.delist(waiter, false);
      }
    }
    return waiter.isSignalled();
  }

  private void follow(Waiter waiter, long nanos, boolean mayLead) {
    enlist(waiter, mayLead);
    try {
      if (hasDeferred) {
        post(this::runDeferred);
      }
      Thread current = driver; // read after enlisting, see passRoleOn
      if (current == null) {
        if (mayLead) {
          return; // and take the role
        }
        LockSupport.unpark(caretaker);
      } else if (mayLead && current == caretaker) {
        wakeSelector(); // ask for the role
      }
      while (waiter.spins() && !waiter.isSignalled()) {
        if (driver == null && mayLead) {
          return;
        }
        Thread.onSpinWait();
      }
      if (!waiter.isSignalled() && !closed) {
        LockSupport.parkNanos(this, nanos);
      }
    } finally {
      delist(waiter, mayLead);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private void enlist(Waiter waiter, boolean mayLead) {
    followersLock.lock();
    try {
      enlistings++;
      if (mayLead) {
        followers.addLast(waiter);
        followerCount = followers.size();
      } else {
        passiveCount++;
      }
    } finally {
      followersLock.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private void delist(Waiter waiter, boolean mayLead) {
    followersLock.lock();
    try {
      if (mayLead) {
        followers.remove(waiter);
        followerCount = followers.size();
      } else {
        passiveCount--;
      }
    } finally {
      followersLock.unlock();
    }
  }

  /** Wakes the driver if it is in the selector. Thread-safe. */
  void wakeSelector() {
    if (selecting) {
      selector.wakeup();
    }
  }

  // ---- Driving ---------------------------------------------------------------------------------

  /** Runs tasks and due timers, selects, dispatches what is ready. Driver only. */
  private void turn(@Nullable Waiter waiter, long maxNanos) {
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
        || closed
        || (waiter == null ? followerCount > 0 : waiter.isSignalled());
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

  private void runDeferred() {
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

  private static void report(String what, Throwable cause) {
    try {
      Log.logger().log(Level.ERROR, what, cause);
    } catch (RuntimeException | Error e) {
      // The logger fails too. We must go on, for whoever else depends on this reactor.
    }
  }

  // ---- The caretaker ---------------------------------------------------------------------------

  private void takeCare() {
    int seenLeads = leads;
    int quietTicks = QUIET_TICKS;
    while (!closed) {
      forgetInterrupts();
      int nowLeads = leads;
      quietTicks = nowLeads == seenLeads ? quietTicks + 1 : 0;
      seenLeads = nowLeads;
      try {
        careOnce(nowLeads, quietTicks);
      } catch (RuntimeException | Error e) {
        report("The selector failed", e); // without us nobody would serve the connections
        tick();
      }
    }
    shutDown();
  }

  /**
   * Does what is to be done now.
   *
   * @param seenLeads how often application threads have led
   * @param quietTicks for how many rounds none has begun to
   */
  private void careOnce(int seenLeads, int quietTicks) {
    if (driver != null) {
      if (quietTicks > 0) {
        sleepWhileLed(seenLeads);
      } else {
        tick();
      }
    } else if (followerCount > 0) {
      tick(); // one of them is on its way
    } else if (quietTicks >= QUIET_TICKS || passiveCount > 0) {
      driveAlone();
    } else {
      if (takeRole(caretaker)) {
        turnOnce();
      }
      tick();
    }
  }

  /** Nobody has a reason to interrupt the caretaker, whose selector would not wait any more. */
  private static void forgetInterrupts() {
    Thread.interrupted();
  }

  private void tick() {
    ticking = true;
    LockSupport.parkNanos(this, TICK_NANOS);
    ticking = false;
  }

  /** The same leader has driven for a tick or more: sleeps until somebody leaves the role. */
  private void sleepWhileLed(int seenLeads) {
    caretakerAsleep = true;
    if (driver != null && leads == seenLeads && !closed) {
      LockSupport.park(this);
    }
    caretakerAsleep = false;
  }

  private void turnOnce() {
    try {
      turn(null, 0);
    } finally {
      leaveRole();
    }
  }

  private void driveAlone() {
    if (!takeRole(caretaker)) {
      return;
    }
    try {
      do {
        forgetInterrupts();
        turn(null, Long.MAX_VALUE);
      } while (!closed && followerCount == 0);
    } finally {
      leaveRole();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // the leader may need this processor to leave
  private void shutDown() {
    while (!takeRole(caretaker)) {
      selector.wakeup(); // a leader leaves when it sees that we are closed
      Thread.yield();
    }
    for (int i = 0; i < LAST_TURNS && !tasks.isEmpty(); i++) {
      runTasks();
    }
    runDeferred();
    try {
      selector.close();
    } catch (IOException e) {
      Log.logger().log(Level.WARNING, "Closing the selector failed", e);
    }
    leaveRole();
  }
}
