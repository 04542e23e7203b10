package io.github.zmq4j.internal.pattern;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map from byte strings to values that finds, for a given string, all keys that it begins with.
 *
 * <p>A node stands for the bytes on the way from the root to it. Bytes without a fork between them
 * share one node, its <em>label</em>, so that a node either has a value or at least two children,
 * and a tree of {@code n} keys has fewer than {@code 2n} nodes however long the keys are. A look-up
 * visits only nodes on its own way.
 *
 * <p>A million keys should fit, so a node is three small objects at most: itself, an array of its
 * children, and one array of bytes that holds the label and behind it the first byte of each child,
 * in the order of the children. A node with more than {@value #MOST_LISTED} children has a table of
 * 256 in place of the list, indexed by that byte. Leaves share one empty array of children.
 *
 * <pre>
 *   bytes     [ l a b e l | n s ]       children   [ node "n...", node "s..." ]
 *   bytes     [ l a b e l ]             children   [ 256 slots ]
 * </pre>
 *
 * <p>A node keeps its identity as long as it has a value: splits put a new node above it, and a
 * node that is merged into its only child had none. Nothing here recurses, for keys may be long.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @param <V> the values
 */
final class RadixTree<V> {
  private static final int MOST_LISTED = 32;
  private static final int FEWEST_INDEXED = 24; // a gap, so that no node goes to and fro
  private static final int INDEXED = 256;

  private final Node<V> root = new Node<>(new byte[0]);
  private int longestKey; // of those since the tree was last empty

  /** The place of a key, or a fork of several. */
  static final class Node<V> {
    @Nullable V value;
    private byte[] bytes; // the label, and the first bytes of listed children
    private @Nullable Node<V>[] children = none(); // a null is a free slot of a table
    private @Nullable Node<V> parent;

    private Node(byte[] label) {
      this.bytes = label;
    }

    /** The number of bytes that lead from the parent to this node. */
    int labelLength() {
      int count = children.length;
      return count == INDEXED ? bytes.length : bytes.length - count;
    }

    /** The child whose label goes on where the key is at the offset, or null. */
    @Nullable Node<V> step(byte[] key, int offset, int end) {
      Node<V> child = offset == end ? null : child(key[offset]);
      if (child == null) {
        return null;
      }
      int length = child.labelLength();
      return end - offset >= length
              && Arrays.equals(child.bytes, 0, length, key, offset, offset + length)
          ? child
          : null;
    }

    private @Nullable Node<V> child(byte first) {
      @Nullable Node<V>[] nodes = children;
      if (nodes.length == INDEXED) {
        return nodes[first & 0xff];
      }
      byte[] firsts = bytes;
      int label = firsts.length - nodes.length;
      for (int i = 0; i < nodes.length; i++) {
        if (firsts[label + i] == first) {
          return nodes[i];
        }
      }
      return null;
    }

    /** The bytes on the way from the root. */
    byte[] key() {
      int length = 0;
      for (Node<V> node = this; node != null; node = node.parent) {
        length += node.labelLength();
      }
      byte[] key = new byte[length];
      for (Node<V> node = this; node != null; node = node.parent) {
        int label = node.labelLength();
        length -= label;
        System.arraycopy(node.bytes, 0, key, length, label);
      }
      return key;
    }

    @SuppressWarnings("unchecked")
    private static <V> @Nullable Node<V>[] none() {
      return (@Nullable Node<V>[]) NO_CHILDREN;
    }
  }

  private static final @Nullable Node<?>[] NO_CHILDREN = {};

  /** The node of the empty key, where every look-up begins. */
  Node<V> root() {
    return root;
  }

  /** No key in the tree is longer than this. */
  int longestKey() {
    return longestKey;
  }

  /** The node of a key that has a value, or null. */
  @Nullable Node<V> find(byte[] key, int from) {
    Node<V> node = root;
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
  Node<V> insert(byte[] key, int from) {
    longestKey = Math.max(longestKey, key.length - from);
    Node<V> node = root;
    int offset = from;
    while (offset < key.length) {
      Node<V> child = node.child(key[offset]);
      if (child == null) {
        Node<V> leaf = new Node<>(Arrays.copyOfRange(key, offset, key.length));
        addChild(node, leaf);
        return leaf;
      }
      int label = child.labelLength();
      int common = common(child.bytes, label, key, offset);
      if (common < label) {
        child = split(node, child, common);
      }
      node = child;
      offset += common;
    }
    return node;
  }

  private static int common(byte[] label, int length, byte[] key, int offset) {
    int end = Math.min(length, key.length - offset);
    int mismatch = Arrays.mismatch(label, 0, end, key, offset, offset + end);
    return mismatch < 0 ? end : mismatch;
  }

  /** Puts a new node between two, with the first bytes of the lower one's label. */
  private Node<V> split(Node<V> parent, Node<V> child, int length) {
    Node<V> between = new Node<>(Arrays.copyOf(child.bytes, length));
    between.parent = parent;
    parent.children[indexOf(parent, child)] = between;
    child.bytes = Arrays.copyOfRange(child.bytes, length, child.bytes.length);
    addChild(between, child);
    return between;
  }

  /** Takes away a node's value, and the node with it where it is no fork. */
  void remove(Node<V> node) {
    node.value = null;
    Node<V> parent = node.parent;
    if (parent == null) {
      forgetLongestIfEmpty();
      return;
    }
    int children = childCount(node);
    if (children == 1) {
      mergeIntoChild(parent, node);
    } else if (children == 0) {
      removeChild(parent, node);
      if (parent.value == null && parent.parent != null && childCount(parent) == 1) {
        mergeIntoChild(parent.parent, parent);
      }
    }
    forgetLongestIfEmpty();
  }

  private void forgetLongestIfEmpty() {
    if (root.children.length == 0 && root.value == null) {
      longestKey = 0;
    }
  }

  /** The only child takes the place of a node, with both labels. */
  private void mergeIntoChild(Node<V> parent, Node<V> node) {
    Node<V> child = node.children[0];
    int label = node.labelLength();
    byte[] joined = Arrays.copyOf(node.bytes, label + child.bytes.length);
    System.arraycopy(child.bytes, 0, joined, label, child.bytes.length);
    child.bytes = joined;
    child.parent = parent;
    parent.children[indexOf(parent, node)] = child;
  }

  /** Calls back for every node with a value, in no particular order. */
  void forEach(Consumer<Node<V>> action) {
    ArrayDeque<Node<V>> open = new ArrayDeque<>();
    open.push(root);
    Node<V> node;
    while ((node = open.poll()) != null) {
      pushChildren(node, open);
      if (node.value != null) {
        action.accept(node);
      }
    }
  }

  /** How many nodes there are, the root included; walks all of them. */
  int nodeCount() {
    int count = 0;
    ArrayDeque<Node<V>> open = new ArrayDeque<>();
    open.push(root);
    Node<V> node;
    while ((node = open.poll()) != null) {
      count++;
      pushChildren(node, open);
    }
    return count;
  }

  private static <V> void pushChildren(Node<V> node, ArrayDeque<Node<V>> open) {
    for (Node<V> child : node.children) {
      if (child != null) {
        open.push(child);
      }
    }
  }

  // ---- Children --------------------------------------------------------------------------------

  private static <V> int childCount(Node<V> node) {
    if (node.children.length < INDEXED) {
      return node.children.length;
    }
    int count = 0;
    for (Node<V> child : node.children) {
      count += child == null ? 0 : 1;
    }
    return count;
  }

  private static <V> int indexOf(Node<V> parent, Node<V> child) {
    if (parent.children.length == INDEXED) {
      return child.bytes[0] & 0xff;
    }
    int i = 0;
    while (parent.children[i] != child) {
      i++;
    }
    return i;
  }

  private static <V> void addChild(Node<V> parent, Node<V> child) {
    child.parent = parent;
    if (parent.children.length == MOST_LISTED) {
      indexChildren(parent);
    }
    if (parent.children.length == INDEXED) {
      parent.children[child.bytes[0] & 0xff] = child;
      return;
    }
    int count = parent.children.length;
    parent.children = Arrays.copyOf(parent.children, count + 1);
    parent.children[count] = child;
    parent.bytes = Arrays.copyOf(parent.bytes, parent.bytes.length + 1);
    parent.bytes[parent.bytes.length - 1] = child.bytes[0];
  }

  private static <V> void indexChildren(Node<V> parent) {
    @Nullable Node<V>[] listed = parent.children;
    parent.bytes = Arrays.copyOf(parent.bytes, parent.labelLength());
    parent.children = Arrays.copyOf(Node.<V>none(), INDEXED);
    for (Node<V> child : listed) {
      parent.children[child.bytes[0] & 0xff] = child;
    }
  }

  private static <V> void removeChild(Node<V> parent, Node<V> child) {
    int index = indexOf(parent, child);
    if (parent.children.length == INDEXED) {
      parent.children[index] = null;
      if (childCount(parent) < FEWEST_INDEXED) {
        listChildren(parent);
      }
      return;
    }
    int count = parent.children.length;
    int label = parent.labelLength();
    byte[] bytes = Arrays.copyOf(parent.bytes, parent.bytes.length - 1);
    System.arraycopy(parent.bytes, label + index + 1, bytes, label + index, count - 1 - index);
    @Nullable Node<V>[] children =
        count == 1 ? Node.none() : Arrays.copyOf(parent.children, count - 1);
    System.arraycopy(parent.children, index + 1, children, index, count - 1 - index);
    parent.bytes = bytes;
    parent.children = children;
  }

  private static <V> void listChildren(Node<V> parent) {
    @Nullable Node<V>[] indexed = parent.children;
    parent.children = Node.none();
    for (Node<V> child : indexed) {
      if (child != null) {
        addChild(parent, child);
      }
    }
  }
}
