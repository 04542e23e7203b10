package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * SERVER: numbers its peers; a received message carries its sender's number, a sent one its
 * receiver's. The number never goes over the wire. Messages have one frame; a longer one that a
 * peer sent is dropped.
 *
 * <p>A send to a full peer waits, one to an unknown number is an error: unlike a ROUTER, a SERVER
 * drops nothing by itself.
 *
 * <p>PEER is the same on both sides: it may also connect, and the number that a connect gave is the
 * one to send to, before the other side is there.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/41/">41/CLISRV, the SERVER socket type</a>
 */
public sealed class ServerPattern implements Pattern permits PeerPattern {
  private final SocketType type;
  private final Outbox outbox;
  private final NumberedPeers peers;
  private final FairQueue in = new FairQueue();
  private @Nullable Message next; // found by canReceive, not yet received

  ServerPattern(Outbox outbox, int firstId) {
    this(SocketType.SERVER, outbox, firstId);
  }

  ServerPattern(SocketType type, Outbox outbox, int firstId) {
    this.type = type;
    this.outbox = outbox;
    this.peers = new NumberedPeers(firstId);
  }

  @Override
  public void attach(Pipe pipe) {
    peers.add(pipe);
  }

  @Override
  public void detach(Pipe pipe) {
    peers.remove(pipe);
    if (pipe.hasMessages()) {
      in.activate(pipe);
    }
  }

  /** The routing id of a pipe, from its attachment on. */
  public int routingIdOf(Pipe pipe) {
    return NumberedPeers.numberOf(pipe);
  }

  /** Drops a peer, with what it sent and was not received yet; false when there is none. */
  public boolean disconnectPeer(int routingId) {
    Pipe pipe = peers.get(routingId);
    if (pipe == null) {
      return false;
    }
    peers.remove(pipe);
    pipe.close();
    return true;
  }

  @Override
  public void onReadable(Pipe pipe) {
    in.activate(pipe);
  }

  @Override
  public void onWritable(Pipe pipe) {} // senders that wait for one peer try again

  @Override
  public boolean trySend(Message message) {
    if (message.frameCount() > 1) {
      throw Refusal.oneFrameOnly(type);
    }
    Pipe pipe = peers.get(message.routingId());
    if (pipe == null || pipe.isClosed()) {
      throw new ZmqException(
          ErrorCode.EHOSTUNREACH,
          message.routingId() == 0
              ? "A message of a " + type + " socket needs a routing id: see Message.withRoutingId"
              : "No peer of this " + type + " socket has the routing id " + message.routingId());
    }
    return outbox.offer(pipe, message);
  }

  @Override
  public boolean tryBegin(Frame first) {
    throw Refusal.oneFrameOnly(type);
  }

  @Override
  public boolean canSend() {
    return true; // to whom, only the message says
  }

  @Override
  public @Nullable Message tryReceive() {
    Message message = nextOfOneFrame();
    next = null;
    return message;
  }

  private @Nullable Message nextOfOneFrame() {
    while (next == null) {
      Message message = in.poll();
      if (message == null) {
        return null;
      } else if (message.frameCount() > 1) {
        message.release();
      } else {
        next = message.withRoutingId(routingIdOf(in.source()));
      }
    }
    return next;
  }

  @Override
  public boolean canReceive() {
    return nextOfOneFrame() != null;
  }
}
