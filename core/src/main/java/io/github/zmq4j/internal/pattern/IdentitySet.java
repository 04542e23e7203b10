package io.github.zmq4j.internal.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of objects told apart by identity, small when it holds few and quick when it holds many,
 * that can be walked without making an object:
 *
 * <pre>{@code
 * for (int i = 0; i < set.slots(); i++) {
 *   E element = set.slot(i);
 *   if (element != null) ...
 * }
 * }</pre>
 *
 * <p>Up to {@value #FEW} elements stand in an array in the order they came. More are hashed, with
 * linear probing; a removal moves later elements of the same run back, so that no run has holes.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock. Not to be changed while it is walked.
 *
 * @param <E> the elements
 */
final class IdentitySet<E> {
  private static final int FEW = 8;

  private @Nullable Object[] table = new @Nullable Object[2];
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The number of places to look at in a walk. */
  int slots() {
    return table.length <= FEW ? size : table.length;
  }

  /** What stands at a place; null for nothing. */
  @SuppressWarnings("unchecked")
  @Nullable E slot(int index) {
    return (E) table[index];
  }

  boolean contains(E element) {
    return table[find(element)] == element;
  }

  /** Adds an element; false if it was there. */
  boolean add(E element) {
    if (isFull()) {
      if (contains(element)) {
        return false;
      }
      resize(table.length < FEW ? table.length * 2 : Math.max(4 * FEW, table.length * 2));
    }
    int index = find(element);
    if (table[index] == element) {
      return false;
    }
    table[index] = element;
    size++;
    return true;
  }

  private boolean isFull() {
    return table.length <= FEW ? size == table.length : 4 * (size + 1) > 3 * table.length;
  }

  /** Takes an element out; false if it was not there. */
  boolean remove(E element) {
    int index = find(element);
    if (table[index] != element) {
      return false;
    }
    size--;
    if (table.length <= FEW) {
      System.arraycopy(table, index + 1, table, index, size - index);
      table[size] = null;
      return true;
    }
    closeGap(index);
    if (8 * size < table.length) {
      resize(Math.max(FEW, table.length / 4));
    }
    return true;
  }

  private void closeGap(int gap) {
    int mask = table.length - 1;
    Object later;
    for (int i = (gap + 1) & mask; (later = table[i]) != null; i = (i + 1) & mask) {
      int home = System.identityHashCode(later) & mask;
      if (((i - home) & mask) >= ((i - gap) & mask)) { // it may stand in the gap
        table[gap] = later;
        gap = i;
      }
    }
    table[gap] = null;
  }

  /** Where the element stands or, if it is not there, might be put; the last place when full. */
  private int find(Object element) {
    @Nullable Object[] slots = table;
    if (slots.length <= FEW) {
      int i = 0;
      while (i < size && slots[i] != element) {
        i++;
      }
      return Math.min(i, slots.length - 1);
    }
    int mask = slots.length - 1;
    int i = System.identityHashCode(element) & mask;
    while (slots[i] != null && slots[i] != element) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private void resize(int length) {
    @Nullable Object[] old = table;
    if (length <= FEW && old.length <= FEW) {
      table = Arrays.copyOf(old, length);
      return;
    }
    table = new @Nullable Object[length];
    int dense = 0;
    for (Object element : old) {
      if (element != null) {
        table[length <= FEW ? dense++ : find(element)] = element;
      }
    }
  }
}
