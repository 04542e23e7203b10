package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.STREAM;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * STREAM: talks to plain TCP peers, each known by a routing id: the one that this side chose with
 * {@code CONNECT_ROUTING_ID}, else a generated one. A received message is {@code [id, bytes]}, as
 * much as one read of the network gave; a sent message is the same, and with an empty second frame
 * it closes the connection, after what was sent before.
 *
 * <p>Unless {@code STREAM_NOTIFY} says no, {@code [id, empty]} is received when a connection is
 * made, before its first bytes, and when it ends, after its last. Of a connection that this side
 * closed nothing more is received.
 *
 * <p>A send to an unknown peer is an error, one to a full peer waits. An id alone is ignored.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://libzmq.readthedocs.io/en/latest/zmq_socket.html">zmq_socket, native
 *     pattern</a>
 */
public final class StreamPattern implements Pattern {
  private final Outbox outbox;
  private final RoutingTable peers;
  private final FairQueue in = new FairQueue();
  private final Notices notices = new Notices();
  private boolean notifies = true;

  StreamPattern(Outbox outbox, int firstId) {
    this.outbox = outbox;
    this.peers = new RoutingTable(firstId);
  }

  @Override
  public void attach(Pipe pipe) {
    Frame chosen = pipe.connectRoutingId();
    peers.claim(pipe, chosen.size() > 0 && !isPeer(chosen) ? chosen : peers.freeId());
  }

  /** Whether a peer has this id: {@code CONNECT_ROUTING_ID} must name a free one. */
  public boolean isPeer(Frame id) {
    return peers.get(id) != null;
  }

  /** The id of a pipe's peer, from its attachment on. */
  public Frame routingIdOf(Pipe pipe) {
    Frame id = RoutingTable.idOf(pipe);
    return id == null ? Frame.EMPTY : id;
  }

  @Override
  public void onConnected(Pipe pipe) {
    if (notifies && peers.leadsTo(pipe)) {
      notices.greet(routingIdOf(pipe));
    }
  }

  @Override
  public void onDisconnected(Pipe pipe) {
    if (notifies && peers.leadsTo(pipe)) {
      notices.farewell(routingIdOf(pipe), pipe);
    }
  }

  @Override
  public void detach(Pipe pipe) {
    onDisconnected(pipe);
    peers.remove(pipe);
    if (pipe.hasMessages()) {
      in.activate(pipe);
    }
  }

  @Override
  public void onReadable(Pipe pipe) {
    in.activate(pipe);
  }

  @Override
  public void onWritable(Pipe pipe) {} // senders that wait for one peer try again

  @Override
  public boolean trySend(Message message) {
    Frame id = message.frame(0);
    if (message.frameCount() == 1) {
      message.release();
      return true;
    }
    if (message.frameCount() > 2) {
      throw new ZmqException(
          ErrorCode.EINVAL, "A message of a STREAM socket has two frames: routing id and bytes");
    }
    Pipe pipe = reach(id);
    if (message.frameSize(1) == 0) {
      peers.drop(pipe);
      pipe.close();
      message.release();
      return true;
    }
    if (!outbox.offer(pipe, message.dropFirst(1))) {
      return false;
    }
    id.release();
    return true;
  }

  private Pipe reach(Frame id) {
    Pipe pipe = peers.get(id);
    if (pipe == null || pipe.isClosed()) {
      throw Refusal.unknownPeer(STREAM, id);
    }
    return pipe;
  }

  @Override
  public boolean tryBegin(Frame first) {
    return reach(first).canWrite();
  }

  @Override
  public boolean canSend() {
    return true; // to whom, only the message says
  }

  @Override
  public @Nullable Message tryReceive() {
    Message notice = notices.poll();
    if (notice != null) {
      return notice;
    }
    Message message = in.poll();
    return message == null ? null : message.prepend(routingIdOf(in.source()));
  }

  @Override
  public boolean canReceive() {
    return !notices.isEmpty() || in.hasMessages();
  }

  @Override
  public void onOption(SocketOption<?> option, Object value) {
    if (option == Options.STREAM_NOTIFY) {
      notifies = (Boolean) value;
    }
  }
}
