package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ContextTerminatedException;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.MonitorListener;
import io.github.zmq4j.Options;
import io.github.zmq4j.Socket;
import io.github.zmq4j.SocketClosedException;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.engine.Deadline;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Signal;
import io.github.zmq4j.internal.engine.Waiter;
import io.github.zmq4j.internal.pattern.Pattern;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.SessionHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every socket is: it joins the API to a pattern. Whole messages and parts go in and out here,
 * callers wait here, options are kept here; endpoints are {@link SocketEndpoints}' matter, the lock
 * and the pipes {@link PatternHost}'s.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
abstract class SocketBase implements Socket, SessionHost {
  /** A receive is possible: libzmq's POLLIN. */
  static final int IN = 1;

  /** A send is possible: libzmq's POLLOUT. */
  static final int OUT = 2;

  private final SocketContext context;
  private final SocketType type;
  private final int id;
  private final SocketOptions options;
  private final PatternHost host;
  private final SocketEndpoints endpoints;

  private volatile State state = State.OPEN; // written under the host's lock
  private volatile @Nullable MonitorListener monitor;

  // Parts of the message in progress, each way; guarded by the host's lock.
  private final List<Frame> partsOut = new ArrayList<>();
  private @Nullable Message partsIn;
  private int nextPartIn;

  private Frame connectRoutingId = Frame.EMPTY; // guarded by the host's lock

  private enum State {
    /** In use. */
    OPEN,
    /** Its context was shut down: every call but close ends with ETERM. */
    TERMINATED,
    /** Closed for good. */
    CLOSED
  }

  SocketBase(SocketContext context, SocketType type, int id) {
    this.context = context;
    this.type = type;
    this.id = id;
    this.options = new SocketOptions(type);
    this.host = new PatternHost(type);
    this.endpoints = new SocketEndpoints(this, host, context);
  }

  @Override
  public SocketType type() {
    return type;
  }

  @Override
  public int id() {
    return id;
  }

  // ---- Sending ---------------------------------------------------------------------------------

  /** See {@link io.github.zmq4j.Sending#send(Message)}. */
  public void send(Message message) {
    if (!trySend(message)) {
      Duration timeout = options.get(Options.SEND_TIMEOUT);
      if (!awaitSend(message, timeout)) {
        throw timedOut("send", timeout);
      }
    }
  }

  /** See {@link io.github.zmq4j.Sending#trySend(Message)}. */
  public boolean trySend(Message message) {
    host.enter();
    try {
      checkOpen();
      return sendUnderLock(message);
    } finally {
      host.leave();
    }
  }

  /** See {@link io.github.zmq4j.Sending#trySend(Message, Duration)}. */
  public boolean trySend(Message message, Duration timeout) {
    return trySend(message) || awaitSend(message, timeout);
  }

  private boolean awaitSend(Message message, Duration timeout) {
    Waiter waiter = new Waiter();
    long deadline = Deadline.in(timeout);
    boolean mayWait = true;
    while (true) {
      host.enter();
      try {
        checkOpen();
        if (sendUnderLock(message)) {
          return true;
        }
        if (!mayWait) {
          return false;
        }
        waiter.reset();
        host.addSender(waiter);
      } finally {
        host.leave();
      }
      mayWait = await(waiter, deadline);
    }
  }

  boolean sendUnderLock(Message message) {
    if (partsIn != null) {
      checkTurn(partsIn);
    }
    if (partsOut.isEmpty()) {
      return host.pattern().trySend(message);
    }
    if (!host.pattern().trySend(message.prepend(partsOut.toArray(new Frame[0])))) {
      return false;
    }
    partsOut.clear();
    return true;
  }

  /** Where sends and receives alternate, a message begun must be received to its end. */
  private void checkTurn(Message partlyReceived) {
    if (type == SocketType.REQ && options.get(Options.REQ_RELAXED)) {
      partlyReceived.dropFirst(nextPartIn).release();
      partsIn = null;
    } else if (type == SocketType.REQ || type == SocketType.REP) {
      throw new ZmqException(
          ErrorCode.EFSM, this + " must receive the rest of the message before it sends");
    }
  }

  /** See {@link io.github.zmq4j.Sending#sendMore(Frame)}. */
  public void sendMore(Frame frame) {
    if (trySendMore(frame)) {
      return;
    }
    Duration timeout = options.get(Options.SEND_TIMEOUT);
    Waiter waiter = new Waiter();
    long deadline = Deadline.in(timeout);
    while (!trySendMoreOrWait(frame, waiter)) {
      if (!await(waiter, deadline)) {
        throw timedOut("send", timeout);
      }
    }
  }

