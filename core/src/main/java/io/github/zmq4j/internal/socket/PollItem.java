package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Poller.Event;
import io.github.zmq4j.Poller.Ready;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.engine.ChannelSelector;
import io.github.zmq4j.internal.engine.Signal;
import java.nio.channels.SelectableChannel;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One registration of a poller.
 *
 * <p><b>Threading.</b> {@code ready} belongs to the thread that polls; the rest is thread-safe.
 */
abstract sealed class PollItem {
  private static final Set<Event> IN = Set.of(Event.IN);
  private static final Set<Event> OUT = Set.of(Event.OUT);
  private static final Set<Event> BOTH = Set.of(Event.IN, Event.OUT);

  private final Object source;
  private final @Nullable Object attachment;
  final long serial;
  volatile int events; // what is waited for
  volatile boolean removed;
  int ready; // what is possible, of that

  private PollItem(Object source, @Nullable Object attachment, long serial, int events) {
    this.source = source;
    this.attachment = attachment;
    this.serial = serial;
    this.events = events;
  }

  static int bits(Set<Event> events) {
    return (events.contains(Event.IN) ? SocketBase.IN : 0)
        | (events.contains(Event.OUT) ? SocketBase.OUT : 0);
  }

  Ready toReady() {
    Set<Event> possible =
        switch (ready) {
          case SocketBase.IN -> IN;
          case SocketBase.OUT -> OUT;
          default -> BOTH;
        };
    return new Ready(source, possible, attachment);
  }

  /** A socket. It is queued at the poller when it is or may be ready, and else watched. */
  static final class OfSocket extends PollItem implements Signal {
    final SocketBase socket;
    private final SocketPoller poller;
    private final AtomicBoolean queued = new AtomicBoolean();

    OfSocket(
        SocketPoller poller,
        SocketBase socket,
        @Nullable Object attachment,
        long serial,
        int events) {
      super(socket, attachment, serial, events);
      this.poller = poller;
      this.socket = socket;
    }

    @Override
    public void signal() {
      if (queue()) {
        poller.onNews(this);
      }
    }

    /** Counts as queued from now on; false if it did so before. */
    boolean queue() {
      return queued.compareAndSet(false, true);
    }

    /** Looks what is possible; if nothing is, the next news queues the item. */
    boolean check() {
      queued.set(false); // before the socket is looked at, so that later news counts
      int wanted = events;
      ready = removed || wanted == 0 ? 0 : socket.signals().readyOrWatch(wanted, this);
      if (removed) {
        socket.signals().unwatch(this);
      }
      return ready != 0;
    }
  }

  /** A channel, which the poller's selector watches. */
  static final class OfChannel extends PollItem {
    final SelectableChannel channel;

    OfChannel(
        SelectableChannel channel, @Nullable Object attachment, long serial, Set<Event> events) {
      super(channel, attachment, serial, checkedBits(channel, events));
      this.channel = channel;
    }

    void modify(Set<Event> wanted) {
      events = checkedBits(channel, wanted);
    }

    private static int checkedBits(SelectableChannel channel, Set<Event> wanted) {
      if ((wanted.contains(Event.IN) && ChannelSelector.inOps(channel) == 0)
          || (wanted.contains(Event.OUT) && ChannelSelector.outOps(channel) == 0)) {
        throw new ZmqException(ErrorCode.EINVAL, channel + " can never be ready for " + wanted);
      }
      return bits(wanted);
    }

    /** The operations waited for. */
    int ops() {
      int wanted = events;
      return ((wanted & SocketBase.IN) != 0 ? ChannelSelector.inOps(channel) : 0)
          | ((wanted & SocketBase.OUT) != 0 ? ChannelSelector.outOps(channel) : 0);
    }

    /** Notes what is possible; false when that is not waited for any more. */
    boolean isReady(int readyOps) {
      ready =
          ((readyOps & ChannelSelector.inOps(channel)) != 0 ? SocketBase.IN : 0)
              | ((readyOps & ChannelSelector.outOps(channel)) != 0 ? SocketBase.OUT : 0);
      ready &= events;
      return ready != 0 && !removed;
    }
  }
}
