package io.github.zmq4j.internal.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The topics that one subscriber is in, as nodes of the tree, in the order in which it came into
 * them. Who is in a topic, only the topic says: an entry that it has left stays here until as many
 * have gathered as are still good.
 *
 * <p>A hash table would need no such care. But a burst of subscriptions writes all over its table,
 * each time a young node into an old array, and the collector has to look at every such place: that
 * took half of the processor time.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class TopicList {
  private static final int MOST_LEFT = 8; // so many entries may be stale in any case

  private final List<RadixNode<Object>> nodes = new ArrayList<>(2);
  private int count; // of the topics that the subscriber is in

  /** The subscriber has come into a topic. */
  void add(RadixNode<Object> node) {
    nodes.add(node);
    count++;
  }

  /**
   * The subscriber has left a topic.
   *
   * @param isIn whether it is in a topic, and so the entry good
   */
  void left(Predicate<RadixNode<Object>> isIn) {
    count--;
    if (nodes.size() > 2 * count + MOST_LEFT) {
      IdentitySet<RadixNode<Object>> kept = new IdentitySet<>(); // it may have come back to some
      nodes.removeIf(node -> !isIn.test(node) || !kept.add(node));
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Calls back for every entry, good or not. */
  void forEach(Consumer<RadixNode<Object>> action) {
    nodes.forEach(action);
  }
}