  /** See {@link io.github.zmq4j.Sending#trySendMore(Frame)}. */
  public boolean trySendMore(Frame frame) {
    return trySendMoreOrWait(frame, null);
  }

  private boolean trySendMoreOrWait(Frame frame, @Nullable Waiter waiter) {
    host.enter();
    try {
      checkOpen();
      if (partsIn != null) {
        checkTurn(partsIn);
      }
      if (partsOut.isEmpty() && !host.pattern().tryBegin(frame)) {
        if (waiter != null) {
          waiter.reset();
          host.addSender(waiter);
        }
        return false;
      }
      partsOut.add(frame);
      return true;
    } finally {
      host.leave();
    }
  }

  // ---- Receiving -------------------------------------------------------------------------------

  /** See {@link io.github.zmq4j.Receiving#receive()}. */
  public Message receive() {
    Message message = tryReceive();
    if (message == null) {
      Duration timeout = options.get(Options.RECEIVE_TIMEOUT);
      message = awaitReceive(timeout);
      if (message == null) {
        throw timedOut("receive", timeout);
      }
    }
    return message;
  }

  /** See {@link io.github.zmq4j.Receiving#tryReceive()}. */
  public @Nullable Message tryReceive() {
    host.enter();
    try {
      checkOpen();
      return receiveUnderLock();
    } finally {
      host.leave();
    }
  }

  /** See {@link io.github.zmq4j.Receiving#tryReceive(Duration)}. */
  public @Nullable Message tryReceive(Duration timeout) {
    Message message = tryReceive();
    return message != null ? message : awaitReceive(timeout);
  }

  private @Nullable Message awaitReceive(Duration timeout) {
    Waiter waiter = new Waiter();
    long deadline = Deadline.in(timeout);
    boolean mayWait = true;
    while (true) {
      host.enter();
      try {
        checkOpen();
        Message message = receiveUnderLock();
        if (message != null || !mayWait) {
          return message;
        }
        waiter.reset();
        host.addReceiver(waiter);
      } finally {
        host.leave();
      }
      mayWait = await(waiter, deadline);
    }
  }

  /** The next message, or what is left of the one that is read part by part. */
  @Nullable Message receiveUnderLock() {
    Message partial = partsIn;
    if (partial == null) {
      return host.pattern().tryReceive();
    }
    partsIn = null;
    return partial.dropFirst(nextPartIn);
  }

  /** See {@link io.github.zmq4j.Receiving#receiveFrame()}. */
  public Frame receiveFrame() {
    Frame frame = tryReceiveFrame();
    return frame != null ? frame : firstOf(receive());
  }

  /** See {@link io.github.zmq4j.Receiving#tryReceiveFrame()}. */
  public @Nullable Frame tryReceiveFrame() {
    host.enter();
    try {
      checkOpen();
      Message message = partsIn;
      if (message == null) {
        message = host.pattern().tryReceive();
        return message == null ? null : firstUnderLock(message);
      }
      Frame frame = message.frame(nextPartIn++);
      if (nextPartIn == message.frameCount()) {
        partsIn = null;
      }
      return frame;
    } finally {
      host.leave();
    }
  }

  private Frame firstOf(Message message) {
    host.enter();
    try {
      return firstUnderLock(message);
    } finally {
      host.leave();
    }
  }

  private Frame firstUnderLock(Message message) {
    if (message.frameCount() > 1) {
      partsIn = message;
      nextPartIn = 1;
    }
    return message.frame(0);
  }

  /** See {@link io.github.zmq4j.Receiving#hasMore()}. */
  public boolean hasMore() {
    host.enter();
    try {
      return partsIn != null;
    } finally {
      host.leave();
    }
  }

  // ---- Readiness -------------------------------------------------------------------------------

  /**
   * Tells which of the wanted events are possible now. When none is, the signal hears once of the
   * next news that may change this.
   */
  int readyOrWatch(int wanted, Signal signal) {
    host.enter();
    try {
      checkOpen();
      int ready = readyUnderLock(wanted);
      if (ready == 0) {
        host.watch(signal, (wanted & IN) != 0, (wanted & OUT) != 0);
      }
      return ready;
    } finally {
      host.leave();
    }
  }

