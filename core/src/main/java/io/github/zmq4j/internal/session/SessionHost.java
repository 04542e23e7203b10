package io.github.zmq4j.internal.session;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a socket is to its sessions. Every method is thread-safe and never blocks. */
public interface SessionHost {
  /** Makes a pipe of this socket's marks, which {@link Pipe#ATTACHED} then gives to the socket. */
  Pipe newPipe();

  /** How this socket writes, for all its links. */
  Pace pace();

  /** Picks the reactor of a new connection, among those that the affinity allows. */
  Reactor pickReactor(long affinity);

  /** Runs what may block, such as looking up a name. */
  Executor blockingWork();

  /** How long unsent messages hold up a close, as the socket says now; negative: without end. */
  long lingerNanos();

  /** A session began; the context ends only when each that began has ended. */
  void sessionStarted(Session session);

  /** A session ended. */
  void sessionEnded(Session session);

  /** A connection ended, over which this had gone. */
  void connectionEnded(Traffic traffic);

  /** Tells the monitor. */
  void report(Report report);

  /**
   * What the monitor is told.
   *
   * @param type what happened
   * @param local the local endpoint; empty when unknown
   * @param remote the remote endpoint; empty when unknown
   * @param value the event's number, as libzmq gives it
   * @param error the error code, when the event is about one
   * @param peer the peer's routing id; empty when unknown
   * @param reason what happened, in words
   */
  record Report(
      MonitorEvent.Type type,
      String local,
      String remote,
      long value,
      @Nullable ErrorCode error,
      Frame peer,
      String reason) {
    /** The value where libzmq gives a file descriptor, which Java does not know. */
    public static final long NO_DESCRIPTOR = -1;
  }

  /** What went over connections, in messages and bytes. */
  record Traffic(long messagesSent, long bytesSent, long messagesReceived, long bytesReceived) {}
}
