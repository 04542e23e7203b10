package io.github.zmq4j.internal.session;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Selectable;
import io.github.zmq4j.internal.transport.NetworkErrors;
import io.github.zmq4j.internal.transport.SocksHandshake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A channel between the moment it is connected to a SOCKS proxy and the moment the proxy has
 * connected it to where it shall lead.
 *
 * <p><b>Threading.</b> Confined to the reactor's driver.
 */
final class ProxyTunnel implements Selectable {
  private final Reactor reactor;
  private final SelectionKey key;
  private final SocketChannel channel;
  private final SocksHandshake handshake;
  private final Owner owner;
  private @Nullable ByteBuffer unwritten;

  /** Hears what becomes of it, once. */
  interface Owner {
    /** The channel leads to the peer now; its key is the owner's again. */
    void onTunnelled(SelectionKey key);

    /** The proxy is gone or refuses; closing the channel is the owner's matter. */
    void onTunnelFailed(ErrorCode error, String reason);
  }

  ProxyTunnel(Reactor reactor, SelectionKey key, SocksHandshake handshake, Owner owner) {
    this.reactor = reactor;
    this.key = key;
    this.channel = (SocketChannel) key.channel();
    this.handshake = handshake;
    this.owner = owner;
  }

  void start() {
    key.attach(this);
    advance();
  }

  @Override
  public void onReady(int readyOps) {
    advance();
  }

  private void advance() {
    try {
      if (write() && read()) {
        owner.onTunnelled(key);
      }
    } catch (SocksHandshake.Refusal refusal) {
      owner.onTunnelFailed(refusal.code(), String.valueOf(refusal.getMessage()));
    } catch (IOException e) {
      owner.onTunnelFailed(NetworkErrors.codeOf(e), "the proxy: " + e.getMessage());
    }
  }

  /** Writes what there is to say; false if the network takes no more now. */
  private boolean write() throws IOException {
    ByteBuffer octets = unwritten != null ? unwritten : handshake.pollTransmit();
    if (octets != null) {
      channel.write(octets);
      if (octets.hasRemaining()) {
        unwritten = octets;
        key.interestOps(SelectionKey.OP_WRITE);
        return false;
      }
      unwritten = null;
    }
    key.interestOps(SelectionKey.OP_READ);
    return true;
  }

  /** Reads what the proxy says, and no octet of what comes after it; whether that was all. */
  private boolean read() throws IOException, SocksHandshake.Refusal {
    while (!handshake.isDone()) {
      ByteBuffer buffer = reactor.readBuffer();
      int count = channel.read(buffer.limit(handshake.wantedBytes()));
      if (count < 0) {
        throw new IOException("it closed the connection");
      }
      if (count == 0) {
        return false;
      }
      handshake.onBytes(buffer.flip());
      if (!write()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void onBroken(Throwable cause) {
    owner.onTunnelFailed(ErrorCode.EIO, "internal error: " + cause);
  }
}
