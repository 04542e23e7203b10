package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.ROUTER;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.RouterPeer;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ROUTER: knows each peer by a routing id. A received message has its sender's id as first frame; a
 * sent message names its receiver there.
 *
 * <p>The id is the one that this side chose with {@code CONNECT_ROUTING_ID}, else the one that the
 * peer announced, else a generated one. The peer keeps it as long as its pipe lives, over
 * reconnections too. When a newcomer announces an id that is taken:
 *
 * <ul>
 *   <li>with {@code ROUTER_HANDOVER} it takes the id over; the peer that had it is disconnected,
 *       and what it had sent is received under a generated id;
 *   <li>else it waits, unread, until the id is free. (libzmq leaves it waiting for ever.)
 * </ul>
 *
 * <p>A message to an unknown or full peer is dropped; with {@code ROUTER_MANDATORY} the unknown
 * peer is an error and the full one makes the sender wait. A message of an id alone is ignored.
 *
 * <p>{@code ROUTER_NOTIFY} delivers {@code [id, empty]} when a peer has come, before its first
 * message, and when its connection is lost, after its last; not over inproc.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/28/">28/REQREP, the ROUTER socket type</a>
 */
public final class RouterPattern implements Pattern {
  private static final int NOTIFY_CONNECT = 1;
  private static final int NOTIFY_DISCONNECT = 2;

  private final Outbox outbox;
  private final RoutingTable peers;
  private final FairQueue in = new FairQueue();
  private final Notices notices = new Notices();
  private boolean mandatory;
  private boolean handover;
  private boolean raw;
  private boolean probesRouter;
  private int notify;
  private long drops;

  RouterPattern(Outbox outbox, int firstId) {
    this.outbox = outbox;
    this.peers = new RoutingTable(firstId);
  }

  // ---- Peers come and go -----------------------------------------------------------------------

  @Override
  public void attach(Pipe pipe) {
    if (pipe.connectRoutingId().size() > 0) {
      admit(pipe, pipe.connectRoutingId());
    }
    if (probesRouter) {
      outbox.offer(pipe, Message.of(Frame.EMPTY));
    }
  }

  @Override
  public void onConnected(Pipe pipe) {
    if (RoutingTable.isNameless(pipe)) {
      Frame announced = pipe.routingId();
      admit(pipe, announced.size() > 0 ? announced : peers.freeId());
    }
    notice(pipe, NOTIFY_CONNECT);
  }

  private void admit(Pipe pipe, Frame id) {
    Pipe former = handover ? peers.get(id) : null;
    if (former != null) {
      peers.takeOver(pipe, id);
      former.finish();
    } else if (!peers.claim(pipe, id)) {
      return;
    }
    readIfAny(pipe);
  }

  private void readIfAny(Pipe pipe) {
    if (pipe.hasMessages()) {
      in.activate(pipe);
    }
  }

  @Override
  public void onDisconnected(Pipe pipe) {
    peers.withdraw(pipe); // it may come back under another id
    notice(pipe, NOTIFY_DISCONNECT);
  }

  @Override
  public void detach(Pipe pipe) {
    if (peers.withdraw(pipe)) {
      pipe.close(); // drops what it holds: it never had a name to be read under
      return;
    }
    notice(pipe, NOTIFY_DISCONNECT);
    readIfAny(pipe);
    welcome(peers.remove(pipe));
  }

  private void welcome(@Nullable Pipe successor) {
    if (successor != null) {
      readIfAny(successor);
      notice(successor, NOTIFY_CONNECT);
    }
  }

  private void notice(Pipe pipe, int event) {
    Frame id = RoutingTable.idOf(pipe);
    boolean overWire = !pipe.remoteEndpoint().isEmpty();
    if ((notify & event) == 0 || id == null || !overWire || !peers.leadsTo(pipe)) {
      return;
    }
    if (event == NOTIFY_CONNECT) {
      notices.greet(id);
    } else {
      notices.farewell(id, pipe);
    }
  }

  /** The peers that can be addressed now. */
  public List<RouterPeer> peers() {
    List<RouterPeer> list = new ArrayList<>(peers.size());
    peers.forEach(
        (id, pipe) -> list.add(new RouterPeer(id, pipe.remoteEndpoint(), pipe.metadata())));
    return list;
  }

  /** Whether a peer has this id: {@code CONNECT_ROUTING_ID} must name a free one. */
  public boolean isPeer(Frame id) {
    return peers.get(id) != null;
  }

  /** Whether there is a peer with this id and it has room for a message. */
  public boolean canSendTo(Frame id) {
    Pipe pipe = peers.get(id);
    return pipe != null && pipe.canWrite();
  }

  /** Drops a peer, with what it sent and was not received yet; false when there is none. */
  public boolean disconnectPeer(Frame id) {
    Pipe pipe = peers.get(id);
    if (pipe == null) {
      return false;
    }
    Pipe successor = peers.drop(pipe);
    pipe.close();
    welcome(successor);
    return true;
  }

  // ---- Messages --------------------------------------------------------------------------------

  @Override
  public boolean trySend(Message message) {
    Frame id = message.frame(0);
    boolean addressed = message.frameCount() > 1;
    Pipe pipe = peers.get(id);
    if (raw && addressed && pipe != null && message.frameSize(1) == 0) {
      pipe.finish(); // as on STREAM: an empty frame closes the connection
      message.release();
      return true;
    }
    if (mandatory && addressed && !reach(pipe, id).canWrite()) {
      return false;
    }
    if (addressed && pipe != null && outbox.offer(pipe, message.dropFirst(1))) {
      id.release();
    } else {
      message.release();
      drops++;
      if (addressed && pipe != null) {
        pipe.countDrop();
      }
    }
    return true;
  }

  private static Pipe reach(@Nullable Pipe pipe, Frame id) {
    if (pipe == null || pipe.isClosed()) {
      throw Refusal.unknownPeer(ROUTER, id);
    }
    return pipe;
  }

  @Override
  public boolean tryBegin(Frame first) {
    return !mandatory || reach(peers.get(first), first).canWrite();
  }

  @Override
  public @Nullable Message tryReceive() {
    Message notice = notices.poll();
    if (notice != null) {
      return notice;
    }
    Message message = in.poll();
    Frame id = message == null ? null : RoutingTable.idOf(in.source());
    return message == null || id == null ? null : message.prepend(id);
  }

  @Override
  public boolean canSend() {
    return !mandatory || peers.anyWritable();
  }

  @Override
  public boolean canReceive() {
    return !notices.isEmpty() || in.hasMessages();
  }

  @Override
  public void onReadable(Pipe pipe) {
    if (RoutingTable.idOf(pipe) != null) {
      in.activate(pipe);
    }
  }

  @Override
  public void onWritable(Pipe pipe) {} // senders that wait for one peer try again

  @Override
  public void onOption(SocketOption<?> option, Object value) {
    if (option == Options.ROUTER_MANDATORY) {
      mandatory = (Boolean) value;
    } else if (option == Options.ROUTER_HANDOVER) {
      handover = (Boolean) value;
    } else if (option == Options.ROUTER_RAW) {
      raw = (Boolean) value;
    } else if (option == Options.PROBE_ROUTER) {
      probesRouter = (Boolean) value;
    } else if (option == Options.ROUTER_NOTIFY) {
      notify = (Integer) value;
    }
  }

  @Override
  public long drops() {
    return drops;
  }
}
