package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the peers of a socket and finds them by number: 32 bits, never 0, counted up from a
 * random start and kept as the pipe's attachment.
 *
 * <p>An open-addressed table with linear probing, so that finding a peer makes no object. Numbers
 * spread over it by a multiplication; a removal moves later entries of the same run back, so that
 * no run has holes.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class NumberedPeers {
  private static final int SPREAD = 0x9E3779B9; // 2^32 divided by the golden ratio

  private @Nullable Pipe[] table = new @Nullable Pipe[8];
  private int size;
  private int nextNumber;

  NumberedPeers(int first) {
    this.nextNumber = first;
  }

  /** The number of a pipe that was added; 0 before. It stays after the pipe was removed. */
  static int numberOf(Pipe pipe) {
    return pipe.attachment() instanceof Integer number ? number : 0;
  }

  /** Numbers a pipe. */
  void add(Pipe pipe) {
    if (2 * (size + 1) > table.length) {
      grow();
    }
    int number;
    do {
      number = nextNumber++;
    } while (number == 0 || get(number) != null);
    pipe.attachment(number);
    table[freeSlot(number)] = pipe;
    size++;
  }

  @Nullable Pipe get(int number) {
    @Nullable Pipe[] slots = table;
    int mask = slots.length - 1;
    Pipe pipe;
    for (int i = home(number); (pipe = slots[i]) != null; i = (i + 1) & mask) {
      if (numberOf(pipe) == number) {
        return pipe;
      }
    }
    return null;
  }

  /** Forgets a pipe, if it is known. */
  void remove(Pipe pipe) {
    int mask = table.length - 1;
    int hole = home(numberOf(pipe));
    while (table[hole] != pipe) {
      if (table[hole] == null) {
        return;
      }
      hole = (hole + 1) & mask;
    }
    size--;
    Pipe later;
    for (int i = (hole + 1) & mask; (later = table[i]) != null; i = (i + 1) & mask) {
      int home = home(numberOf(later));
      if (((i - home) & mask) >= ((i - hole) & mask)) { // it may stand in the hole
        table[hole] = later;
        hole = i;
      }
    }
    table[hole] = null;
  }

  int size() {
    return size;
  }

  private int home(int number) {
    return (number * SPREAD) >>> (Integer.numberOfLeadingZeros(table.length) + 1);
  }

  private int freeSlot(int number) {
    int i = home(number);
    while (table[i] != null) {
      i = (i + 1) & (table.length - 1);
    }
    return i;
  }

  private void grow() {
    @Nullable Pipe[] old = table;
    table = new @Nullable Pipe[old.length * 2];
    for (Pipe pipe : old) {
      if (pipe != null) {
        table[freeSlot(numberOf(pipe))] = pipe;
      }
    }
  }
}
