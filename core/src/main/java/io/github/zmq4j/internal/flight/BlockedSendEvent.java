package io.github.zmq4j.internal.flight;

import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A send had to wait for room; the duration tells how long. */
@Name("io.github.zmq4j.BlockedSend")
@Label("Blocked Send")
@StackTrace
final class BlockedSendEvent extends SocketEvent {
  @Label("Sent")
  boolean isSent;
}
