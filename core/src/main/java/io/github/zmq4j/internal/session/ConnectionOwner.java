package io.github.zmq4j.internal.session;

import io.github.zmq4j.internal.zmtp.Peer;

/** Who made a connection - a listener or a connector - and decides what becomes of its pipe. */
interface ConnectionOwner {
  /**
   * The handshake is done. Puts the pipe at the far end of the connection's link, introduces the
   * peer, and tells the socket.
   */
  void onEstablished(Connection connection, Peer peer);

  /** The socket is done with the pipe, if that came and goes with the connection. */
  void onPipeClosed(Connection connection);

  /** The connection is closed. Told exactly once. */
  void onLost(Connection connection, Loss loss);
}
