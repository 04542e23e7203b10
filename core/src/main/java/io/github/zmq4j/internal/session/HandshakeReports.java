package io.github.zmq4j.internal.session;

import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.internal.session.SessionHost.Report;
import io.github.zmq4j.internal.zmtp.Peer;
import io.github.zmq4j.spi.ProtocolViolation;

/** What a connection's beginning and end look like to a monitor, on either side. */
final class HandshakeReports {
  private HandshakeReports() {}

  static void succeeded(SessionHost host, Connection connection, Peer peer) {
    if (!peer.version().hasCommands()) {
      return; // as libzmq: before 3.0 there is no handshake to speak of
    }
    host.report(
        new Report(
            MonitorEvent.Type.HANDSHAKE_SUCCEEDED,
            connection.local(),
            connection.remote(),
            0,
            null,
            connection.peerRoutingId(),
            "the peer speaks " + peer.version()));
  }

  /** One event for why the handshake failed, if it did, and one for the disconnection. */
  static void lost(SessionHost host, Connection connection, Loss loss) {
    ProtocolViolation violation = loss.violation();
    if (violation != null) {
      switch (violation.reason().event()) {
        case HANDSHAKE_FAILED_PROTOCOL ->
            report(
                host,
                MonitorEvent.Type.HANDSHAKE_FAILED_PROTOCOL,
                connection,
                violation.eventValue(),
                loss);
        case HANDSHAKE_FAILED_AUTH ->
            report(
                host,
                MonitorEvent.Type.HANDSHAKE_FAILED_AUTH,
                connection,
                violation.eventValue(),
                loss);
        case HANDSHAKE_FAILED_NO_DETAIL -> noDetail(host, connection, violation.eventValue(), loss);
        case NONE -> {}
      }
    } else if (!connection.isEstablished() && loss.kind() == Loss.Kind.LOST) {
      noDetail(host, connection, loss.error().number(), loss);
    }
    report(host, MonitorEvent.Type.DISCONNECTED, connection, Report.NO_DESCRIPTOR, loss);
  }

  private static void noDetail(SessionHost host, Connection connection, long value, Loss loss) {
    report(host, MonitorEvent.Type.HANDSHAKE_FAILED_NO_DETAIL, connection, value, loss);
  }

  private static void report(
      SessionHost host, MonitorEvent.Type type, Connection connection, long value, Loss loss) {
    host.report(
        new Report(
            type,
            connection.local(),
            connection.remote(),
            value,
            loss.error(),
            connection.peerRoutingId(),
            loss.reason()));
  }
}
