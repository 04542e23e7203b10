package io.github.zmq4j.internal.socket;

import io.github.zmq4j.Context;
import io.github.zmq4j.ContextBuilder;
import io.github.zmq4j.ContextOption;
import io.github.zmq4j.ContextSnapshot;
import io.github.zmq4j.ContextTerminatedException;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.MonitorListener;
import io.github.zmq4j.Socket;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.engine.Deadline;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Spinning;
import io.github.zmq4j.internal.engine.Waiter;
import io.github.zmq4j.internal.log.Log;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A context: its sockets, its reactors, and how it ends.
 *
 * <p>The reactors' caretakers start with the first socket; other threads when they are first
 * needed: a few for looking up names, one for monitor listeners, a few for futures and subscribers.
 * All have ended when {@link #close} returns, but those that a callback of the user's keeps for
 * over a second.
 *
 * <p><b>Threading.</b> Thread-safe. {@code lock} guards the fields that say so; it is never held
 * while a socket's lock is taken.
 */
public final class SocketContext implements Context {
  private static final Duration WARN_AFTER = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final ContextOptions options;
  private final boolean spins;
  private final Monitors.@Nullable Watch monitor;
  private final InprocNames inprocNames = new InprocNames();
  private final ContextThreads threads;
  private final ContextReactors reactors;
  private final Spinning spinning; // of all who wait for another thread of this context
  private final Duration warnAfter;

  private final Set<SocketBase> sockets = new LinkedHashSet<>(); // the open ones; guarded by lock
  private final Set<SocketBase> closing = new LinkedHashSet<>(); // with sessions; guarded by lock
  private final List<Waiter> closers = new ArrayList<>(); // guarded by lock
  private int nextSocketId = 1; // guarded by lock
  private int nextReactor; // racy: any spread will do
  private volatile boolean shutDown; // written under lock
  private boolean closed; // guarded by lock
  private final CountDownLatch threadsEnded = new CountDownLatch(1);

  private SocketContext(ContextBuilder settings, Duration warnAfter) {
    this.warnAfter = warnAfter;
    this.options = new ContextOptions(settings);
    this.spins = settings.spins();
    this.spinning = new Spinning(spins);
    MonitorListener listener = settings.monitor();
    this.monitor = listener == null ? null : new Monitors.Watch(listener);
    this.threads = new ContextThreads(options);
    this.reactors = new ContextReactors(threads, settings.callerDrives());
  }

  /** Opens a context. */
  public static Context open(ContextBuilder settings) {
    return new SocketContext(settings, WARN_AFTER);
  }

  /** Opens a context that warns earlier when its end takes long, for tests. */
  static SocketContext open(ContextBuilder settings, Duration warnAfter) {
    return new SocketContext(settings, warnAfter);
  }

  // ---- Sockets ---------------------------------------------------------------------------------

  @Override
  public Socket socket(SocketType type) {
    SocketBase socket;
    lock.lock();
    try {
      checkOpen();
      if (sockets.size() >= options.get(ContextOption.MAX_SOCKETS)) {
        throw new ZmqException(
            ErrorCode.EMFILE,
            "The context has %d sockets, as many as MAX_SOCKETS allows; close some or raise it"
                .formatted(sockets.size()));
      }
      reactors.begin(options.get(ContextOption.IO_THREADS));
      socket = (SocketBase) TypedSockets.open(this, type, nextSocketId++);
      sockets.add(socket);
    } finally {
      lock.unlock();
    }
    options.applyTo(socket);
    return socket;
  }

  /** A socket was closed; its sessions may go on. */
  void closing(SocketBase socket) {
    lock.lock();
    try {
      sockets.remove(socket);
      closing.add(socket);
    } finally {
      lock.unlock();
    }
  }

  /** The last session of a closed socket has ended. */
  void ended(SocketBase socket) {
    lock.lock();
    try {
      closing.remove(socket);
      if (isQuiet()) {
        closers.forEach(Waiter::signal);
        closers.clear();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isQuiet() {
    return sockets.isEmpty() && closing.isEmpty();
  }

  private void checkOpen() {
    if (shutDown) {
      throw new ContextTerminatedException("The context is shut down");
    }
  }

  // ---- What sockets need -----------------------------------------------------------------------

  /** Picks the reactor of a connection: the next one in turn of those that the mask allows. */
  Reactor pickReactor(long affinity) {
    List<Reactor> all = reactors.all(options.get(ContextOption.IO_THREADS));
    if (all.isEmpty()) {
      checkOpen();
      throw new ZmqException(
          ErrorCode.EMTHREAD, "The context has no I/O threads; only inproc endpoints work");
    }
    for (int tried = 0; tried < all.size(); tried++) {
      int index = Math.floorMod(nextReactor++, all.size());
      if (affinity == 0 || (index < Long.SIZE && (affinity & 1L << index) != 0)) {
        return all.get(index);
      }
    }
    throw new ZmqException(
        ErrorCode.EMTHREAD,
        "AFFINITY %#x names none of the context's %d I/O threads".formatted(affinity, all.size()));
  }

  /** Whether who waits on a socket may spin before it sleeps. */
  boolean spins() {
    return spins;
  }

  InprocNames inprocNames() {
    return inprocNames;
  }

  /**
   * Of all who wait for another thread of this context. They learn together: a spin that waits for
   * a thread which sleeps, where it could spin too, ends no sooner.
   */
  Spinning spinning() {
    return spinning;
  }

  Monitors.@Nullable Watch monitor() {
    return monitor;
  }

  ContextThreads threads() {
    return threads;
  }

  // ---- Options ---------------------------------------------------------------------------------

  @Override
  public <T> T get(ContextOption<T> option) {
    return options.get(option);
  }

  @Override
  public <T> void set(ContextOption<T> option, T value) {
    options.set(option, value);
  }

  // ---- The end ---------------------------------------------------------------------------------

  @Override
  public boolean isShutdown() {
    return shutDown;
  }

  @Override
  public void shutdown() {
    for (SocketBase socket : stop()) {
      socket.terminate();
    }
  }

  private List<SocketBase> stop() {
    lock.lock();
    try {
      shutDown = true;
      return List.copyOf(sockets);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    shutdown();
    for (SocketBase socket : stop()) {
      socket.close();
    }
    awaitSessions(); // some may still need names to be looked up
    threads.endResolvers();
    boolean first;
    lock.lock();
    try {
      first = !closed;
      closed = true;
    } finally {
      lock.unlock();
    }
    if (first) {
      reactors.close();
      threads.close();
      threadsEnded.countDown();
    } else if (!threads.isMonitorCalling()) { // whose end the first may wait for
      awaitThreads();
    }
  }

  private void awaitThreads() {
    try {
      threadsEnded.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interruptedClose();
    }
  }

  private static ZmqException interruptedClose() {
    return new ZmqException(
        ErrorCode.EINTR, "Interrupted while the context closed; close it again to go on");
  }

  /** Waits until the last session has handed over what it had, or given up after its linger. */
  private void awaitSessions() {
    Waiter waiter = new Waiter();
    long since = System.nanoTime();
    while (!registerOrDone(waiter)) {
      long deadline = Deadline.in(warnAfter);
      Reactor.awaitAny(reactors.inUse(), waiter, deadline);
      if (Thread.currentThread().isInterrupted()) {
        throw interruptedClose();
      }
      if (!waiter.isSignalled()) {
        Log.logger()
            .log(
                Level.WARNING,
                "The context has waited {0} s to hand over messages: {1}; set LINGER to bound this",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since),
                Backlog.of(snapshot()));
      }
    }
  }

  private boolean registerOrDone(Waiter waiter) {
    lock.lock();
    try {
      closers.remove(waiter);
      if (isQuiet() || closed) {
        return true;
      }
      waiter.reset();
      closers.add(waiter);
      return false;
    } finally {
      lock.unlock();
    }
  }

  // ---- Seeing in -------------------------------------------------------------------------------

  @Override
  public ContextSnapshot snapshot() {
    List<SocketBase> all;
    lock.lock();
    try {
      all = new ArrayList<>(sockets);
      all.addAll(closing);
    } finally {
      lock.unlock();
    }
    Instant now = Instant.now();
    return new ContextSnapshot(
        now, all.stream().map(SocketBase::snapshot).toList(), threads.droppedEvents());
  }
}
