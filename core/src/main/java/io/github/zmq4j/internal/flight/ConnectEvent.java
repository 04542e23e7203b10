package io.github.zmq4j.internal.flight;

import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A connection is there: its handshake is done, or its socket has none. */
@Name("io.github.zmq4j.Connect")
@Label("Connect")
final class ConnectEvent extends SocketEvent {
  @Label("Local Endpoint")
  @Nullable String localEndpoint;

  @Label("Remote Endpoint")
  @Nullable String remoteEndpoint;
}
