package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.SUB;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * SUB: receives, from its publishers in turn, the messages that begin with a topic it has
 * subscribed to.
 *
 * <p>Each subscription goes to every publisher, a repeated one too: a proxy on the way may want to
 * know. A cancellation goes out when as many were made as subscriptions. A publisher that comes, or
 * comes back, is told all topics.
 *
 * <p>What comes in is checked again, for a message may have been on its way when its topic was
 * cancelled, and not every transport brings subscriptions to the publisher. With {@code
 * INVERT_MATCHING} what does not match is received.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB, the SUB socket type</a>
 */
final class SubPattern implements Pattern {
  private final SubscriptionSet topics = new SubscriptionSet();
  private final TopicReader topic = new TopicReader();
  private final Upstream publishers;
  private final FilterQueue in = new FilterQueue(this::isWanted);
  private boolean inverted;

  SubPattern(Outbox outbox) {
    this.publishers = new Upstream(outbox);
  }

  @Override
  public void attach(Pipe pipe) {
    publishers.add(pipe);
  }

  @Override
  public void onConnected(Pipe pipe) {
    topics.forEach(topic -> publishers.tell(pipe, SubscriptionMessage.subscribe(topic)));
  }

  @Override
  public void detach(Pipe pipe) {
    publishers.remove(pipe);
    if (pipe.hasMessages()) {
      in.activate(pipe);
    }
  }

  @Override
  public void onOption(SocketOption<?> option, Object value) {
    if (option == Options.SUBSCRIBE) {
      byte[] topic = (byte[]) value;
      topics.add(topic, 0);
      publishers.tell(SubscriptionMessage.subscribe(topic));
    } else if (option == Options.UNSUBSCRIBE) {
      byte[] topic = (byte[]) value;
      if (topics.remove(topic, 0)) {
        publishers.tell(SubscriptionMessage.cancel(topic));
      }
    } else if (option == Options.INVERT_MATCHING) {
      inverted = (Boolean) value;
    }
  }

  @Override
  public int topicCount() {
    return topics.topicCount();
  }

  @Override
  public void onReadable(Pipe pipe) {
    in.activate(pipe);
  }

  @Override
  public void onWritable(Pipe pipe) {}

  @Override
  public @Nullable Message tryReceive() {
    return in.poll();
  }

  private boolean isWanted(Message message) {
    int length = topic.read(message, topics.longestTopic());
    return topics.matches(topic.bytes(), length) != inverted;
  }

  @Override
  public boolean canReceive() {
    return in.hasMessages();
  }

  @Override
  public boolean trySend(Message message) {
    throw Refusal.cannotSend(SUB);
  }

  @Override
  public boolean tryBegin(Frame first) {
    throw Refusal.cannotSend(SUB);
  }

  @Override
  public boolean canSend() {
    return false;
  }
}
