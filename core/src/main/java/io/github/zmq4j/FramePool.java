package io.github.zmq4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Memory for large frames that is used again and again, outside the heap. The network reads from it
 * and writes into it without a copy between, nothing is allocated or cleared for a message, and the
 * memory used last, which the processor still has at hand, is the next to be used.
 *
 * <pre>{@code
 * FramePool pool = FramePool.of(1 << 20); // frames of up to 1 MiB
 *
 * ByteBuffer picture = pool.take();       // sending
 * camera.read(picture);
 * push.send(Message.of(pool.frame(picture.flip())));
 *
 * pull.receiveInto(pool);                 // receiving, before connect or bind
 * pull.connect("tcp://10.0.0.1:5555");
 * Message message = pull.receive();
 * screen.show(message.buffer());
 * message.release();                      // the memory may be used again
 * }</pre>
 *
 * <p><b>Ownership.</b> A buffer that was taken is the caller's until {@link #frame} gives it away;
 * one that is never given away is the garbage collector's matter. The memory of a frame comes back
 * when the frame is {@linkplain Frame#release() released}, which the library does with what it has
 * sent, or else after it has become unreachable.
 *
 * <p><b>Limits.</b> Up to {@value #MOST_IDLE} buffers are kept for the next use; any number may be
 * in use. Worth its while from some 16 KiB a frame on.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
public final class FramePool {
  private static final int MOST_IDLE = 256;

  private final int frameBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<ByteBuffer> idle = new ArrayDeque<>(); // guarded by lock

  private FramePool(int frameBytes) {
    this.frameBytes = frameBytes;
  }

  /**
   * Makes a pool, which has no memory yet.
   *
   * @param frameBytes the largest frame in bytes
   * @return the pool
   * @throws ZmqException {@link ErrorCode#EINVAL} if the size is not positive
   */
  public static FramePool of(int frameBytes) {
    if (frameBytes <= 0) {
      throw new ZmqException(
          ErrorCode.EINVAL, "The frames of a pool have at least one byte, not " + frameBytes);
    }
    return new FramePool(frameBytes);
  }

  /**
   * The largest frame in bytes: the capacity of each buffer.
   *
   * @return as given to {@link #of}
   */
  public int frameBytes() {
    return frameBytes;
  }

  /**
   * Takes a buffer to be filled. What it holds is left from an earlier use.
   *
   * @return a direct buffer, big-endian, its position at 0 and its limit at its capacity
   */
  public ByteBuffer take() {
    ByteBuffer buffer = pollIdle();
    return buffer == null
        ? ByteBuffer.allocateDirect(frameBytes)
        : buffer.clear().order(ByteOrder.BIG_ENDIAN);
  }

  private @Nullable ByteBuffer pollIdle() {
    lock.lock();
    try {
      return idle.pollLast(); // the one that came back last
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes a frame of a buffer that was taken, without a copy, and gives the buffer away: it must
   * not be touched any more.
   *
   * @param filled its remaining bytes are the content
   * @return the frame, whose memory comes back when it is no longer needed
   * @throws ZmqException {@link ErrorCode#EINVAL} if the buffer is not one of a pool of this size
   */
  public Frame frame(ByteBuffer filled) {
    if (!filled.isDirect() || filled.isReadOnly() || filled.capacity() != frameBytes) {
      throw new ZmqException(
          ErrorCode.EINVAL, "Only a buffer that was taken from the pool may become its frame");
    }
    return Frame.wrap(filled, () -> giveBack(filled));
  }

  private void giveBack(ByteBuffer buffer) {
    lock.lock();
    try {
      if (idle.size() < MOST_IDLE) {
        idle.addLast(buffer);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The size of the frames, and how many buffers wait to be used again. */
  @Override
  public String toString() {
    lock.lock();
    try {
      return "FramePool[" + frameBytes + " bytes, " + idle.size() + " idle]";
    } finally {
      lock.unlock();
    }
  }
}
