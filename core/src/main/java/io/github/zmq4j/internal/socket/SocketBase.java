package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ContextTerminatedException;
import io.github.zmq4j.Frame;
import io.github.zmq4j.FramePool;
import io.github.zmq4j.Message;
import io.github.zmq4j.MonitorListener;
import io.github.zmq4j.Socket;
import io.github.zmq4j.SocketClosedException;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.SocketSnapshot;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.pipe.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every socket is: it joins the API to a pattern, and ends. Sending and receiving are {@link
 * SocketCalls}' matter, messages and parts {@link Exchange}'s, who waits for several sockets {@link
 * SocketSignals}', options {@link SocketOptions}' and {@link AppliedOptions}', endpoints {@link
 * SocketEndpoints}', the lock and the pipes {@link PatternHost}'s.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
abstract class SocketBase implements Socket {
  /** A receive is possible: libzmq's POLLIN. */
  static final int IN = 1;

  /** A send is possible: libzmq's POLLOUT. */
  static final int OUT = 2;

  private final SocketContext context;
  private final SocketType type;
  private final int id;
  private final SocketOptions options;
  private final PatternHost host;
  private final AppliedOptions appliedOptions;
  private final Exchange exchange; // guarded by the host's lock
  private final SocketCalls calls;
  private final SocketSignals signals;
  private final SocketEndpoints endpoints;
  private final SocketMonitor monitor;
  private final SocketSessions sessions;
  private volatile @Nullable Futures futures; // once there is one; written under the host's lock

  private volatile State state = State.OPEN; // written under the host's lock
  private volatile boolean terminated; // before it was closed; written under the host's lock

  private enum State {
    /** In use. */
    OPEN(SocketSnapshot.State.OPEN),
    /** Its context was shut down: every call but close ends with ETERM. */
    TERMINATED(SocketSnapshot.State.SHUT_DOWN),
    /** Closed for good. */
    CLOSED(SocketSnapshot.State.CLOSED);

    private final SocketSnapshot.State shown;

    State(SocketSnapshot.State shown) {
      this.shown = shown;
    }
  }

  SocketBase(SocketContext context, SocketType type, int id) {
    this.context = context;
    this.type = type;
    this.id = id;
    this.options = new SocketOptions(type);
    this.host = new PatternHost(type);
    this.appliedOptions = new AppliedOptions(this, options, host);
    this.exchange = new Exchange(this, host.pattern());
    this.calls = new SocketCalls(this, exchange, context);
    this.signals = new SocketSignals(this, host, exchange);
    this.endpoints = new SocketEndpoints(this, host, context);
    this.monitor = new SocketMonitor(context, type, id);
    this.sessions = new SocketSessions(this, host, context, monitor);
  }

  @Override
  public SocketType type() {
    return type;
  }

  @Override
  public int id() {
    return id;
  }

  /** Whether who waits on the socket may spin before it sleeps. */
  boolean spins() {
    return context.spins();
  }

  // ---- Sending ---------------------------------------------------------------------------------

  /** See {@link io.github.zmq4j.Sending#send(Message)}. */
  public void send(Message message) {
    calls.send(message);
  }

  /** See {@link io.github.zmq4j.Sending#trySend(Message)}. */
  public boolean trySend(Message message) {
    return calls.trySend(message);
  }

  /** See {@link io.github.zmq4j.Sending#trySend(Message, Duration)}. */
  public boolean trySend(Message message, Duration timeout) {
    return calls.trySend(message, timeout);
  }

  /** See {@link io.github.zmq4j.Sending#sendMore(Frame)}. */
  public void sendMore(Frame frame) {
    calls.sendMore(frame);
  }

  /** See {@link io.github.zmq4j.Sending#trySendMore(Frame)}. */
  public boolean trySendMore(Frame frame) {
    return calls.trySendMore(frame);
  }

  // ---- Receiving -------------------------------------------------------------------------------

  /** See {@link io.github.zmq4j.Receiving#receive()}. */
  public Message receive() {
    return calls.receive();
  }

  /** See {@link io.github.zmq4j.Receiving#tryReceive()}. */
  public @Nullable Message tryReceive() {
    return calls.tryReceive();
  }

  /** See {@link io.github.zmq4j.Receiving#tryReceive(Duration)}. */
  public @Nullable Message tryReceive(Duration timeout) {
    return calls.tryReceive(timeout);
  }

  /** See {@link io.github.zmq4j.Receiving#receiveFrame()}. */
  public Frame receiveFrame() {
    return calls.receiveFrame();
  }

