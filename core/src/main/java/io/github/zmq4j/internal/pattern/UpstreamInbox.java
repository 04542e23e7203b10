package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What an XPUB has read from its peers and the application has yet to receive, and from whom each
 * message is. Two queues that go together rather than one of pairs: a million subscriptions may
 * wait in here.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class UpstreamInbox {
  private static final Object NOBODY = new Object();

  private final ArrayDeque<Message> messages = new ArrayDeque<>();
  private final ArrayDeque<Object> senders = new ArrayDeque<>();
  private Object sender = NOBODY; // of the message that was taken last

  /** Adds a message; the sender is null when it is about a peer that has gone. */
  void add(Message message, @Nullable Subscriber from) {
    messages.add(message);
    senders.add(from == null ? NOBODY : from);
  }

  @Nullable Message poll() {
    Message message = messages.poll();
    sender = message == null ? NOBODY : senders.remove();
    return message;
  }

  /** Who sent the message that was taken last. */
  @Nullable Subscriber sender() {
    return sender instanceof Subscriber subscriber ? subscriber : null;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }
}
