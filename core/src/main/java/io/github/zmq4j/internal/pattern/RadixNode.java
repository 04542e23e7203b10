package io.github.zmq4j.internal.pattern;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link RadixTree}: the place of a key, or a fork of several.
 *
 * <p>A million of them should fit, so a node is three small objects at most: itself, an array of
 * its children, and one array of bytes that holds the label - the bytes that lead here from the
 * parent - and behind it the first byte of each child, in the order of the children. A node with
 * more than {@value #MOST_LISTED} children has a table of 256 in place of the list, indexed by that
 * byte. Leaves share one empty array of children. Lists grow by a few places at a time; those not
 * yet taken are null, and what stands for them among the bytes means nothing.
 *
 * <pre>
 *   bytes     [ l a b e l | n s ]       children   [ node "n...", node "s..." ]
 *   bytes     [ l a b e l ]             children   [ 256 slots ]
 * </pre>
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @param <V> the values
 */
final class RadixNode<V> {
  private static final int MOST_LISTED = 32;
  private static final int FEWEST_INDEXED = 24; // a gap, so that no node goes to and fro
  private static final int INDEXED = 256;
  private static final int PLACES = 4; // by which the lists grow
  private static final int SHORT_LABEL = 16; // up to here a loop beats the vectorized comparison
  private static final @Nullable RadixNode<?>[] NO_CHILDREN = {};

  @Nullable V value;
  private byte[] bytes;
  private int labelLength; // fits into the object's padding
  private @Nullable RadixNode<V>[] children = none(); // a null is a free place
  private @Nullable RadixNode<V> parent;

  RadixNode(byte[] label) {
    this.bytes = label;
    this.labelLength = label.length;
  }

  @Nullable RadixNode<V> parent() {
    return parent;
  }

  /** The number of bytes that lead from the parent to this node. */
  int labelLength() {
    return labelLength;
  }

  /** The child whose label goes on where the key is at the offset, or null. */
  @Nullable RadixNode<V> step(byte[] key, int offset, int end) {
    RadixNode<V> child = offset == end ? null : child(key[offset]);
    if (child == null) {
      return null;
    }
    int length = child.labelLength;
    return length == 1 || (end - offset >= length && child.isLabelAt(key, offset)) ? child : null;
  }

  /** Whether the label stands at the offset of a key, which is long enough; its first byte does. */
  private boolean isLabelAt(byte[] key, int offset) {
    byte[] label = bytes;
    int length = labelLength;
    if (length > SHORT_LABEL) {
      return Arrays.equals(label, 0, length, key, offset, offset + length);
    }
    int i = 1;
    while (i < length && label[i] == key[offset + i]) {
      i++;
    }
    return i == length;
  }

  /** The child whose label begins with this byte, or null. */
  @Nullable RadixNode<V> child(byte first) {
    @Nullable RadixNode<V>[] nodes = children;
    if (nodes.length == INDEXED) {
      return nodes[first & 0xff];
    }
    byte[] firsts = bytes;
    int label = labelLength;
    for (int i = label; i < firsts.length; i++) {
      if (firsts[i] == first) {
        return nodes[i - label];
      }
    }
    return null;
  }

  /** How many bytes of the label are found at the offset of a key. */
  int common(byte[] key, int offset) {
    int end = Math.min(labelLength, key.length - offset);
    int mismatch = Arrays.mismatch(bytes, 0, end, key, offset, offset + end);
    return mismatch < 0 ? end : mismatch;
  }

  /** The bytes on the way from the root. */
  byte[] key() {
    int length = 0;
    for (RadixNode<V> node = this; node != null; node = node.parent) {
      length += node.labelLength;
    }
    byte[] key = new byte[length];
    for (RadixNode<V> node = this; node != null; node = node.parent) {
      int label = node.labelLength;
      length -= label;
      System.arraycopy(node.bytes, 0, key, length, label);
    }
    return key;
  }

  int childCount() {
    int count = 0;
    for (RadixNode<V> child : children) {
      count += child == null ? 0 : 1;
    }
    return count;
  }

  void pushChildren(ArrayDeque<RadixNode<V>> stack) {
    for (RadixNode<V> child : children) {
      if (child != null) {
        stack.push(child);
      }
    }
  }

  /** Puts a new node above a child, with the first bytes of its label. */
  RadixNode<V> split(RadixNode<V> child, int length) {
    RadixNode<V> between = new RadixNode<>(Arrays.copyOf(child.bytes, length));
    between.parent = this;
    children[indexOf(child)] = between;
    child.bytes = Arrays.copyOfRange(child.bytes, length, child.bytes.length);
    child.labelLength -= length;
    between.add(child);
    return between;
  }

  /** The only child takes this node's place, with both labels. */
  void mergeIntoChild() {
    RadixNode<V> above = parent;
    RadixNode<V> child = children[0];
    if (above == null || child == null) {
      throw new IllegalStateException("the root has no label to give");
    }
    int label = labelLength;
    byte[] joined = Arrays.copyOf(bytes, label + child.bytes.length);
    System.arraycopy(child.bytes, 0, joined, label, child.bytes.length);
    above.children[above.indexOf(this)] = child;
    child.bytes = joined;
    child.labelLength += label;
    child.parent = above;
  }

  void add(RadixNode<V> child) {
    child.parent = this;
    int count = children.length == INDEXED ? INDEXED : childCount();
    if (count == MOST_LISTED) {
      index();
    }
    if (count >= MOST_LISTED) {
      children[child.bytes[0] & 0xff] = child;
      return;
    }
    if (count == children.length) {
      int roomy = count + (count < PLACES ? PLACES / 2 : PLACES); // most forks have two ways
      children = Arrays.copyOf(children, roomy);
      bytes = Arrays.copyOf(bytes, labelLength + roomy);
    }
    children[count] = child;
    bytes[labelLength + count] = child.bytes[0];
  }

  void remove(RadixNode<V> child) {
    int index = indexOf(child);
    if (children.length == INDEXED) {
      children[index] = null;
      if (childCount() < FEWEST_INDEXED) {
        list();
      }
      return;
    }
    int last = childCount() - 1;
    children[index] = children[last]; // the order is of no importance
    bytes[labelLength + index] = bytes[labelLength + last];
    children[last] = null;
    if (last == 0) {
      children = none();
      bytes = Arrays.copyOf(bytes, labelLength);
    } else if (children.length - last >= 2 * PLACES) {
      children = Arrays.copyOf(children, last);
      bytes = Arrays.copyOf(bytes, labelLength + last);
    }
  }

  private int indexOf(RadixNode<V> child) {
    if (children.length == INDEXED) {
      return child.bytes[0] & 0xff;
    }
    int i = 0;
    while (children[i] != child) {
      i++;
    }
    return i;
  }

  private void index() {
    @Nullable RadixNode<V>[] listed = children;
    bytes = Arrays.copyOf(bytes, labelLength);
    children = Arrays.copyOf(RadixNode.<V>none(), INDEXED);
    for (RadixNode<V> child : listed) {
      if (child != null) {
        children[child.bytes[0] & 0xff] = child;
      }
    }
  }

  private void list() {
    @Nullable RadixNode<V>[] indexed = children;
    children = none();
    for (RadixNode<V> child : indexed) {
      if (child != null) {
        add(child);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <V> @Nullable RadixNode<V>[] none() {
    return (@Nullable RadixNode<V>[]) NO_CHILDREN;
  }
}
