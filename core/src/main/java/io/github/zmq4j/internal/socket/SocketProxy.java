package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ContextTerminatedException;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Proxy;
import io.github.zmq4j.Receiving;
import io.github.zmq4j.Sending;
import io.github.zmq4j.Socket;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.engine.Deadline;
import io.github.zmq4j.internal.engine.Spinning;
import io.github.zmq4j.internal.engine.Waiter;
import io.github.zmq4j.internal.log.Log;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the lanes of a proxy and serves its control socket, on one thread, which waits for all that
 * they lack at once.
 *
 * <p><b>Threading.</b> Thread-safe. What is steered are volatile flags; who raises one then signals
 * the waiter, and the running thread resets the waiter before it looks at the flags.
 */
public final class SocketProxy implements Proxy {
  private static final Frame PAUSE = Frame.of("PAUSE");
  private static final Frame RESUME = Frame.of("RESUME");
  private static final Frame TERMINATE = Frame.of("TERMINATE");
  private static final Frame STATISTICS = Frame.of("STATISTICS");

  private final SocketBase frontend;
  private final SocketBase backend;
  private final ProxyLane forth;
  private final ProxyLane back;
  private final List<ProxyLane> lanes = new ArrayList<>(); // those that the types allow
  private final CommonReactor place = new CommonReactor(); // the running thread's
  private @Nullable SocketBase capture; // before the first run
  private @Nullable SocketBase control; // before the first run
  private @Nullable Message reply; // of the control socket, not yet sent; the running thread's

  private final AtomicReference<@Nullable Run> run = new AtomicReference<>(); // the one that is on
  private volatile @Nullable Thread started; // by start() last, to be gone when close() returns
  private final ReentrantLock moving = new ReentrantLock(); // held during bursts
  private volatile boolean hasRun;
  private volatile boolean paused;
  private volatile boolean terminated;
  private volatile boolean closed;
  private volatile @Nullable Waiter waiting; // the running thread's

  /** Makes a proxy of two sockets, or of one with itself. */
  public SocketProxy(Socket frontend, Socket backend) {
    this.frontend = ours(frontend);
    this.backend = ours(backend);
    this.forth = new ProxyLane(this.frontend, this.backend);
    this.back = new ProxyLane(this.backend, this.frontend);
    if (frontend instanceof Receiving && backend instanceof Sending) {
      lanes.add(forth);
    }
    if (frontend != backend && backend instanceof Receiving && frontend instanceof Sending) {
      lanes.add(back);
    }
    if (lanes.isEmpty()) {
      throw new ZmqException(
          ErrorCode.ENOTSUP,
          "Neither of %s and %s sends what the other receives".formatted(frontend, backend));
    }
  }

  private static SocketBase ours(Socket socket) {
    if (socket instanceof SocketBase ours) {
      return ours;
    }
    throw new ZmqException(ErrorCode.ENOTSOCK, socket + " is not a socket of this library");
  }

  @Override
  public Proxy capture(Socket capture) {
    checkNotRun();
    if (!(capture instanceof Sending)) {
      throw new ZmqException(ErrorCode.ENOTSUP, capture + " cannot send, so it captures nothing");
    }
    this.capture = ours(capture);
    return this;
  }

  @Override
  public Proxy control(Socket control) {
    checkNotRun();
    if (!(control instanceof Receiving)) {
      throw new ZmqException(
          ErrorCode.ENOTSUP, control + " cannot receive, so it controls nothing");
    }
    this.control = ours(control);
    return this;
  }

  private void checkNotRun() {
    if (hasRun) {
      throw new ZmqException(
          ErrorCode.EFSM, "Capture and control of a proxy are set before it runs");
    }
  }

  // ---- Running ---------------------------------------------------------------------------------

  private static final class Run {
    final CountDownLatch end = new CountDownLatch(1);
    volatile @Nullable Thread thread;
  }

  @Override
  public void run() {
    run(begin());
  }

  @Override
  public Thread start() {
    Run begun = begin();
    Thread thread = new Thread(() -> runLogged(begun), "zmq4j-proxy");
    thread.setDaemon(true);
    started = thread;
    thread.start();
    return thread;
  }

  private Run begin() {
    Run begun = new Run();
    if (closed) {
      throw new ZmqException(ErrorCode.EFAULT, "The proxy is closed");
    } else if (!run.compareAndSet(null, begun)) {
      throw new ZmqException(ErrorCode.EFSM, "The proxy runs already");
    }
    hasRun = true;
    terminated = false;
    return begun;
  }

