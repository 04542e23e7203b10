package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * What PUB and XPUB have in common: who has subscribed to what, and how a message gets to all who
 * have subscribed to it.
 *
 * <p>A message goes to each peer with a topic that its first frame begins with; with {@code
 * INVERT_MATCHING} to each one without. A peer without room misses it; with {@code XPUB_NODROP} the
 * send waits instead, and meanwhile nobody gets the message.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB, the PUB and XPUB socket types</a>
 */
final class Publication {
  final SubscriptionTrie<Subscriber> subscriptions = new SubscriptionTrie<>();
  private final Fanout peers;
  private final TopicReader topic = new TopicReader();
  private boolean inverted;
  private boolean waits;

  Publication(Outbox outbox) {
    this.peers = new Fanout(outbox);
  }

  void add(Pipe pipe) {
    peers.add(pipe);
  }

  /** Forgets the peer that a pipe leads to, but not its subscriptions; null if it is not known. */
  @Nullable Subscriber remove(Pipe pipe) {
    return peers.remove(pipe);
  }

  /** The peer that a pipe leads to; null for one that is not known, or no more. */
  @Nullable Subscriber peerOf(Pipe pipe) {
    return peers.peerOf(pipe);
  }

  /**
   * Sends a message, or answers false when somebody has no room and the send should wait.
   *
   * @param only the one peer that may get it; null for all
   */
  boolean trySend(Message message, @Nullable Subscriber only) {
    int length = topic.read(message, subscriptions.longestTopic());
    peers.begin();
    subscriptions.match(topic.bytes(), length, peers);
    if (only != null) {
      peers.keepOnly(only);
    }
    if (inverted) {
      peers.invert();
    }
    if (waits && !peers.allHaveRoom()) {
      return false;
    }
    peers.send(message);
    return true;
  }

  void onOption(SocketOption<?> option, Object value) {
    if (option == Options.INVERT_MATCHING) {
      inverted = (Boolean) value;
    } else if (option == Options.XPUB_NO_DROP) {
      waits = (Boolean) value;
    }
  }

  long drops() {
    return peers.drops();
  }
}