  /** See {@link io.github.zmq4j.Receiving#tryReceiveFrame()}. */
  public @Nullable Frame tryReceiveFrame() {
    return calls.tryReceiveFrame();
  }

  /** See {@link io.github.zmq4j.Receiving#receiveInto(FramePool)}. */
  public void receiveInto(FramePool pool) {
    checkOpen();
    options.receivePool(Objects.requireNonNull(pool, "pool"));
  }

  /** See {@link io.github.zmq4j.Receiving#hasMore()}. */
  public boolean hasMore() {
    host.enter();
    try {
      return exchange.partsToReceive() > 0;
    } finally {
      host.leave();
    }
  }

  // ---- Without waiting -------------------------------------------------------------------------

  /** See {@link io.github.zmq4j.Receiving#receiveAsync()}. */
  public CompletableFuture<Message> receiveAsync() {
    return futures().receive(null);
  }

  /** See {@link io.github.zmq4j.Receiving#receiveAsync(Executor)}. */
  public CompletableFuture<Message> receiveAsync(Executor executor) {
    return futures().receive(executor);
  }

  /** See {@link io.github.zmq4j.Sending#sendAsync(Message)}. */
  public CompletableFuture<Void> sendAsync(Message message) {
    return futures().send(message, null);
  }

  /** See {@link io.github.zmq4j.Sending#sendAsync(Message, Executor)}. */
  public CompletableFuture<Void> sendAsync(Message message, Executor executor) {
    return futures().send(message, executor);
  }

  private Futures futures() {
    Futures made = futures;
    if (made == null) {
      host.enter();
      try {
        made = futures;
        if (made == null) {
          made = new Futures(this, context.threads().callbacks());
          futures = made;
        }
      } finally {
        host.leave();
      }
    }
    return made;
  }

  /** See {@link io.github.zmq4j.Receiving#publisher()}. */
  public Flow.Publisher<Message> publisher() {
    return new MessagePublisher(this, context.threads().callbacks(), null);
  }

  /** See {@link io.github.zmq4j.Receiving#publisher(Executor)}. */
  public Flow.Publisher<Message> publisher(Executor executor) {
    return new MessagePublisher(this, context.threads().callbacks(), executor);
  }

  // ---- Options ---------------------------------------------------------------------------------

  @Override
  public <T> T get(SocketOption<T> option) {
    checkOpen();
    option.checkGet(type);
    Object reported = report(option);
    return reported == null ? options.get(option) : option.valueType().cast(reported);
  }

  /** The value of an option that tells how things are, or null when it is one that is kept. */
  @Nullable Object report(SocketOption<?> option) {
    return appliedOptions.report(option);
  }

  @Override
  public <T> void set(SocketOption<T> option, T value) {
    appliedOptions.set(option, value);
  }

  SocketOptions options() {
    return options;
  }

  AppliedOptions appliedOptions() {
    return appliedOptions;
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

  /** For those who wait for more than this socket. */
  SocketSignals signals() {
    return signals;
  }

  Exchange exchange() {
    return exchange;
  }

  SocketEndpoints endpoints() {
    return endpoints;
  }

  /** See {@link SocketEndpoints#reactors()}. */
  List<Reactor> reactors() {
    return endpoints.reactors();
  }

  SocketSessions sessions() {
    return sessions;
  }

  // ---- Closing ---------------------------------------------------------------------------------

  @Override
  public boolean isClosed() {
    return state == State.CLOSED;
  }

  void checkOpen() {
    if (state != State.OPEN) {
      throw notOpen();
    }
  }

  /** What tells that the socket was closed, or its context shut down. */
  ZmqException notOpen() {
    return terminated
        ? new ContextTerminatedException("The context of " + this + " is shut down")
        : new SocketClosedException(this + " is closed");
  }

  /** The context is shut down. */
  void terminate() {
    host.enter();
    try {
      if (state == State.OPEN) {
        terminated = true; // stays, whoever closes the socket: that is why calls fail
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
      exchange.dropParts();
      host.close();
    } finally {
      host.leave();
    }
    context.closing(this);
    endpoints.close();
    sessions.socketClosed();
  }

  // ---- Seeing in -------------------------------------------------------------------------------

  @Override
  public void monitor(@Nullable MonitorListener listener) {
    checkOpen();
    monitor.replace(listener);
  }

  /** What it looks like now. */
  SocketSnapshot snapshot() {
    return new SocketView(this).snapshot();
  }

  SocketSnapshot.State shownState() {
    return state.shown;
  }

  @Override
  public String toString() {
    return type + " socket " + id;
  }
}
