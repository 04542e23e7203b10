package io.github.zmq4j.internal.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a reactor: a binary heap by deadline, each timer knowing its place, so that setting
 * and cancelling cost O(log n) with tens of thousands of them.
 *
 * <p><b>Threading.</b> Confined to the reactor's driver.
 */
public final class Timers {
  private Timer[] heap = new Timer[16];
  private int size;

  Timers() {}

  /** A timer that is set. */
  public static final class Timer {
    private final long deadlineNanos;
    private final Runnable action;
    private int place; // in the heap; -1 when fired or cancelled

    private Timer(long deadlineNanos, Runnable action) {
      this.deadlineNanos = deadlineNanos;
      this.action = action;
    }
  }

  /** Runs an action once the time has come. */
  public Timer set(long deadlineNanos, Runnable action) {
    Timer timer = new Timer(deadlineNanos, action);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    siftUp(timer, size++);
    return timer;
  }

  /** Forgets a timer; null, fired and cancelled ones are ignored. */
  public void cancel(@Nullable Timer timer) {
    if (timer != null && timer.place >= 0) {
      removeAt(timer.place);
    }
  }

  /** Takes the action that is due first, to be run; null when none is. */
  @Nullable Runnable pollDue(long nowNanos) {
    if (size == 0 || heap[0].deadlineNanos - nowNanos > 0) {
      return null;
    }
    Timer due = heap[0];
    removeAt(0);
    return due.action;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The nanoseconds until the first timer is due; only when there is one. */
  long nanosToFirst(long nowNanos) {
    return heap[0].deadlineNanos - nowNanos;
  }

  @SuppressWarnings("NullAway") // slots at and beyond size are null and never read
  private void removeAt(int place) {
    heap[place].place = -1;
    Timer last = heap[--size];
    heap[size] = null;
    if (place < size) {
      if (place > 0 && isBefore(last, heap[(place - 1) / 2])) {
        siftUp(last, place);
      } else {
        siftDown(last, place);
      }
    }
  }

  private void siftUp(Timer timer, int from) {
    int place = from;
    while (place > 0 && isBefore(timer, heap[(place - 1) / 2])) {
      put(heap[(place - 1) / 2], place);
      place = (place - 1) / 2;
    }
    put(timer, place);
  }

  private void siftDown(Timer timer, int from) {
    int place = from;
    for (int child; (child = 2 * place + 1) < size; place = child) {
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], timer)) {
        break;
      }
      put(heap[child], place);
    }
    put(timer, place);
  }

  private void put(Timer timer, int place) {
    heap[place] = timer;
    timer.place = place;
  }

  private static boolean isBefore(Timer left, Timer right) {
    return left.deadlineNanos - right.deadlineNanos < 0;
  }
}
