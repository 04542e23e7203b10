package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ConnectionSnapshot;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pipe.Link;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.SessionHost.Traffic;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Joins two sockets of one context: the far end of a pipe is the other socket's pipe, over the same
 * two queues. This is the shortcut by which inproc skips the wire.
 *
 * <p><b>High-water marks.</b> The limit of a queue is what the writing side allows itself to send
 * plus what the reading side takes; no limit on one side is no limit. Either side may change its
 * own part at any time; {@code marks}, a lock that both ends share, lets the limit follow the last
 * change.
 *
 * <p><b>Threading.</b> Immutable but for the marks, which their lock guards.
 */
final class InprocLink implements Link {
  private final End own;
  private final End far;
  private final String endpoint;
  private final Instant since;
  private final Marks marks;
  private final boolean connects; // this end is the one that connected
  private final AtomicBoolean closed = new AtomicBoolean(); // by this end, which tells the far one

  /**
   * One end.
   *
   * @param pipe its pipe
   * @param type the type of its socket
   * @param sessions of its socket; {@code null} when no socket but the library itself is there
   * @param farewell what it receives when the other end closes; empty: nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record End(Pipe pipe, SocketType type, @Nullable SocketSessions sessions, byte[] farewell) {}

  /** What the ends allow, in messages; 0 is no limit. */
  private static final class Marks {
    private final ReentrantLock lock = new ReentrantLock();
    private int connectingSends; // these four guarded by lock
    private int connectingTakes;
    private int bindingSends;
    private int bindingTakes;

    static int sum(int sending, int receiving) {
      return sending == 0 || receiving == 0 ? 0 : sending + receiving;
    }
  }

  private InprocLink(
      End own, End far, String endpoint, Instant since, Marks marks, boolean connects) {
    this.own = own;
    this.far = far;
    this.endpoint = endpoint;
    this.since = since;
    this.marks = marks;
    this.connects = connects;
  }

  /** Makes each pipe the far end of the other. The marks are to be set by {@link #onHwm} next. */
  static void join(End connecting, End binding, String endpoint) {
    Marks marks = new Marks();
    Instant now = Instant.now();
    InprocLink forth = new InprocLink(connecting, binding, endpoint, now, marks, true);
    InprocLink back = new InprocLink(binding, connecting, endpoint, now, marks, false);
    connecting.pipe.link(forth);
    binding.pipe.link(back);
    forth.enlist();
    back.enlist();
  }

  private void enlist() {
    if (own.sessions != null) {
      own.sessions.linked(this);
    }
  }

  private void delist() {
    if (own.sessions != null) {
      own.sessions.unlinked(this);
    }
  }

  @Override
  public void onWritten(int bytes, Urgency urgency) {
    far.pipe.raiseReadable();
  }

  @Override
  public void onCredit() {
    far.pipe.raise(Pipe.WRITABLE);
  }

  @Override
  public void onClosed() {
    if (closed.getAndSet(true)) {
      return;
    }
    if (far.farewell.length > 0) {
      own.pipe.out().add(Message.wrap(far.farewell)); // the pipe itself takes nothing any more
      far.pipe.raise(Pipe.READABLE);
    }
    far.pipe.raise(Pipe.CLOSED);
    delist();
    if (far.pipe.link() instanceof InprocLink back) {
      back.delist();
    }
  }

  @Override
  public void onHwm(Pipe pipe, int sendHwm, int receiveHwm) {
    boolean mayWrite;
    boolean farMayWrite;
    marks.lock.lock();
    try {
      if (connects) {
        marks.connectingSends = sendHwm;
        marks.connectingTakes = receiveHwm;
      } else {
        marks.bindingSends = sendHwm;
        marks.bindingTakes = receiveHwm;
      }
      int forth = Marks.sum(marks.connectingSends, marks.bindingTakes);
      int back = Marks.sum(marks.bindingSends, marks.connectingTakes);
      mayWrite = own.pipe.out().setHwm(connects ? forth : back);
      farMayWrite = own.pipe.in().setHwm(connects ? back : forth);
    } finally {
      marks.lock.unlock();
    }
    if (mayWrite) {
      own.pipe.raise(Pipe.WRITABLE);
    }
    if (farMayWrite) {
      far.pipe.raise(Pipe.WRITABLE);
    }
  }

  Traffic traffic() {
    return new Traffic(own.pipe.out().written(), 0, own.pipe.in().written(), 0);
  }

  ConnectionSnapshot snapshot() {
    return new ConnectionSnapshot(
        endpoint,
        endpoint,
        ConnectionSnapshot.State.OPEN,
        own.pipe.routingId(),
        far.type,
        since,
        own.pipe.out().written(),
        0,
        own.pipe.in().written(),
        0,
        own.pipe.out().depth(),
        own.pipe.out().hwm(),
        own.pipe.in().depth(),
        own.pipe.in().hwm(),
        own.pipe.out().refused(),
        false,
        false);
  }
}
