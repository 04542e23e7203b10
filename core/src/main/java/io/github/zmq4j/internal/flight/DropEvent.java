package io.github.zmq4j.internal.flight;

import jdk.jfr.Label;
import jdk.jfr.Name;

/** Messages found no peer, or no room with one, and were dropped. */
@Name("io.github.zmq4j.Drop")
@Label("Drop")
final class DropEvent extends SocketEvent {
  @Label("Messages")
  long messages;
}
