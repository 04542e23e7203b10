package io.github.zmq4j.internal.transport;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import java.util.List;

/** The transports that carry bytes, by scheme. */
public final class Transports {
  /** The scheme of links inside one context, which need no transport. */
  public static final String INPROC = "inproc";

  private static final List<String> ELSEWHERE =
      List.of("pgm", "epgm", "norm", "tipc", "vmci", "vsock", "udp", "ws", "wss");

  private Transports() {}

  /**
   * Finds the transport of an endpoint.
   *
   * @throws ZmqException EPROTONOSUPPORT if there is none
   */
  public static Transport of(Endpoint endpoint) {
    return switch (endpoint.scheme()) {
      case "tcp" -> TcpTransport.INSTANCE;
      case "ipc" -> IpcTransport.INSTANCE;
      default -> throw unknown(endpoint);
    };
  }

  private static ZmqException unknown(Endpoint endpoint) {
    return new ZmqException(
        ErrorCode.EPROTONOSUPPORT,
        ELSEWHERE.contains(endpoint.scheme())
            ? "zmq4j does not carry " + endpoint.scheme() + ":// (endpoint '" + endpoint + "')"
            : "Endpoint '" + endpoint + "' names no transport; use tcp, ipc or inproc");
  }
}
