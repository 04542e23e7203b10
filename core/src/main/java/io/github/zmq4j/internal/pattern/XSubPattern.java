package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * XSUB: a SUB that subscribes by sending {@link SubscriptionMessage}s, and that receives whatever
 * its publishers send, matching or not: the front of a proxy.
 *
 * <p>Subscriptions count and go upstream as a SUB's do; with {@code XSUB_VERBOSE_UNSUBSCRIBE} every
 * cancellation goes upstream. Any other message goes to all publishers that are there, and an XPUB
 * receives it; one without room misses it. In a message of several frames each frame may be a
 * subscription, or, with {@code ONLY_FIRST_SUBSCRIBE}, none if the first is not.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB, the XSUB socket type</a>
 */
final class XSubPattern implements Pattern {
  private final SubscriptionSet topics = new SubscriptionSet();
  private final Upstream publishers;
  private final FairQueue in = new FairQueue();
  private boolean tellsEveryCancellation;
  private boolean onlyFirstSubscribes;

  XSubPattern(Outbox outbox) {
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
  public boolean trySend(Message message) {
    if (message.frameCount() > 1) {
      sendFrames(message);
    } else if (SubscriptionMessage.is(message.frame(0))) {
      sendRequest(message);
    } else {
      publishers.send(message);
    }
    return true;
  }

  /** Takes out the frames that are subscriptions; the others stay together. */
  private void sendFrames(Message message) {
    boolean mayAsk = !onlyFirstSubscribes || SubscriptionMessage.is(message.frame(0));
    List<Frame> others = new ArrayList<>();
    for (Frame frame : message.frames()) {
      if (mayAsk && SubscriptionMessage.is(frame)) {
        sendRequest(Message.of(List.of(frame)));
      } else {
        others.add(frame);
      }
    }
    if (!others.isEmpty()) {
      publishers.send(Message.of(others));
    }
  }

  private void sendRequest(Message request) {
    byte[] content = request.bytes();
    boolean tells = true;
    if (SubscriptionMessage.subscribes(content)) {
      topics.add(content, SubscriptionMessage.TOPIC);
    } else {
      tells = topics.remove(content, SubscriptionMessage.TOPIC) || tellsEveryCancellation;
    }
    if (tells) {
      publishers.tell(request);
    } else {
      request.release();
    }
  }

  @Override
  public boolean canSend() {
    return true;
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

  @Override
  public boolean canReceive() {
    return in.hasMessages();
  }

  @Override
  public void onOption(SocketOption<?> option, Object value) {
    if (option == Options.XSUB_VERBOSE_UNSUBSCRIBE) {
      tellsEveryCancellation = (Boolean) value;
    } else if (option == Options.ONLY_FIRST_SUBSCRIBE) {
      onlyFirstSubscribes = (Boolean) value;
    }
  }

  @Override
  public int topicCount() {
    return topics.topicCount();
  }

  @Override
  public long drops() {
    return publishers.drops();
  }
}
