package io.github.zmq4j.internal.flight;

import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;

/** Messages found no peer, or no room with one, and were dropped. */
@Name("io.github.zmq4j.Drop")
@Label("Drop")
@Registered
final class DropEvent extends SocketEvent {
  @Label("Messages")
  long messages;
}
