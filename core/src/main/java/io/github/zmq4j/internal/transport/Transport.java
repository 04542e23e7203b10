package io.github.zmq4j.internal.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way for bytes to travel between processes. It parses its addresses, listens, and opens
 * channels; reading, writing and everything above is the session's.
 *
 * <p><b>Threading.</b> Immutable.
 */
public interface Transport {
  /**
   * Listens at an address, now.
   *
   * @throws io.github.zmq4j.ZmqException EINVAL, EADDRINUSE, EADDRNOTAVAIL, ENODEV, EACCES ...
   */
  Listening listen(String address, TransportSettings settings);

  /**
   * Checks an address to connect to.
   *
   * @throws io.github.zmq4j.ZmqException EINVAL if nobody could ever connect to it
   */
  Target target(String address, TransportSettings settings);

  /** Sets up a channel that was accepted or is about to connect. */
  void configure(SocketChannel channel, TransportSettings settings) throws IOException;

  /** Whether the settings let a peer with this address connect. */
  default boolean lets(SocketAddress peer, TransportSettings settings) {
    return true;
  }

  /** The text of a peer's address as an endpoint. */
  String endpointOf(SocketAddress address);

  /** The {@code Peer-Address} of a connection: an IP address without port, or empty. */
  String peerAddressOf(SocketChannel channel);

  /** A listening channel and the endpoint it got, wildcards resolved. */
  interface Listening {
    /** Non-blocking; the caller closes it. */
    ServerSocketChannel channel();

    /** The effective endpoint. */
    String endpoint();

    /** Cleans up what the address left behind, after the channel was closed. */
    void dispose();

    /** Closes and cleans up what nobody came to serve. */
    default void abandon() {
      try {
        channel().close();
      } catch (IOException e) {
        // There is nothing to lose.
      }
      dispose();
    }
  }

  /** An address to connect to. */
  interface Target {
    /** Whether {@link #resolve()} answers at once, without asking the network. */
    boolean isResolved();

    /** Finds the addresses to try, in order; may take long. */
    List<SocketAddress> resolve() throws IOException;

    /** Opens a channel for an address, bound to the source address if the endpoint names one. */
    SocketChannel open(SocketAddress address) throws IOException;

    /** What to say to the proxy that {@link #resolve()} leads to; {@code null} without a proxy. */
    default @Nullable SocksHandshake socksHandshake() {
      return null;
    }
  }
}
