package io.github.zmq4j.internal.engine;

import java.util.concurrent.locks.LockSupport;

/**
 * The reactor's own thread, a daemon, which drives when no application thread does.
 *
 * <p>While application threads lead now and then it looks in once a tick, and turns once without
 * waiting if nobody drives. When none has led for a few ticks it takes the role and blocks in the
 * selector, as a classic I/O thread does, until a follower asks for the role. While one leader sits
 * in the selector it sleeps until the role is left. It serves threads that must not lead at once.
 *
 * <p><b>What wakes it.</b> Two flags say how it sleeps, so that it is not woken in vain.
 *
 * <ul>
 *   <li>{@code ticking}: it will look in within a tick, and finds what was queued. Who queues a
 *       task that nobody drives for wakes it unless it is ticking.
 *   <li>{@code asleep}: it sleeps until the role is left. It raises the flag and then reads {@code
 *       driver} for the last time; who leaves the role clears {@code driver} and then reads the
 *       flag. One of the two sees the other.
 * </ul>
 *
 * <p>A wake-up that comes while it does something else is kept by the park that follows.
 *
 * <p><b>Threading.</b> The methods that wake are thread-safe, the rest is the caretaker's own.
 */
final class Caretaker {
  private static final int QUIET_TICKS = 4;

  private final Reactor reactor;
  private final EventLoop loop;
  private final Followers followers;
  private final Thread thread;
  private volatile boolean ticking; // written by the caretaker: it will look in within a tick
  private volatile boolean asleep; // written by the caretaker: it sleeps until woken

  Caretaker(Reactor reactor, EventLoop loop, Followers followers, String threadName) {
    this.reactor = reactor;
    this.loop = loop;
    this.followers = followers;
    this.thread = new Thread(this::takeCare, threadName);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Thread thread() {
    return thread;
  }

  // ---- Waking it -------------------------------------------------------------------------------

  /** Has it look, soon. */
  void wake() {
    LockSupport.unpark(thread);
  }

  /** A task was queued while nobody drove. */
  void onTask() {
    if (!ticking) {
      wake();
    }
  }

  /** The role was left, and nobody follows who may take it. */
  void onRoleFree() {
    if (asleep || followers.arePassive() || (!ticking && loop.hasTasks())) {
      wake();
    }
  }

  // ---- What it does ----------------------------------------------------------------------------

  private void takeCare() {
    int seenLeads = reactor.leads();
    int quietTicks = QUIET_TICKS;
    while (!loop.isStopped()) {
      forgetInterrupts();
      int nowLeads = reactor.leads();
      quietTicks = nowLeads == seenLeads ? quietTicks + 1 : 0;
      seenLeads = nowLeads;
      try {
        careOnce(nowLeads, quietTicks);
      } catch (RuntimeException | Error e) {
        EventLoop.report("The selector failed", e); // without us nobody would serve the connections
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
    if (reactor.isDriven()) {
      if (quietTicks > 0) {
        sleepWhileLed(seenLeads);
      } else {
        tick();
      }
    } else if (followers.mayLead()) {
      tick(); // one of them is on its way
    } else if (quietTicks >= QUIET_TICKS || followers.arePassive()) {
      driveAlone();
    } else {
      if (reactor.takeRole(thread)) {
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
    LockSupport.parkNanos(this, Reactor.TICK_NANOS);
    ticking = false;
  }

  /** The same leader has driven for a tick or more: sleeps until somebody leaves the role. */
  private void sleepWhileLed(int seenLeads) {
    asleep = true;
    if (reactor.isDriven() && reactor.leads() == seenLeads && !loop.isStopped()) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  private void turnOnce() {
    try {
      loop.turn(null, 0);
    } finally {
      reactor.leaveRole();
    }
  }

  private void driveAlone() {
    if (!reactor.takeRole(thread)) {
      return;
    }
    try {
      do {
        forgetInterrupts();
        loop.turn(null, Long.MAX_VALUE);
      } while (!loop.isStopped() && !followers.mayLead());
    } finally {
      reactor.leaveRole();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // the leader may need this processor to leave
  private void shutDown() {
    while (!reactor.takeRole(thread)) {
      loop.stop(); // a leader leaves when it sees that
      Thread.yield();
    }
    loop.finish();
    reactor.leaveRole();
  }
}
