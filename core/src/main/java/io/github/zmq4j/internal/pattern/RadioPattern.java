package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.RADIO;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * RADIO: sends each message, of one frame, to all peers that have joined the group it is for.
 * Groups match when they are equal. A peer is in a group once, however often it joins.
 *
 * <p>A peer without room misses the message, and a message that nobody wants is dropped; with
 * {@code XPUB_NODROP} a send waits until all that want it have room.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/48/">48/RADIO-DISH</a>
 */
final class RadioPattern implements Pattern {
  private final Fanout peers;
  private final Map<String, IdentitySet<Subscriber>> members = new HashMap<>(); // by group
  private final IdentityHashMap<Subscriber, Set<String>> groups = new IdentityHashMap<>();
  private boolean waits;

  RadioPattern(Outbox outbox) {
    this.peers = new Fanout(outbox);
  }

  @Override
  public void attach(Pipe pipe) {
    peers.add(pipe);
  }

  @Override
  public void detach(Pipe pipe) {
    Subscriber peer = peers.remove(pipe);
    Set<String> joined = peer == null ? null : groups.remove(peer);
    if (peer != null && joined != null) {
      joined.forEach(group -> takeOut(peer, group));
    }
  }

  @Override
  public void onReadable(Pipe pipe) {
    Subscriber peer = peers.peerOf(pipe);
    Message message;
    while ((message = pipe.poll()) != null) {
      if (peer != null && SubscriptionMessage.is(message.frame(0))) {
        apply(message.bytes(), peer);
      }
      message.release();
    }
  }

  private void apply(byte[] content, Subscriber peer) {
    String group = SubscriptionMessage.group(content);
    Set<String> joined = groups.computeIfAbsent(peer, any -> new HashSet<>());
    if (SubscriptionMessage.subscribes(content)) {
      joined.add(group);
      members.computeIfAbsent(group, any -> new IdentitySet<>()).add(peer);
    } else if (joined.remove(group)) {
      takeOut(peer, group);
    }
  }

  private void takeOut(Subscriber peer, String group) {
    IdentitySet<Subscriber> set = members.get(group);
    if (set != null && set.remove(peer) && set.isEmpty()) {
      members.remove(group);
    }
  }

  @Override
  public boolean trySend(Message message) {
    if (message.frameCount() > 1) {
      throw Refusal.oneFrameOnly(RADIO);
    }
    peers.begin();
    IdentitySet<Subscriber> set = members.get(message.group());
    for (int i = 0; set != null && i < set.slots(); i++) {
      Subscriber peer = set.slot(i);
      if (peer != null) {
        peers.onMatch(peer);
      }
    }
    if (waits && !peers.allHaveRoom()) {
      return false;
    }
    peers.send(message);
    return true;
  }

  @Override
  public boolean tryBegin(Frame first) {
    throw Refusal.oneFrameOnly(RADIO);
  }

  @Override
  public boolean canSend() {
    return true;
  }

  @Override
  public void onWritable(Pipe pipe) {} // a sender that waits for all to have room tries again

  @Override
  public @Nullable Message tryReceive() {
    throw Refusal.cannotReceive(RADIO);
  }

  @Override
  public boolean canReceive() {
    return false;
  }

  @Override
  public void onOption(SocketOption<?> option, Object value) {
    if (option == Options.XPUB_NO_DROP) {
      waits = (Boolean) value;
    }
  }

  @Override
  public long drops() {
    return peers.drops();
  }
}
