package io.github.zmq4j.internal.flight;

import io.github.zmq4j.SocketType;
import org.jspecify.annotations.Nullable;

/** Records nothing, where the JVM has no Flight Recorder. */
final class NoFlight implements Flight {
  @Override
  public void connected(SocketType type, int id, String local, String remote) {}

  @Override
  public void disconnected(SocketType type, int id, String local, String remote, String reason) {}

  @Override
  public void handshakeFailed(
      SocketType type, int id, String local, String remote, long value, String reason) {}

  @Override
  public boolean seesDrops() {
    return false;
  }

  @Override
  public void dropped(SocketType type, int id, long count) {}

  @Override
  public @Nullable Object sendBlocked() {
    return null;
  }

  @Override
  public void sendUnblocked(@Nullable Object begun, SocketType type, int id, boolean isSent) {}
}
