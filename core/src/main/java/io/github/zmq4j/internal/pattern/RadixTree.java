package io.github.zmq4j.internal.pattern;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map from byte strings to values that finds, for a given string, all keys that it begins with.
 *
 * <p>A node stands for the bytes on the way from the root to it. Bytes without a fork between them
 * share one node, its <em>label</em>, so that each node but the root has a value or at least two
 * children, and a tree of {@code n} keys has at most {@code 2n} nodes however long the keys are. A
 * look-up visits only nodes on its own way:
 *
 * <pre>{@code
 * int offset = 0;
 * for (RadixNode<V> node = tree.root(); node != null; node = node.step(bytes, offset, length)) {
 *   offset += node.labelLength();
 *   ... node.value, if it is not null, belongs to the key bytes[0 .. offset)
 * }
 * }</pre>
 *
 * <p>A node keeps its identity as long as it has a value: splits put a new node above it, and a
 * node that is merged into its only child had none. Nothing here recurses, for keys may be long.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @param <V> the values
 */
final class RadixTree<V> {
  private final RadixNode<V> root = new RadixNode<>(new byte[0]);
  private int longestKey; // of those since the tree was last empty

  /** The node of the empty key, where every look-up begins. */
  RadixNode<V> root() {
    return root;
  }

  /** No key in the tree is longer than this. */
  int longestKey() {
    return longestKey;
  }

  /** The node of a key that has a value, or null. The key goes from an offset to the end. */
  @Nullable RadixNode<V> find(byte[] key, int from) {
    RadixNode<V> node = root;
    int offset = from;
    while (offset < key.length) {
      node = node.step(key, offset, key.length);
      if (node == null) {
        return null;
      }
      offset += node.labelLength();
    }
    return node.value == null ? null : node;
  }

  /** The node of a key, made if need be; then the caller gives it a value. */
  RadixNode<V> insert(byte[] key, int from) {
    longestKey = Math.max(longestKey, key.length - from);
    RadixNode<V> node = root;
    int offset = from;
    while (offset < key.length) {
      RadixNode<V> child = node.child(key[offset]);
      if (child == null) {
        RadixNode<V> leaf = new RadixNode<>(Arrays.copyOfRange(key, offset, key.length));
        node.add(leaf);
        return leaf;
      }
      int common = child.common(key, offset);
      node = common < child.labelLength() ? node.split(child, common) : child;
      offset += common;
    }
    return node;
  }

  /** Takes away a node's value, and the node with it where it is no fork. */
  void remove(RadixNode<V> node) {
    node.value = null;
    RadixNode<V> parent = node.parent();
    if (parent != null) {
      int children = node.childCount();
      if (children == 0) {
        parent.remove(node);
        if (parent != root && parent.value == null && parent.childCount() == 1) {
          parent.mergeIntoChild();
        }
      } else if (children == 1) {
        node.mergeIntoChild();
      }
    }
    if (root.value == null && root.childCount() == 0) {
      longestKey = 0;
    }
  }

  /** Calls back for every node with a value, in no particular order. */
  void forEach(Consumer<RadixNode<V>> action) {
    walk(
        node -> {
          if (node.value != null) {
            action.accept(node);
          }
        });
  }

  /** How many nodes there are, the root included; walks all of them. */
  int nodeCount() {
    int[] count = {0};
    walk(node -> count[0]++);
    return count[0];
  }

  private void walk(Consumer<RadixNode<V>> action) {
    ArrayDeque<RadixNode<V>> open = new ArrayDeque<>();
    open.push(root);
    RadixNode<V> node;
    while ((node = open.poll()) != null) {
      node.pushChildren(open);
      action.accept(node);
    }
  }
}
