package io.github.zmq4j.interop;

import io.github.zmq4j.Context;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Message;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.Options;
import io.github.zmq4j.Receiving;
import io.github.zmq4j.Router;
import io.github.zmq4j.Sending;
import io.github.zmq4j.Socket;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A socket of the library under test. */
final class Zmq4jSocket implements PeerSocket {
  private final Context context = Context.create();
  private final Socket socket;
  private final BlockingQueue<MonitorEvent> events = new LinkedBlockingQueue<>();

  Zmq4jSocket(SocketType type) {
    socket = context.socket(type);
    socket.set(Options.SEND_TIMEOUT, DEADLINE);
    socket.set(Options.LINGER, Duration.ofSeconds(2));
    socket.monitor(events::add);
  }

  <T> void set(SocketOption<T> option, T value) {
    socket.set(option, value);
  }

  @Override
  public String bind(String endpoint) {
    return socket.bind(endpoint);
  }

  @Override
  public void connect(String endpoint) {
    socket.connect(endpoint);
  }

  @Override
  public void send(Message message) {
    ((Sending) socket).send(message);
  }

  @Override
  public boolean trySend(Message message) {
    try {
      send(message);
      return true;
    } catch (ZmqException e) {
      if (e.code() == ErrorCode.EHOSTUNREACH) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public Optional<Message> tryReceive(Duration timeout) {
    return Optional.ofNullable(((Receiving) socket).tryReceive(timeout));
  }

  @Override
  public void subscribe(byte[] prefix) {
    socket.set(Options.SUBSCRIBE, prefix);
  }

  @Override
  public void unsubscribe(byte[] prefix) {
    socket.set(Options.UNSUBSCRIBE, prefix);
  }

  @Override
  public void routingId(String routingId) {
    socket.set(Options.ROUTING_ID, routingId.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void mandatory() {
    ((Router) socket).mandatory(true);
  }

  /** Waits for an event; those before it are passed over. */
  void await(MonitorEvent.Type type) {
    if (!tryAwait(type, DEADLINE)) {
      throw new AssertionError("no " + type + " in " + DEADLINE.toSeconds() + " s");
    }
  }

  /** Waits for an event for some time; those before it are passed over. */
  boolean tryAwait(MonitorEvent.Type type, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      MonitorEvent event;
      do {
        event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } while (event != null && event.type() != type);
      return event != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Passes over the events so far. */
  void forgetEvents() {
    events.clear();
  }

  @Override
  public void close() {
    socket.close();
    context.close();
  }
}
