package io.github.zmq4j.internal.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A handshake has failed; a disconnect follows. */
@Name("io.github.zmq4j.HandshakeFailure")
@Label("Handshake Failure")
final class HandshakeFailureEvent extends SocketEvent {
  @Label("Local Endpoint")
  @Nullable String localEndpoint;

  @Label("Remote Endpoint")
  @Nullable String remoteEndpoint;

  @Label("Value")
  @Description("libzmq's number for what went wrong, as in the monitor event")
  long value;

  @Label("Reason")
  @Nullable String reason;
}
