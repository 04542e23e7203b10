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
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A context: its sockets, its reactors, and how it ends.
 *
 * <p>Threads start with the first socket that needs them: a caretaker a reactor, a few for looking
 * up names, one for monitor listeners, a few for futures and subscribers. All have ended when
 * {@link #close} returns, but those that a callback of the user's keeps for over a second.
 *
 * <p><b>Threading.</b> Thread-safe. {@code lock} guards the fields that say so; it is never held
 * while a socket's lock is taken.
 */
public final class SocketContext implements Context {
  private static final Duration WARN_AFTER = Duration.ofSeconds(5);

  /** A name service that is slow to answer for one name should not hold up the others. */
  private static final int RESOLVERS = 4;

  private static final long RESOLVER_GRACE_MILLIS = 250;

  private final ReentrantLock lock = new ReentrantLock();
  private final ContextOptions options;
  private final boolean callerDrives;
  private final Monitors.@Nullable Watch monitor;
  private final InprocNames inprocNames = new InprocNames();
  private final Monitors monitors;
  private final Spinning spinning = new Spinning();
  private final CallbackThreads callbacks;
  private final WorkerThreads resolvers = new WorkerThreads(() -> threadName("resolver"));
  private final ThreadPoolExecutor blockingWork;

  private final Duration warnAfter;

  private final Set<SocketBase> sockets = new LinkedHashSet<>(); // the open ones; guarded by lock
  private final Set<SocketBase> closing = new LinkedHashSet<>(); // with sessions; guarded by lock
  private final List<Waiter> closers = new ArrayList<>(); // guarded by lock
  private volatile List<Reactor> reactors = List.of(); // written once, under lock
  private int nextSocketId = 1; // guarded by lock
  private int nextReactor; // racy: any spread will do
  private volatile boolean shutDown; // written under lock
  private boolean closed; // guarded by lock
  private final CountDownLatch threadsEnded = new CountDownLatch(1);

  private SocketContext(ContextBuilder settings, Duration warnAfter) {
    this.warnAfter = warnAfter;
    this.options = new ContextOptions(settings);
    this.callerDrives = settings.callerDrives();
    MonitorListener listener = settings.monitor();
    this.monitor = listener == null ? null : new Monitors.Watch(listener);
    this.monitors = new Monitors(() -> threadName("monitor"));
    this.callbacks = new CallbackThreads(() -> threadName("callback"));
    this.blockingWork =
        new ThreadPoolExecutor(
            RESOLVERS, RESOLVERS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), resolvers);
    blockingWork.allowCoreThreadTimeOut(true);
  }

  /** Opens a context. */
  public static Context open(ContextBuilder settings) {
    return new SocketContext(settings, WARN_AFTER);
  }

  /** Opens a context that warns earlier when its end takes long, for tests. */
  static SocketContext open(ContextBuilder settings, Duration warnAfter) {
    return new SocketContext(settings, warnAfter);
  }

  /** Threads are named as the prefix is when they start. */
  private String threadName(String role) {
    String prefix = options.get(ContextOption.THREAD_NAME_PREFIX);
    return (prefix.isEmpty() ? "" : prefix + "/") + "zmq4j-" + role;
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
    List<Reactor> all = reactors();
    if (all.isEmpty()) {
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

  private List<Reactor> reactors() {
    List<Reactor> started = reactors;
    return started.isEmpty() ? startReactors() : started;
  }

  private List<Reactor> startReactors() {
    lock.lock();
    try {
      if (reactors.isEmpty()) {
        checkOpen();
        List<Reactor> fresh = new ArrayList<>();
        for (int i = 0; i < options.get(ContextOption.IO_THREADS); i++) {
          fresh.add(new Reactor(threadName("io-" + i), callerDrives));
        }
        reactors = List.copyOf(fresh);
      }
      return reactors;
    } finally {
      lock.unlock();
    }
  }

  InprocNames inprocNames() {
    return inprocNames;
  }

  /**
   * Of all who wait for another thread of this context. They learn together, since a spin that
   * waits for a thread which sleeps, where it could spin too, ends no sooner.
   */
  Spinning spinning() {
    return spinning;
  }

  /** Where futures are completed and subscribers called. */
  Executor callbacks() {
    return callbacks;
  }

  Executor blockingWork() {
    return blockingWork;
  }

  Monitors.@Nullable Watch monitor() {
    return monitor;
  }

  Monitors monitors() {
    return monitors;
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
    endBlockingWork();
    boolean first;
    lock.lock();
    try {
      first = !closed;
      closed = true;
    } finally {
      lock.unlock();
    }
    if (first) {
      reactors.forEach(Reactor::close);
      monitors.close();
      callbacks.close();
      threadsEnded.countDown();
    } else if (!monitors.isOnItsThread()) { // whose end the first may wait for
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
      Reactor.awaitAny(reactors, waiter, deadline);
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

  /** What still is looked up is for nobody; it cannot be stopped, and is not waited for long. */
  private void endBlockingWork() {
    blockingWork.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      resolvers.awaitEnd(RESOLVER_GRACE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true; // it ends by itself
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
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
        now, all.stream().map(SocketBase::snapshot).toList(), monitors.dropped());
  }
}