  private void runLogged(Run begun) {
    try {
      run(begun);
    } catch (ZmqException e) {
      Log.logger().log(Level.ERROR, "A proxy has ended", e);
    }
  }

  private void run(Run begun) {
    begun.thread = Thread.currentThread();
    Waiter waiter = new Waiter(new Spinning(frontend.spins() && backend.spins()));
    waiting = waiter;
    try {
      while (!closed && !terminated) {
        waiter.reset();
        if (!moves(waiter) && !closed && !terminated) {
          await(waiter);
        }
      }
    } catch (ContextTerminatedException e) {
      // the way that most proxies end
    } finally {
      waiting = null;
      sockets().forEach(socket -> socket.signals().unwatch(waiter));
      run.set(null);
      begun.end.countDown();
    }
  }

  /** Serves all; answers whether there may be more to do at once. */
  private boolean moves(Waiter waiter) {
    boolean more = control != null && servesCommand(control, waiter);
    moving.lock();
    try {
      if (!paused && !terminated) {
        for (ProxyLane lane : lanes) {
          more |= lane.burst(capture, waiter);
        }
      }
    } finally {
      moving.unlock();
    }
    return more;
  }

  private void await(Waiter waiter) {
    place.clear();
    sockets().forEach(place::add);
    place.await(waiter, Deadline.NEVER);
    if (!waiter.isSignalled() && Thread.currentThread().isInterrupted()) {
      throw new ZmqException(ErrorCode.EINTR, "The thread was interrupted while it ran a proxy");
    }
  }

  private List<SocketBase> sockets() {
    return Stream.of(frontend, backend, capture, control).filter(Objects::nonNull).toList();
  }

  // ---- Steering --------------------------------------------------------------------------------

  /** Takes a command if there is one, and sends the reply it asks for. */
  private boolean servesCommand(SocketBase socket, Waiter waiter) {
    if (reply == null) {
      Message command = socket.signals().receiveOrWatch(waiter);
      if (command == null) {
        return false;
      }
      reply = obey(command, socket);
    }
    if (reply != null && !socket.signals().sendOrWatch(reply, waiter)) {
      return false;
    }
    reply = null;
    return true;
  }

  /** Does what a command says; answers what to reply, or null for nothing. */
  private @Nullable Message obey(Message command, SocketBase socket) {
    if (command.frameCount() == 1) {
      Frame text = command.frame(0);
      if (text.equals(STATISTICS)) {
        return socket instanceof Sending ? wireForm(statistics()) : null;
      } else if (text.equals(PAUSE)) {
        paused = true;
      } else if (text.equals(RESUME)) {
        paused = false;
      } else if (text.equals(TERMINATE)) {
        terminated = true;
      }
    }
    return socket.type() == SocketType.REP ? Message.of(Frame.EMPTY) : null;
  }

  private static Message wireForm(Statistics statistics) {
    List<Frame> frames = new ArrayList<>();
    for (Traffic traffic :
        List.of(
            statistics.frontendReceived(),
            statistics.frontendSent(),
            statistics.backendReceived(),
            statistics.backendSent())) {
      frames.add(number(traffic.frames()));
      frames.add(number(traffic.bytes()));
    }
    return Message.of(frames);
  }

  private static Frame number(long value) {
    return Frame.wrap(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).array());
  }

  @Override
  public void pause() {
    moving.lock(); // until a burst that is on has ended
    try {
      paused = true;
    } finally {
      moving.unlock();
    }
  }

  @Override
  public void resume() {
    paused = false;
    wake();
  }

  @Override
  public boolean isPaused() {
    return paused;
  }

  @Override
  public boolean isTerminated() {
    return terminated;
  }

  @Override
  public Statistics statistics() {
    return new Statistics(forth.received(), back.sent(), back.received(), forth.sent());
  }

  private void wake() {
    Waiter waiter = waiting;
    if (waiter != null) {
      waiter.signal();
    }
  }

  @Override
  public void close() {
    closed = true;
    wake();
    Run current = run.get();
    if (current != null && current.thread != Thread.currentThread()) {
      awaitEnd(current.end::await);
    }
    Thread own = started;
    if (own != null && own != Thread.currentThread()) {
      awaitEnd(own::join); // its run is over, but a thread takes a moment to be gone
    }
    lanes.forEach(ProxyLane::clear);
  }

  /** Waits that may be interrupted. */
  @FunctionalInterface
  private interface Wait {
    void await() throws InterruptedException;
  }

  private static void awaitEnd(Wait wait) {
    boolean interrupted = false;
    while (true) {
      try {
        wait.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // it ends within moments: finish, then report
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
