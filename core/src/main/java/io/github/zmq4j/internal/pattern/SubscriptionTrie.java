package io.github.zmq4j.internal.pattern;

import java.util.IdentityHashMap;

/**
 * Who has subscribed to which topics: finds for a message all subscribers with a topic that the
 * message begins with.
 *
 * <p>A publisher may hold a million subscriptions. The topics stand in a {@link RadixTree}; a topic
 * with one subscriber holds it directly, one with more an {@link IdentitySet}. Each subscriber has
 * a {@link TopicList} of the nodes that it is in, so that taking it out costs as much as it had
 * subscribed to, whatever the others have.
 *
 * <p>A subscriber is in a topic once, however often it subscribes: it is the subscribers that count
 * how often, and cancel when nothing is left.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @param <T> the subscribers, told apart by identity
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB, the publisher's subscriptions</a>
 */
final class SubscriptionTrie<T> {
  private final RadixTree<Object> topics = new RadixTree<>(); // to a T, or an IdentitySet of them
  private final IdentityHashMap<T, TopicList> topicsOf = new IdentityHashMap<>();
  private int count;

  /** What taking a subscription back has left. */
  enum Removal {
    /** The topic has other subscribers. */
    OTHERS_REMAIN,
    /** The topic has no subscriber, or never had one. */
    NONE_REMAIN
  }

  /** Hears of the subscribers that match. */
  interface Match<T> {
    /** A topic of this subscriber matches; called once for each one that does. */
    void onMatch(T subscriber);
  }

  /** Hears of what a subscriber leaves behind. */
  interface Departure {
    /** The subscriber is no longer in a topic. */
    void onRemoved(byte[] topic, Removal removal);
  }

  /** How many different topics are subscribed to. */
  int topicCount() {
    return count;
  }

  /** No topic is longer than this: no more of a message needs to be looked at. */
  int longestTopic() {
    return topics.longestKey();
  }

  /**
   * Subscribes.
   *
   * @param key holds the topic, from an offset to the end
   * @return whether the topic had no subscriber before
   */
  boolean add(byte[] key, int from, T subscriber) {
    RadixNode<Object> node = topics.insert(key, from);
    boolean isNew = node.value == null;
    if (enter(node, subscriber)) {
      topicsOf.computeIfAbsent(subscriber, any -> new TopicList()).add(node);
    }
    return isNew;
  }

  /** Puts a subscriber into a topic; false if it was there. */
  private boolean enter(RadixNode<Object> node, T subscriber) {
    Object value = node.value;
    if (value == null) {
      node.value = subscriber;
      count++;
      return true;
    } else if (value instanceof IdentitySet<?>) {
      return setOf(value).add(subscriber);
    } else if (value == subscriber) {
      return false;
    }
    IdentitySet<Object> both = new IdentitySet<>();
    both.add(value);
    both.add(subscriber);
    node.value = both;
    return true;
  }

  /** Takes a subscription back, if there is one. */
  Removal remove(byte[] key, int from, T subscriber) {
    RadixNode<Object> node = topics.find(key, from);
    if (node == null) {
      return Removal.NONE_REMAIN;
    }
    TopicList entered = topicsOf.get(subscriber);
    if (entered == null || !isIn(node, subscriber)) {
      return Removal.OTHERS_REMAIN;
    }
    Removal removal = leave(node, subscriber);
    entered.left(each -> isIn(each, subscriber));
    if (entered.isEmpty()) {
      topicsOf.remove(subscriber);
    }
    return removal;
  }

  /** Takes a subscriber out of everything. */
  void removeAll(T subscriber, Departure departure) {
    TopicList entered = topicsOf.remove(subscriber);
    if (entered == null) {
      return;
    }
    entered.forEach(
        node -> {
          if (isIn(node, subscriber)) {
            byte[] topic = node.key();
            departure.onRemoved(topic, leave(node, subscriber));
          }
        });
  }

  private boolean isIn(RadixNode<Object> node, T subscriber) {
    return node.value instanceof IdentitySet<?> set
        ? setOf(set).contains(subscriber)
        : node.value == subscriber;
  }

  private Removal leave(RadixNode<Object> node, T subscriber) {
    if (node.value instanceof IdentitySet<?> set) {
      IdentitySet<Object> others = setOf(set);
      others.remove(subscriber);
      if (others.size() == 1) {
        node.value = others.slot(0); // so few stand in order
      }
      return Removal.OTHERS_REMAIN;
    }
    topics.remove(node);
    count--;
    return Removal.NONE_REMAIN;
  }

  /** How many nodes the topics take; walks them all. */
  int nodeCount() {
    return topics.nodeCount();
  }

  /** Whether the subscriber has a subscription at all. */
  boolean isSubscribed(T subscriber) {
    return topicsOf.containsKey(subscriber);
  }

  /** Finds the subscribers with a topic that the bytes begin with. */
  void match(byte[] bytes, int length, Match<? super T> match) {
    int offset = 0;
    RadixNode<Object> node = topics.root();
    do {
      Object value = node.value;
      if (value != null) {
        report(value, match);
      }
      offset += node.labelLength();
      node = node.step(bytes, offset, length);
    } while (node != null);
  }

  @SuppressWarnings("unchecked")
  private void report(Object value, Match<? super T> match) {
    if (!(value instanceof IdentitySet<?> set)) {
      match.onMatch((T) value);
      return;
    }
    for (int i = 0; i < set.slots(); i++) {
      Object subscriber = set.slot(i);
      if (subscriber != null) {
        match.onMatch((T) subscriber);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static IdentitySet<Object> setOf(Object value) {
    return (IdentitySet<Object>) value;
  }
}
