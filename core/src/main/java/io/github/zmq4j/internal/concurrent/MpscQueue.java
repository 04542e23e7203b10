package io.github.zmq4j.internal.concurrent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded first-in first-out queue from many producers to one consumer at a time.
 *
 * <p>A linked list with a dummy node at the head. A producer swaps itself in as the tail, which is
 * the moment the element counts as queued, and then links the old tail to itself. Between the two
 * the consumer sees a tail that it can't reach yet; it spins for that instant.
 *
 * <p>{@code offer} ends with an atomic swap, a full fence: what a producer reads afterwards ("is
 * anybody awake?") is not older than what the consumer wrote before it found the queue empty.
 *
 * <p><b>Threading.</b> {@code offer} and {@code isEmpty} are thread-safe; {@code poll} belongs to
 * the consumer, a role that may move between threads by a hand-over that happens-before.
 *
 * @param <E> the elements
 */
public final class MpscQueue<E> {
  private static final VarHandle TAIL;

  static {
    try {
      TAIL = MethodHandles.lookup().findVarHandle(MpscQueue.class, "tail", Node.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile Node<E> head; // written by the consumer only
  private volatile Node<E> tail; // swapped by producers

  /** Makes an empty queue. */
  public MpscQueue() {
    Node<E> dummy = new Node<>(null);
    head = dummy;
    tail = dummy;
  }

  /** Adds an element. */
  @SuppressWarnings("unchecked")
  public void offer(E element) {
    Node<E> node = new Node<>(element);
    Node<E> previous = (Node<E>) TAIL.getAndSet(this, node);
    previous.next = node;
  }

  /** Whether nothing is queued. */
  public boolean isEmpty() {
    return head == tail;
  }

  /** Takes the oldest element, or answers null. Consumer only. */
  public @Nullable E poll() {
    Node<E> dummy = head;
    if (dummy == tail) {
      return null;
    }
    Node<E> next = dummy.next;
    while (next == null) { // its producer has swapped the tail but not linked yet
      Thread.onSpinWait();
      next = dummy.next;
    }
    E element = next.element;
    next.element = null;
    head = next;
    return element;
  }

  private static final class Node<E> {
    @Nullable E element; // cleared by the consumer
    volatile @Nullable Node<E> next;

    Node(@Nullable E element) {
      this.element = element;
    }
  }
}
