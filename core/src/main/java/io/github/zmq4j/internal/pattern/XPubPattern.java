package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.pattern.SubscriptionTrie.Removal;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * XPUB: a PUB that receives the subscriptions, as {@link SubscriptionMessage}s, and what else its
 * peers send upstream. Which subscriptions are received:
 *
 * <table>
 * <caption>What is reported</caption>
 * <tr><th></th><th>subscriptions</th><th>cancellations</th></tr>
 * <tr><td>by default</td><td>the first to a topic</td><td>when no subscriber is left</td></tr>
 * <tr><td>XPUB_VERBOSE</td><td>every one</td><td>when no subscriber is left</td></tr>
 * <tr><td>XPUB_VERBOSER, XPUB_MANUAL</td><td>every one</td><td>every one</td></tr>
 * </table>
 *
 * <p>A peer that goes cancels all it had. In manual mode subscriptions are received only; the
 * application subscribes, for the peer whose request it received last, what it likes. With {@code
 * XPUB_MANUAL_LAST_VALUE} the send after that goes to this peer alone.
 *
 * <p><b>Bounds.</b> Subscriptions take effect as they come in and wait to be received without a
 * limit: to lose one would mislead a proxy, and to stop reading would make a publisher deaf that
 * never receives. Of the other messages of a peer as many wait as its queue may hold; then no more
 * of what it sends is read, subscriptions included, until the application receives.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB, the XPUB socket type</a>
 */
final class XPubPattern implements Pattern {
  private final Outbox outbox;
  private final Publication publication;
  private final SubscriptionTrie<Subscriber> requests = new SubscriptionTrie<>(); // manual mode's
  private final UpstreamInbox in = new UpstreamInbox();
  private @Nullable Subscriber last; // whose request was received last, in manual mode
  private @Nullable Message welcome;
  private boolean reportsEverySubscription;
  private boolean reportsEveryCancellation;
  private boolean manual;
  private boolean lastValue;
  private boolean onlyFirstSubscribes;

  XPubPattern(Outbox outbox) {
    this.outbox = outbox;
    this.publication = new Publication(outbox);
  }

  // ---- What peers send -------------------------------------------------------------------------

  @Override
  public void attach(Pipe pipe) {
    publication.add(pipe);
    if (welcome != null) {
      outbox.offer(pipe, welcome);
    }
  }

  @Override
  public void onReadable(Pipe pipe) {
    read(pipe);
  }

  private void read(Pipe pipe) {
    Subscriber peer = publication.peerOf(pipe);
    Message message;
    while (peer != null
        && peer.unreceived < mostUnreceived(pipe)
        && (message = pipe.poll()) != null) {
      if (message.frameCount() > 1) {
        takeFrames(message, peer, true);
      } else if (SubscriptionMessage.is(message.frame(0))) {
        takeRequest(message, peer);
      } else {
        takeOther(message, peer);
      }
    }
  }

  private static int mostUnreceived(Pipe pipe) {
    int hwm = pipe.in().hwm();
    return hwm == 0 ? Integer.MAX_VALUE : hwm;
  }

  /** Takes out the frames that are requests; the others stay together. */
  private void takeFrames(Message message, Subscriber peer, boolean isThere) {
    boolean mayAsk = !onlyFirstSubscribes || SubscriptionMessage.is(message.frame(0));
    List<Frame> others = new ArrayList<>();
    for (Frame frame : message.frames()) {
      if (!mayAsk || !SubscriptionMessage.is(frame)) {
        others.add(frame);
      } else if (isThere) {
        takeRequest(Message.of(List.of(frame)).withMetadata(message.metadata()), peer);
      } else {
        frame.release();
      }
    }
    if (!others.isEmpty()) {
      takeOther(Message.of(others).withMetadata(message.metadata()), peer);
    }
  }

  private void takeOther(Message message, Subscriber peer) {
    peer.unreceived++;
    in.add(message, peer);
  }

  private void takeRequest(Message request, Subscriber peer) {
    byte[] content = request.bytes();
    if (manual ? note(content, peer) : apply(content, peer)) {
      in.add(request, peer);
    } else {
      request.release();
    }
  }

