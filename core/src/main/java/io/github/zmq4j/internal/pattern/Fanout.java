package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives one message to many peers: first it is told who matches, then it sends.
 *
 * <p>A peer may match by several topics and gets the message once: each message has a number, and
 * the first match notes it at the peer. The message is shared, not copied; each peer that gets it
 * is a holder of its memory. A peer without room misses it, which is counted; or, in the way that
 * never drops, nobody gets it while one of them has no room.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB, distribution</a>
 */
final class Fanout implements SubscriptionTrie.Match<Subscriber> {
  private final Outbox outbox;
  private final IdentitySet<Subscriber> all = new IdentitySet<>();
  private @Nullable Subscriber[] matching = new @Nullable Subscriber[8];
  private int count; // of those that match the message in hand; behind them are earlier ones
  private long number; // of the message in hand
  private long drops;

  Fanout(Outbox outbox) {
    this.outbox = outbox;
  }

  void add(Pipe pipe) {
    all.add(new Subscriber(pipe));
  }

  /** Forgets the peer that a pipe leads to and answers it; null if it was not known. */
  @Nullable Subscriber remove(Pipe pipe) {
    Subscriber peer = peerOf(pipe);
    if (peer != null) {
      all.remove(peer);
      Arrays.fill(matching, null); // it should not be kept
    }
    return peer;
  }

  /** The peer that a pipe leads to; null for one that is not known, or no more. */
  @Nullable Subscriber peerOf(Pipe pipe) {
    return pipe.attachment() instanceof Subscriber subscriber && all.contains(subscriber)
        ? subscriber
        : null;
  }

  /** Begins a new message, which nobody matches yet. */
  void begin() {
    number++;
    count = 0;
  }

  /** A peer matches the message in hand. */
  @Override
  public void onMatch(Subscriber subscriber) {
    if (subscriber.matchedBy == number) {
      return;
    }
    subscriber.matchedBy = number;
    if (count == matching.length) {
      matching = Arrays.copyOf(matching, 2 * count);
    }
    if (matching[count] != subscriber) { // often the same ones match: spares the barrier of a store
      matching[count] = subscriber;
    }
    count++;
  }

  /** From now on those match that did not. */
  void invert() {
    long matched = number;
    begin();
    for (int i = 0; i < all.slots(); i++) {
      Subscriber subscriber = all.slot(i);
      if (subscriber != null && subscriber.matchedBy != matched) {
        onMatch(subscriber);
      }
    }
  }

  /** From now on only this peer matches, if it did. */
  void keepOnly(Subscriber subscriber) {
    boolean matched = subscriber.matchedBy == number;
    begin();
    if (matched) {
      onMatch(subscriber);
    }
  }

  /** Whether every peer that matches has room. When not, {@link Pattern#onWritable} will tell. */
  boolean allHaveRoom() {
    for (int i = 0; i < count; i++) {
      Subscriber subscriber = matching[i];
      if (subscriber != null && !subscriber.pipe.isClosed() && !subscriber.pipe.canWrite()) {
        return false;
      }
    }
    return true;
  }

  /** Takes the message and gives it to all that match and have room. */
  void send(Message message) {
    for (int i = 0; i < count; i++) {
      Subscriber subscriber = matching[i];
      if (subscriber != null) {
        message.retain();
        if (!outbox.offer(subscriber.pipe, message)) {
          message.release();
          subscriber.pipe.countDrop();
          drops++;
        }
      }
    }
    message.release(); // our own hold
  }

  /** How many times a peer missed a message. */
  long drops() {
    return drops;
  }
}
