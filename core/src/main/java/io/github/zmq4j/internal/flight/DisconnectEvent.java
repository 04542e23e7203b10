package io.github.zmq4j.internal.flight;

import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A connection has ended, during or after its handshake. */
@Name("io.github.zmq4j.Disconnect")
@Label("Disconnect")
final class DisconnectEvent extends SocketEvent {
  @Label("Local Endpoint")
  @Nullable String localEndpoint;

  @Label("Remote Endpoint")
  @Nullable String remoteEndpoint;

  @Label("Reason")
  @Nullable String reason;
}
