package io.github.zmq4j.internal.flight;

import io.github.zmq4j.SocketType;
import org.jspecify.annotations.Nullable;

/**
 * Tells the Flight Recorder of what happens to sockets, where the JDK has one. While nothing is
 * recorded each method costs a look at a flag.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/jfapi/">The Flight Recorder's API</a>
 */
public interface Flight {
  /** The recorder of this JVM, or a stand-in for it. */
  Flight RECORDER = find();

  private static Flight find() {
    try {
      Class.forName("jdk.jfr.Event");
      return new JdkFlight();
    } catch (ClassNotFoundException | LinkageError e) {
      return new NoFlight(); // this JVM runs without the module jdk.jfr
    }
  }

  /** A connection whose handshake is done, or of a socket that has none. */
  void connected(SocketType type, int id, String local, String remote);

  /** A connection has ended. */
  void disconnected(SocketType type, int id, String local, String remote, String reason);

  /** A handshake has failed; the value is the one of the monitor's event. */
  void handshakeFailed(
      SocketType type, int id, String local, String remote, long value, String reason);

  /** Whether anybody wants to know of drops. */
  boolean seesDrops();

  /** Messages were dropped by a socket. */
  void dropped(SocketType type, int id, long count);

  /** A send begins to wait; what this answers goes to {@link #sendUnblocked}. */
  @Nullable Object sendBlocked();

  /** A send has waited. */
  void sendUnblocked(@Nullable Object begun, SocketType type, int id, boolean isSent);
}
