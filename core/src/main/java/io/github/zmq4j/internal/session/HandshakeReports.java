package io.github.zmq4j.internal.session;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.internal.session.SessionHost.Report;
import io.github.zmq4j.internal.zmtp.Peer;
import io.github.zmq4j.spi.ProtocolViolation;

/** What a connection's beginning and end look like to a monitor, on either side. */
final class HandshakeReports {
  private HandshakeReports() {}

  static void succeeded(SessionHost host, String local, String remote, Peer peer) {
    if (!peer.version().hasCommands()) {
      return; // as libzmq: before 3.0 there is no handshake to speak of
    }
    host.report(
        new Report(
            MonitorEvent.Type.HANDSHAKE_SUCCEEDED,
            local,
            remote,
            0,
            null,
            Frame.wrap(peer.routingId()),
            "the peer speaks " + peer.version()));
  }

  /** One event for why the handshake failed, if it did, and one for the disconnection. */
  static void lost(
      SessionHost host, Connection connection, String local, String remote, Loss loss) {
    ProtocolViolation violation = loss.violation();
    if (violation != null) {
      switch (violation.reason().event()) {
        case HANDSHAKE_FAILED_PROTOCOL ->
            report(
                host,
                MonitorEvent.Type.HANDSHAKE_FAILED_PROTOCOL,
                local,
                remote,
                violation.eventValue(),
                loss);
        case HANDSHAKE_FAILED_AUTH ->
            report(
                host,
                MonitorEvent.Type.HANDSHAKE_FAILED_AUTH,
                local,
                remote,
                violation.eventValue(),
                loss);
        case HANDSHAKE_FAILED_NO_DETAIL -> noDetail(host, local, remote, loss);
        case NONE -> {}
      }
    } else if (!connection.isEstablished() && loss.kind() == Loss.Kind.LOST) {
      noDetail(host, local, remote, loss);
    }
    report(host, MonitorEvent.Type.DISCONNECTED, local, remote, loss.error().number(), loss);
  }

  private static void noDetail(SessionHost host, String local, String remote, Loss loss) {
    ErrorCode error = loss.error();
    report(host, MonitorEvent.Type.HANDSHAKE_FAILED_NO_DETAIL, local, remote, error.number(), loss);
  }

  private static void report(
      SessionHost host,
      MonitorEvent.Type type,
      String local,
      String remote,
      long value,
      Loss loss) {
    host.report(new Report(type, local, remote, value, loss.error(), Frame.EMPTY, loss.reason()));
  }
}
