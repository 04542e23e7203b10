package io.github.zmq4j.internal.pattern;

import java.util.function.Consumer;

/**
 * What a subscriber has subscribed to, and how often: subscriptions add up, and a topic stays until
 * each was taken back.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB, the subscriber's subscriptions</a>
 */
final class SubscriptionSet {
  private final RadixTree<Integer> topics = new RadixTree<>(); // to how often
  private int count;

  /** How many different topics are in here. */
  int topicCount() {
    return count;
  }

  /** No topic is longer than this: no more of a message needs to be looked at. */
  int longestTopic() {
    return topics.longestKey();
  }

  /** Subscribes; whether the topic is new. */
  boolean add(byte[] key, int from) {
    RadixNode<Integer> node = topics.insert(key, from);
    Integer times = node.value;
    if (times == null) {
      node.value = 1;
      count++;
      return true;
    }
    node.value = Math.addExact(times, 1);
    return false;
  }

  /** Takes one subscription back; whether the topic is gone now. An unknown topic is not. */
  boolean remove(byte[] key, int from) {
    RadixNode<Integer> node = topics.find(key, from);
    Integer times = node == null ? null : node.value;
    if (node == null || times == null) {
      return false;
    }
    if (times > 1) {
      node.value = times - 1;
      return false;
    }
    topics.remove(node);
    count--;
    return true;
  }

  /** Whether the topic is in here. */
  boolean contains(byte[] key, int from) {
    return topics.find(key, from) != null;
  }

  /** Whether the bytes begin with one of the topics. */
  boolean matches(byte[] bytes, int length) {
    int offset = 0;
    RadixNode<Integer> node = topics.root();
    do {
      if (node.value != null) {
        return true;
      }
      offset += node.labelLength();
      node = node.step(bytes, offset, length);
    } while (node != null);
    return false;
  }

  /** Calls back once for each topic. */
  void forEach(Consumer<byte[]> action) {
    topics.forEach(node -> action.accept(node.key()));
  }
}
