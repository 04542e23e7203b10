package io.github.zmq4j.internal.socket;

import io.github.zmq4j.Frame;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.MonitorListener;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.flight.Flight;
import io.github.zmq4j.internal.session.SessionHost.Report;
import io.github.zmq4j.internal.socket.Monitors.Watch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who watches a socket: its own listener, the context's, and the Flight Recorder.
 *
 * <p><b>Threading.</b> Thread-safe; never waits.
 */
final class SocketMonitor {
  private final SocketContext context;
  private final SocketType type;
  private final int id;
  private volatile @Nullable Watch watch;

  SocketMonitor(SocketContext context, SocketType type, int id) {
    this.context = context;
    this.type = type;
    this.id = id;
  }

  /** Puts a listener in the place of the present one, who is told. */
  void replace(@Nullable MonitorListener next) {
    Watch former = watch;
    watch = next == null ? null : new Watch(next);
    if (former != null) {
      context
          .threads()
          .monitors()
          .deliver(
              former,
              event(
                  new Report(
                      MonitorEvent.Type.MONITOR_STOPPED,
                      "",
                      "",
                      0,
                      null,
                      Frame.EMPTY,
                      "no longer monitored")));
    }
  }

  void report(Report report) {
    record(report);
    Watch own = watch;
    Watch contextWide = context.monitor();
    if (own == null && contextWide == null) {
      return;
    }
    MonitorEvent event = event(report);
    if (own != null) {
      context.threads().monitors().deliver(own, event);
    }
    if (contextWide != null) {
      context.threads().monitors().deliver(contextWide, event);
    }
  }

  private void record(Report report) {
    Flight flight = Flight.RECORDER;
    switch (report.type()) {
      case HANDSHAKE_SUCCEEDED -> flight.connected(type, id, report.local(), report.remote());
      case CONNECTED, ACCEPTED -> {
        if (type == SocketType.STREAM) { // which has no handshake
          flight.connected(type, id, report.local(), report.remote());
        }
      }
      case DISCONNECTED ->
          flight.disconnected(type, id, report.local(), report.remote(), report.reason());
      case HANDSHAKE_FAILED_NO_DETAIL, HANDSHAKE_FAILED_PROTOCOL, HANDSHAKE_FAILED_AUTH ->
          flight.handshakeFailed(
              type, id, report.local(), report.remote(), report.value(), report.reason());
      default -> {}
    }
  }

  private MonitorEvent event(Report report) {
    return new MonitorEvent(
        report.type(),
        type,
        id,
        report.local(),
        report.remote(),
        report.peer(),
        report.value(),
        report.error(),
        report.reason(),
        Instant.now());
  }
}
