package io.github.zmq4j.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A publisher and a subscriber. Topic {@code a} is subscribed to once by each subscriber, so that
 * it must be sent again when a new publisher comes; topic {@code b} comes and goes; {@code c} is
 * never wanted.
 */
final class PublishSubscribe implements Conversation {
  private static final Duration A_LITTLE = Duration.ofMillis(20);

  private final boolean publisherSees; // XPUB
  private final boolean subscriberSends; // XSUB
  private PeerSocket knownSubscriber;
  private PeerSocket knownPublisher;

  PublishSubscribe(SocketType publisher, SocketType subscriber) {
    publisherSees = publisher == SocketType.XPUB;
    subscriberSends = subscriber == SocketType.XSUB;
  }

  @Override
  public void hold(PeerSocket publisher, PeerSocket subscriber) {
    if (subscriber != knownSubscriber) {
      subscribe(subscriber, "a");
      knownSubscriber = subscriber;
    }
    subscribe(subscriber, "b");
    if (publisherSees) {
      awaitSubscriptions(
          publisher, subscriber, publisher == knownPublisher ? Set.of("b") : Set.of("a", "b"));
      knownPublisher = publisher;
    } else {
      awaitFirst(publisher, subscriber);
    }

    publish(publisher);
    for (Message message : Messages.all()) {
      assertThat(subscriber.receive()).isEqualTo(message.prepend(Frame.of("a")));
      assertThat(subscriber.receive()).isEqualTo(message.prepend(Frame.of("b")));
    }

    unsubscribe(subscriber, "b");
    if (publisherSees) {
      receiveUntil(publisher, subscription(0, "b"));
    } else {
      awaitLast(publisher, subscriber);
    }
    publish(publisher);
    for (Message message : Messages.all()) {
      assertThat(subscriber.receive()).isEqualTo(message.prepend(Frame.of("a")));
    }
  }

  private static void publish(PeerSocket publisher) {
    for (Message message : Messages.all()) {
      publisher.send(message.prepend(Frame.of("a")));
      publisher.send(message.prepend(Frame.of("c")));
      publisher.send(message.prepend(Frame.of("b")));
    }
  }

  /** A PUB does not tell when a subscription has come: publishes until something arrives. */
  private static void awaitFirst(PeerSocket publisher, PeerSocket subscriber) {
    Deadline deadline = new Deadline();
    Message probe = Message.of("b", "probe");
    do {
      deadline.check("the subscription has no effect");
      publisher.send(probe);
    } while (subscriber.tryReceive(A_LITTLE).isEmpty());
    Message end = Message.of("b", "end");
    publisher.send(end);
    List<Message> received = receiveUntil(subscriber, end);
    assertThat(received.subList(0, received.size() - 1)).allMatch(probe::equals);
  }

  /** Publishes on both topics until only the one that is still subscribed to arrives. */
  private static void awaitLast(PeerSocket publisher, PeerSocket subscriber) {
    Deadline deadline = new Deadline();
    Message cancelled = Message.of("b", "probe");
    Message wanted = Message.of("a", "probe");
    do {
      deadline.check("the subscription cannot be cancelled");
      publisher.send(cancelled);
      publisher.send(wanted);
    } while (receiveUntil(subscriber, wanted).contains(cancelled));
  }

  /** Gives what came up to and with a message. */
  private static List<Message> receiveUntil(PeerSocket socket, Message last) {
    List<Message> received = new ArrayList<>();
    do {
      received.add(socket.receive());
    } while (!received.get(received.size() - 1).equals(last));
    return received;
  }

  /**
   * Receives subscriptions, in whatever order. A bound SUB of libzmq notices a new publisher only
   * when something is called on it. An XPUB that connects does not tell of topic a once more when
   * its subscriber has been replaced, since to it the peer is the same.
   */
  private static void awaitSubscriptions(
      PeerSocket publisher, PeerSocket subscriber, Set<String> topics) {
    Set<Message> missing = new HashSet<>();
    topics.forEach(topic -> missing.add(subscription(1, topic)));
    Deadline deadline = new Deadline();
    while (!missing.isEmpty()) {
      deadline.check("no subscription among " + missing);
      assertThat(subscriber.tryReceive(Duration.ZERO)).isEmpty();
      publisher.tryReceive(A_LITTLE).ifPresent(missing::remove);
    }
  }

  private void subscribe(PeerSocket subscriber, String topic) {
    if (subscriberSends) {
      subscriber.send(subscription(1, topic));
    } else {
      subscriber.subscribe(topic.getBytes(US_ASCII));
    }
  }

  private void unsubscribe(PeerSocket subscriber, String topic) {
    if (subscriberSends) {
      subscriber.send(subscription(0, topic));
    } else {
      subscriber.unsubscribe(topic.getBytes(US_ASCII));
    }
  }

  private static Message subscription(int kind, String topic) {
    return Message.of((char) kind + topic);
  }
}