  /** Receives if there is something and the pattern's state allows; else has the signal told. */
  @Nullable Message receiveOrWatch(Signal signal) {
    host.enter();
    try {
      checkOpen();
      Message message = readyUnderLock(IN) == 0 ? null : receiveUnderLock();
      if (message == null) {
        host.watch(signal, true, false);
      }
      return message;
    } finally {
      host.leave();
    }
  }

  /** Sends if there is room and the pattern's state allows; else has the signal told. */
  boolean sendOrWatch(Message message, Signal signal) {
    host.enter();
    try {
      checkOpen();
      boolean sent = readyUnderLock(OUT) != 0 && sendUnderLock(message);
      if (!sent) {
        host.watch(signal, false, true);
      }
      return sent;
    } finally {
      host.leave();
    }
  }

  /** Has the signal told nothing more. */
  void unwatch(Signal signal) {
    host.enter();
    try {
      host.remove(signal);
    } finally {
      host.leave();
    }
  }

  /** See {@link SocketEndpoints#home()}. */
  @Nullable Reactor homeReactor() {
    return endpoints.home();
  }

  /** See {@link SocketEndpoints#isScattered()}. */
  boolean isScattered() {
    return endpoints.isScattered();
  }

  int readyUnderLock(int wanted) {
    Pattern pattern = host.pattern();
    int ready = 0;
    if ((wanted & IN) != 0 && (partsIn != null || pattern.canReceive())) {
      ready = IN;
    }
    if ((wanted & OUT) != 0 && pattern.canSend()) {
      ready |= OUT;
    }
    return ready;
  }

  // ---- Waiting ---------------------------------------------------------------------------------

  /** Waits until the waiter is signalled; false when the deadline has passed. Throws EINTR. */
  private boolean await(Waiter waiter, long deadline) {
    Reactor reactor = endpoints.waitingReactor();
    boolean signalled;
    if (reactor != null) {
      signalled = reactor.await(waiter, deadline);
    } else {
      waiter.park(deadline);
      signalled = waiter.isSignalled();
    }
    if (signalled) {
      return true;
    }
    host.enter();
    try {
      host.remove(waiter);
    } finally {
      host.leave();
    }
    if (Deadline.left(deadline) > 0 && Thread.currentThread().isInterrupted()) {
      throw new ZmqException(
          ErrorCode.EINTR, "The thread was interrupted while it waited on " + this);
    }
    return Deadline.left(deadline) > 0; // the reactor closed: look at the state again
  }

  private ZmqException timedOut(String verb, Duration timeout) {
    return new ZmqException(
        ErrorCode.EAGAIN,
        "%s could not %s within %d ms; raise the timeout option or use try%s"
            .formatted(this, verb, timeout.toMillis(), verb.equals("send") ? "Send" : "Receive"));
  }

  void checkOpen() {
    if (state != State.OPEN) {
      throw notOpen();
    }
  }

  private ZmqException notOpen() {
    return state == State.CLOSED
        ? new SocketClosedException(this + " is closed")
        : new ContextTerminatedException("The context of " + this + " is shut down");
  }

  // ---- Options ---------------------------------------------------------------------------------

  @Override
  public <T> T get(SocketOption<T> option) {
    option.checkGet(type);
    Object reported = report(option);
    return reported == null ? options.get(option) : option.valueType().cast(reported);
  }

  /** The value of an option that tells how things are, or null when it is one that is kept. */
  private @Nullable Object report(SocketOption<?> option) {
    if (option == Options.TYPE) {
      return type;
    } else if (option == Options.LAST_ENDPOINT) {
      return endpoints.last();
    } else if (option == Options.THREAD_SAFE) {
      return true;
    } else if (option == Options.RECEIVE_MORE) {
      return hasMore();
    } else if (option == Options.TOPICS_COUNT) {
      return underLock(host.pattern()::topicCount);
    } else if (option == Options.EVENTS) {
      return events();
    }
    return null;
  }

  private int events() {
    host.enter();
    try {
      checkOpen();
      return readyUnderLock(IN | OUT);
    } finally {
      host.leave();
    }
  }

  @Override
  public <T> void set(SocketOption<T> option, T value) {
    host.enter();
    try {
      checkOpen();
      T kept = options.set(option, value);
      if (option == Options.SEND_HIGH_WATER_MARK) {
        host.pipes().forEach(this::applySendHwm);
      } else if (option == Options.RECEIVE_HIGH_WATER_MARK) {
        host.pipes().forEach(this::applyReceiveHwm);
      }
      if (option == Options.CONNECT_ROUTING_ID) {
        connectRoutingId = Frame.wrap((byte[]) kept);
      }
      host.pattern().onOption(option, kept);
      host.signalEverybody(); // what they wait for may be possible now
    } finally {
      host.leave();
    }
  }

