package io.github.zmq4j.internal.flight;

import io.github.zmq4j.SocketType;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Records with the JDK's Flight Recorder. Loaded only where the JVM has it.
 *
 * <p>No event is made before the first recording begins: it would load much of the recorder, which
 * made up a third of the time from a cold start to a first reply.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
final class JdkFlight implements Flight {
  @Override
  public void connected(SocketType type, int id, String local, String remote) {
    if (!FlightRecorder.isInitialized()) {
      return;
    }
    ConnectEvent event = new ConnectEvent();
    if (event.isEnabled()) {
      event.concerns(type, id);
      event.localEndpoint = local;
      event.remoteEndpoint = remote;
      event.commit();
    }
  }

  @Override
  public void disconnected(SocketType type, int id, String local, String remote, String reason) {
    if (!FlightRecorder.isInitialized()) {
      return;
    }
    DisconnectEvent event = new DisconnectEvent();
    if (event.isEnabled()) {
      event.concerns(type, id);
      event.localEndpoint = local;
      event.remoteEndpoint = remote;
      event.reason = reason;
      event.commit();
    }
  }

  @Override
  public void handshakeFailed(
      SocketType type, int id, String local, String remote, long value, String reason) {
    if (!FlightRecorder.isInitialized()) {
      return;
    }
    HandshakeFailureEvent event = new HandshakeFailureEvent();
    if (event.isEnabled()) {
      event.concerns(type, id);
      event.localEndpoint = local;
      event.remoteEndpoint = remote;
      event.value = value;
      event.reason = reason;
      event.commit();
    }
  }

  @Override
  public boolean seesDrops() {
    return FlightRecorder.isInitialized() && new DropEvent().isEnabled();
  }

  @Override
  public void dropped(SocketType type, int id, long count) {
    DropEvent event = new DropEvent();
    event.concerns(type, id);
    event.messages = count;
    event.commit();
  }

  @Override
  public @Nullable Object sendBlocked() {
    if (!FlightRecorder.isInitialized()) {
      return null;
    }
    BlockedSendEvent event = new BlockedSendEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  @Override
  public void sendUnblocked(@Nullable Object begun, SocketType type, int id, boolean isSent) {
    if (begun instanceof BlockedSendEvent event) {
      event.end();
      if (event.shouldCommit()) {
        event.concerns(type, id);
        event.isSent = isSent;
        event.commit();
      }
    }
  }
}
