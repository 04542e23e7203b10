package io.github.zmq4j.internal.concurrent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded first-in first-out queue from one producer to one consumer, in linked chunks.
 *
 * <p>A slot is free while it is null. The producer fills the slots of its chunk in order; the
 * consumer empties them in order. A slot's release store publishes the element; the consumer's
 * acquire load of null says that there is none yet. Neither side reads the other's index, so they
 * share no cache line but the slots. The last slot of a chunk holds no element but the next chunk,
 * which is published with its first element in place.
 *
 * <p>The first chunk has a few slots and each further one twice as many, up to a limit, so that a
 * queue that never holds much costs little.
 *
 * <p>Each side counts what went through its hands, on its own cache line.
 *
 * <p><b>Threading.</b> {@code offer} belongs to the producer, everything else to the consumer. Both
 * roles may move between threads, if whoever hands over happens-before who takes over.
 *
 * @param <E> the elements
 */
public final class SpscQueue<E> extends SpscConsumer {
  private static final int FIRST_CHUNK_SLOTS = 8;
  private static final int LARGEST_CHUNK_SLOTS = 1024;

  // Keep the consumer's fields off the cache lines of what lies behind.
  long r1;
  long r2;
  long r3;
  long r4;
  long r5;
  long r6;
  long r7;
  long r8;
  long r9;
  long r10;
  long r11;
  long r12;
  long r13;
  long r14;
  long r15;

  /** Makes an empty queue. */
  public SpscQueue() {
    Object[] first = new Object[FIRST_CHUNK_SLOTS];
    tailChunk = first;
    headChunk = first;
  }

  /** Adds an element. Producer only. */
  public void offer(E element) {
    Object[] chunk = tailChunk;
    int index = tailIndex;
    offered++;
    if (index == chunk.length - 1) {
      offerInNewChunk(chunk, element);
    } else {
      tailIndex = index + 1;
      releaseSlot(chunk, index, element);
    }
  }

  private void offerInNewChunk(Object[] full, E element) {
    Object[] next = new Object[Math.min(full.length * 2, LARGEST_CHUNK_SLOTS)];
    next[0] = element;
    tailChunk = next;
    tailIndex = 1;
    releaseSlot(full, full.length - 1, next); // publishes the element too
  }

  /** Takes the oldest element, or answers null. Consumer only. */
  @SuppressWarnings("unchecked")
  public @Nullable E poll() {
    Object[] chunk = headChunk;
    int index = headIndex;
    Object element = acquireSlot(chunk, index);
    if (element == null) {
      return null;
    }
    if (index == chunk.length - 1) {
      chunk[index] = null; // a dead chunk must not keep a young one alive
      chunk = (Object[]) element;
      headChunk = chunk;
      index = 0;
      element = chunk[0];
    }
    chunk[index] = null;
    headIndex = index + 1;
    taken++;
    return (E) element;
  }

  /** Looks at the oldest element without taking it, or answers null. Consumer only. */
  @SuppressWarnings("unchecked")
  public @Nullable E peek() {
    Object element = acquireSlot(headChunk, headIndex);
    if (element != null && headIndex == headChunk.length - 1) {
      element = ((Object[]) element)[0];
    }
    return (E) element;
  }

  /** Whether there is nothing to take. Consumer only. */
  public boolean isEmpty() {
    return acquireSlot(headChunk, headIndex) == null;
  }

  /** How many elements were ever added. Producer only; to others it may be a moment old. */
  public long offered() {
    return offered;
  }

  /** How many elements were ever taken. Consumer only; to others it may be a moment old. */
  public long taken() {
    return taken;
  }
}

/** The producer's fields. */
abstract class SpscProducer extends Padding {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

  Object[] tailChunk = {};
  int tailIndex;
  long offered;

  static void releaseSlot(Object[] chunk, int index, Object value) {
    SLOT.setRelease(chunk, index, value);
  }

  static @Nullable Object acquireSlot(Object[] chunk, int index) {
    return SLOT.getVolatile(chunk, index); // volatile: takes part in "asleep, then look again"
  }
}

/** Keeps the two sides' fields on cache lines of their own. */
abstract class SpscGap extends SpscProducer {
  long q1;
  long q2;
  long q3;
  long q4;
  long q5;
  long q6;
  long q7;
  long q8;
  long q9;
  long q10;
  long q11;
  long q12;
  long q13;
  long q14;
  long q15;
}

/** The consumer's fields. */
abstract class SpscConsumer extends SpscGap {
  Object[] headChunk = {};
  int headIndex;
  long taken;
}