  private void applySendHwm(Pipe pipe) {
    InprocLink.applySendHwm(pipe, options);
    pipe.raise(Pipe.WRITABLE); // there may be room now
  }

  private void applyReceiveHwm(Pipe pipe) {
    InprocLink.applyReceiveHwm(pipe, options);
    pipe.link().onCredit(); // likewise
  }

  SocketOptions options() {
    return options;
  }

  /** Answers the name for the next peer, once; empty when none was set. Under the lock. */
  Frame takeConnectRoutingId() {
    Frame name = connectRoutingId;
    connectRoutingId = Frame.EMPTY;
    return name;
  }

  <T> T underLock(Supplier<T> action) {
    host.enter();
    try {
      checkOpen();
      return action.get();
    } finally {
      host.leave();
    }
  }

  // ---- Endpoints -------------------------------------------------------------------------------

  @Override
  public String bind(String endpoint) {
    checkOpen();
    return endpoints.bind(endpoint);
  }

  @Override
  public void unbind(String endpoint) {
    checkOpen();
    endpoints.unbind(endpoint);
  }

  @Override
  public void connect(String endpoint) {
    connectPipe(endpoint);
  }

  /** Connects; answers the pipe that is there at once, or null when there is none yet. */
  @Nullable Pipe connectPipe(String endpoint) {
    checkOpen();
    return endpoints.connect(endpoint);
  }

  @Override
  public void disconnect(String endpoint) {
    checkOpen();
    endpoints.disconnect(endpoint);
  }

  PatternHost host() {
    return host;
  }

  // ---- Closing ---------------------------------------------------------------------------------

  @Override
  public boolean isClosed() {
    return state == State.CLOSED;
  }

  /** The context is shut down. */
  void terminate() {
    host.enter();
    try {
      if (state == State.OPEN) {
        state = State.TERMINATED;
      }
      host.signalEverybody();
    } finally {
      host.leave();
    }
  }

  @Override
  public void close() {
    host.enter();
    try {
      if (state == State.CLOSED) {
        return;
      }
      state = State.CLOSED;
      host.close();
    } finally {
      host.leave();
    }
    endpoints.close();
    context.forget(this);
    monitorStopped();
  }

  // ---- SessionHost -----------------------------------------------------------------------------

  @Override
  public Pipe newPipe() {
    return new Pipe(
        host,
        new MessageQueue(options.sendHwm(), options.conflatesOut()),
        new MessageQueue(options.receiveHwm(), options.conflatesIn()));
  }

  @Override
  public Reactor pickReactor() {
    return endpoints.pickReactor();
  }

  @Override
  public Executor blockingWork() {
    return context.blockingWork();
  }

  @Override
  public long lingerNanos() {
    return options.nanos(Options.LINGER);
  }

  @Override
  public void sessionStarted() {
    context.sessionStarted();
  }

  @Override
  public void sessionEnded() {
    context.sessionEnded();
  }

  // ---- Monitor ---------------------------------------------------------------------------------

  @Override
  public void monitor(@Nullable MonitorListener listener) {
    checkOpen();
    monitorStopped();
    monitor = listener;
  }

  @Override
  public void report(Report report) {
    MonitorListener own = monitor;
    MonitorListener contextWide = context.monitor();
    if (own == null && contextWide == null) {
      return;
    }
    MonitorEvent event =
        new MonitorEvent(
            report.type(),
            type,
            id,
            report.local(),
            report.remote(),
            report.peer(),
            report.value(),
            report.error(),
            report.reason(),
            Instant.now());
    if (own != null) {
      context.monitors().deliver(own, event);
    }
    if (contextWide != null) {
      context.monitors().deliver(contextWide, event);
    }
  }

  private void monitorStopped() {
    MonitorListener own = monitor;
    if (own != null) {
      report(
          new Report(
              MonitorEvent.Type.MONITOR_STOPPED,
              "",
              "",
              0,
              null,
              Frame.EMPTY,
              "no longer monitored"));
      monitor = null;
    }
  }

  @Override
  public String toString() {
    return type + " socket " + id;
  }
}
