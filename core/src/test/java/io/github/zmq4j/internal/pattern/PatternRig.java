package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pipe.Link;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.pipe.PipeOwner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern with pipes and no network: stands in for the socket that owns it, and for the peers.
 * Events are answered in the order that {@link Pipe#takeEvents} asks for, at once unless {@link
 * #hold} keeps them back.
 */
final class PatternRig implements PipeOwner, Outbox {
  static final int RANDOM = 0x01020304;

  final Pattern pattern;
  final int hwm;
  private final ArrayDeque<Pipe> mailbox = new ArrayDeque<>();
  private boolean held;
  private boolean settling;

  PatternRig(SocketType type) {
    this(type, 1000);
  }

  PatternRig(SocketType type, int hwm) {
    this.pattern = Patterns.of(type, this, RANDOM);
    this.hwm = hwm;
  }

  <T> PatternRig with(SocketOption<T> option, T value) {
    pattern.onOption(option, value);
    return this;
  }

  /** A peer that is there, without a routing id of its own. */
  FarEnd peer() {
    return peer("");
  }

  /** A peer that is there and announced a routing id. */
  FarEnd peer(String routingId) {
    FarEnd peer = new FarEnd(Frame.EMPTY);
    peer.introduce(routingId);
    peer.pipe.raise(Pipe.ATTACHED | Pipe.CONNECTED);
    return peer;
  }

  /** A peer that this side connects to and that is not there yet. */
  FarEnd awaitedPeer() {
    return awaitedPeer("");
  }

  /** The same, named with {@code CONNECT_ROUTING_ID}. */
  FarEnd awaitedPeer(String connectRoutingId) {
    FarEnd peer = new FarEnd(Frame.of(connectRoutingId));
    peer.pipe.raise(Pipe.ATTACHED);
    return peer;
  }

  /** Everything that the socket can receive now. */
  List<Message> receiveAll() {
    List<Message> all = new ArrayList<>();
    Message message;
    while ((message = pattern.tryReceive()) != null) {
      all.add(message);
    }
    return all;
  }

  /** Keeps events back, as a socket does whose lock is taken, until {@link #release}. */
  void hold() {
    held = true;
  }

  void release() {
    held = false;
    settle();
  }

  /** Whether events wait. */
  boolean hasEvents() {
    return !mailbox.isEmpty();
  }

  @Override
  public void onPipeEvent(Pipe pipe) {
    mailbox.add(pipe);
    settle();
  }

  private void settle() {
    if (held || settling) {
      return;
    }
    settling = true;
    Pipe pipe;
    while ((pipe = mailbox.poll()) != null) {
      dispatch(pipe, pipe.takeEvents());
    }
    settling = false;
  }

  private void dispatch(Pipe pipe, int bits) {
    if ((bits & Pipe.ATTACHED) != 0) {
      pattern.attach(pipe);
    }
    if ((bits & Pipe.DISCONNECTED) != 0) {
      pattern.onDisconnected(pipe);
    }
    if ((bits & Pipe.CONNECTED) != 0) {
      pattern.onConnected(pipe);
    }
    if ((bits & Pipe.READABLE) != 0) {
      pattern.onReadable(pipe);
    }
    if ((bits & Pipe.WRITABLE) != 0) {
      pattern.onWritable(pipe);
    }
    if ((bits & Pipe.CLOSED) != 0) {
      pattern.detach(pipe);
    }
  }

  @Override
  public boolean offer(Pipe pipe, Message message) {
    return pipe.offer(message);
  }

  @Override
  public void add(Pipe pipe, Message message) {
    pipe.add(message);
  }

  /** What stands at the far end of a pipe, moved by the test's hand. */
  final class FarEnd implements Link {
    final Pipe pipe;
    boolean closedByPattern;

    FarEnd(Frame connectRoutingId) {
      pipe = new Pipe(PatternRig.this, new MessageQueue(hwm, false), new MessageQueue(hwm, false));
      pipe.connectRoutingId(connectRoutingId);
      pipe.link(this);
    }

    void introduce(String routingId) {
      pipe.introduce(Frame.of(routingId), Metadata.EMPTY, "tcp://127.0.0.1:5555");
    }

    /** The handshake of a connection is done. */
    void connect(String routingId) {
      introduce(routingId);
      pipe.raise(Pipe.CONNECTED);
    }

    /** The connection is lost; the pipe waits for the next. What was not sent yet is dropped. */
    void disconnect() {
      pipe.raise(Pipe.DISCONNECTED);
    }

    /** The peer is gone for good. */
    void close() {
      pipe.raise(Pipe.CLOSED);
    }

    /** The peer sends a message. */
    void send(Object... parts) {
      send(Message.of(parts));
    }

    void send(Message message) {
      pipe.in().add(message);
      pipe.raiseReadable();
    }

    /** The peer takes the next message written to it, or null. */
    Message receive() {
      Message message = pipe.out().poll();
      if (message != null ? pipe.out().givesCredit() : pipe.out().givesLastCredit()) {
        pipe.raise(Pipe.WRITABLE);
      }
      return message;
    }

    List<Message> receiveAll() {
      List<Message> all = new ArrayList<>();
      Message message;
      while ((message = receive()) != null) {
        all.add(message);
      }
      return all;
    }

    @Override
    public void onWritten(int bytes, Urgency urgency) {}

    @Override
    public void onCredit() {}

    @Override
    public void onClosed() {
      closedByPattern = true;
      pipe.raise(Pipe.CLOSED);
    }
  }
}
