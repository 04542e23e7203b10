package io.github.zmq4j.internal.flight;

import io.github.zmq4j.SocketType;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** What all events of this library have in common. */
@Category("ZeroMQ")
@Enabled
@StackTrace(false)
abstract class SocketEvent extends Event {
  @Label("Socket Type")
  @Nullable String socketType;

  @Label("Socket Number")
  @Description("As in errors, monitor events and snapshots")
  int socketId;

  void concerns(SocketType type, int id) {
    socketType = type.name();
    socketId = id;
  }
}
