package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.PUB;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * PUB: sends each message to all peers that have subscribed to it; see {@link Publication}. With no
 * such peer the message is dropped.
 *
 * <p>Subscriptions take effect when they come in, whether or not the application does anything.
 * Whatever else a peer sends is dropped.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB, the PUB socket type</a>
 */
final class PubPattern implements Pattern {
  private final Publication publication;

  PubPattern(Outbox outbox) {
    this.publication = new Publication(outbox);
  }

  @Override
  public void attach(Pipe pipe) {
    publication.add(pipe);
  }

  @Override
  public void detach(Pipe pipe) {
    Subscriber peer = publication.remove(pipe);
    if (peer != null) {
      publication.subscriptions.removeAll(peer, (topic, removal) -> {});
    }
  }

  @Override
  public void onReadable(Pipe pipe) {
    Subscriber peer = publication.peerOf(pipe);
    Message message;
    while ((message = pipe.poll()) != null) {
      for (int i = 0; i < message.frameCount() && peer != null; i++) {
        Frame frame = message.frame(i);
        if (SubscriptionMessage.is(frame)) {
          apply(frame.bytes(), peer);
        }
      }
      message.release();
    }
  }

  private void apply(byte[] content, Subscriber peer) {
    if (SubscriptionMessage.subscribes(content)) {
      publication.subscriptions.add(content, SubscriptionMessage.TOPIC, peer);
    } else {
      publication.subscriptions.remove(content, SubscriptionMessage.TOPIC, peer);
    }
  }

  @Override
  public void onWritable(Pipe pipe) {} // a sender that waits for all to have room tries again

  @Override
  public boolean trySend(Message message) {
    return publication.trySend(message, null);
  }

  @Override
  public boolean canSend() {
    return true; // with XPUB_NODROP too: who must have room, only the message says
  }

  @Override
  public @Nullable Message tryReceive() {
    throw Refusal.cannotReceive(PUB);
  }

  @Override
  public boolean canReceive() {
    return false;
  }

  @Override
  public void onOption(SocketOption<?> option, Object value) {
    publication.onOption(option, value);
  }

  @Override
  public int topicCount() {
    return publication.subscriptions.topicCount();
  }

  @Override
  public long drops() {
    return publication.drops();
  }
}