  private boolean note(byte[] content, Subscriber peer) {
    if (SubscriptionMessage.subscribes(content)) {
      requests.add(content, SubscriptionMessage.TOPIC, peer);
    } else {
      requests.remove(content, SubscriptionMessage.TOPIC, peer);
    }
    return true;
  }

  /** Applies a request and answers whether it is to be reported. */
  private boolean apply(byte[] content, Subscriber peer) {
    if (SubscriptionMessage.subscribes(content)) {
      return publication.subscriptions.add(content, SubscriptionMessage.TOPIC, peer)
          || reportsEverySubscription;
    }
    Removal left = publication.subscriptions.remove(content, SubscriptionMessage.TOPIC, peer);
    return left == Removal.NONE_REMAIN || reportsEveryCancellation;
  }

  @Override
  public void detach(Pipe pipe) {
    Subscriber peer = publication.remove(pipe);
    if (peer == null) {
      return;
    }
    Message message;
    while ((message = pipe.poll()) != null) {
      takeFrames(message, peer, false);
    }
    requests.removeAll(peer, (topic, left) -> in.add(SubscriptionMessage.cancel(topic), null));
    publication.subscriptions.removeAll(peer, this::onSubscriptionEnded);
    if (peer == last) {
      last = null;
    }
  }

  private void onSubscriptionEnded(byte[] topic, Removal left) {
    if (!manual && (left == Removal.NONE_REMAIN || reportsEveryCancellation)) {
      in.add(SubscriptionMessage.cancel(topic), null);
    }
  }

  // ---- What the application does ---------------------------------------------------------------

  @Override
  public @Nullable Message tryReceive() {
    Message message = in.poll();
    if (message == null) {
      return null;
    }
    Subscriber sender = in.sender();
    last = null;
    if (sender == null) {
      return message;
    }
    if (SubscriptionMessage.is(message.frame(0))) {
      last = manual ? publication.peerOf(sender.pipe) : null;
    } else if (sender.unreceived-- >= mostUnreceived(sender.pipe)) {
      read(sender.pipe); // it had to wait
    }
    return message;
  }

  @Override
  public boolean canReceive() {
    return !in.isEmpty();
  }

  @Override
  public boolean trySend(Message message) {
    Subscriber only = lastValue ? last : null;
    if (!publication.trySend(message, only)) {
      return false;
    }
    if (only != null) {
      last = null;
    }
    return true;
  }

  @Override
  public boolean canSend() {
    return true; // with XPUB_NODROP too: who must have room, only the message says
  }

  @Override
  public void onWritable(Pipe pipe) {} // a sender that waits for all to have room tries again

  @Override
  public void onOption(SocketOption<?> option, Object value) {
    publication.onOption(option, value);
    if (option == Options.XPUB_VERBOSE) {
      reportsEverySubscription = (Boolean) value;
      reportsEveryCancellation = false;
    } else if (option == Options.XPUB_VERBOSER) {
      reportsEverySubscription = (Boolean) value;
      reportsEveryCancellation = (Boolean) value;
    } else if (option == Options.XPUB_MANUAL) {
      manual = (Boolean) value;
    } else if (option == Options.XPUB_MANUAL_LAST_VALUE) {
      manual = (Boolean) value;
      lastValue = (Boolean) value;
    } else if (option == Options.ONLY_FIRST_SUBSCRIBE) {
      onlyFirstSubscribes = (Boolean) value;
    } else if (option == Options.XPUB_WELCOME_MESSAGE) {
      byte[] content = (byte[]) value;
      welcome = content.length == 0 ? null : Message.of(content);
    } else if (option == Options.SUBSCRIBE || option == Options.UNSUBSCRIBE) {
      choose((byte[]) value, option == Options.SUBSCRIBE);
    }
  }

  /** In manual mode: changes the subscriptions of the peer whose request was received last. */
  private void choose(byte[] topic, boolean subscribes) {
    if (!manual) {
      throw new ZmqException(
          ErrorCode.EINVAL, "An XPUB subscribes for its peers in manual mode only: XPUB_MANUAL");
    }
    if (last == null) {
      return; // it has gone, or nobody asked
    }
    if (subscribes) {
      publication.subscriptions.add(topic, 0, last);
    } else {
      publication.subscriptions.remove(topic, 0, last);
    }
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
