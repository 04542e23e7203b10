package io.github.zmq4j.internal.engine;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The write buffers of a reactor: lent for the time of a write, or for as long as the network takes
 * no more, and then given back, so that memory goes with work and not with connections.
 *
 * <p><b>Threading.</b> Thread-safe: each slot is taken and filled by one atomic swap. Who finds no
 * buffer makes one, and who finds no free slot leaves his to the collector.
 */
public final class Buffers {
  /** The capacity of each buffer: a batch, and the most that one write hands to the kernel. */
  public static final int CAPACITY_BYTES = 64 * 1024;

  private static final int SLOTS = 16;

  private final AtomicReferenceArray<@Nullable ByteBuffer> slots =
      new AtomicReferenceArray<>(SLOTS);

  Buffers() {}

  /** Lends an empty buffer. */
  public ByteBuffer take() {
    for (int i = 0; i < SLOTS; i++) {
      if (slots.getPlain(i) != null) {
        ByteBuffer buffer = slots.getAndSet(i, null);
        if (buffer != null) {
          return buffer.clear();
        }
      }
    }
    return ByteBuffer.allocateDirect(CAPACITY_BYTES);
  }

  /** Takes a buffer back. */
  public void give(ByteBuffer buffer) {
    for (int i = 0; i < SLOTS; i++) {
      if (slots.getPlain(i) == null && slots.compareAndSet(i, null, buffer)) {
        return;
      }
    }
  }
}
