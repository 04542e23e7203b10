package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One part of a {@link Message}: a run of bytes that does not change.
 *
 * <p><b>Ownership.</b> {@link #of(byte[])} copies. {@link #wrap(byte[])} and {@link
 * #wrap(ByteBuffer, Runnable)} do not: whoever wraps memory must leave it unchanged as long as the
 * frame is in use. The callback given to {@code wrap} runs exactly once, when nobody needs the
 * memory any more: after the last holder {@linkplain #release() released} it - the library releases
 * what it has written to the network - or else after the frame has become unreachable, whatever
 * happened to it: received, dropped, or left in a closed context.
 *
 * <p><b>Threading.</b> Immutable; {@code retain} and {@code release} are thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, framing</a>
 */
public final class Frame {
  /** The frame without bytes: the delimiter of a request's envelope. */
  public static final Frame EMPTY = new Frame(new byte[0]);

  private static final int HASH_START = 0x811c9dc5;
  private static final int HASH_FACTOR = 0x01000193;

  private final byte[] array; // the content, unless it is leased
  private final @Nullable ByteBuffer leased; // position 0 to limit; never moved, only duplicated
  private final @Nullable Lease lease;

  private Frame(byte[] array) {
    this.array = array;
    this.leased = null;
    this.lease = null;
  }

  private Frame(ByteBuffer leased, Lease lease) {
    this.array = EMPTY.array;
    this.leased = leased;
    this.lease = lease;
  }

  /**
   * Makes a frame of a copy of bytes.
   *
   * @param bytes the content, copied
   * @return the frame
   */
  public static Frame of(byte[] bytes) {
    return wrap(bytes.clone());
  }

  /**
   * Makes a frame of a text in UTF-8.
   *
   * @param text the text
   * @return the frame
   */
  public static Frame of(String text) {
    return wrap(text.getBytes(UTF_8));
  }

  /**
   * Makes a frame of an array without copying it.
   *
   * @param bytes the content; not to be changed any more
   * @return the frame
   */
  public static Frame wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Frame(bytes);
  }

  /**
   * Makes a frame of a buffer's remaining bytes without copying them, as {@code zmq_msg_init_data}
   * does.
   *
   * @param buffer the content, heap or direct; not to be changed until the callback has run
   * @param onRelease runs exactly once, on any thread, when the memory is no longer needed; it must
   *     not block; what it throws is logged
   * @return the frame
   */
  public static Frame wrap(ByteBuffer buffer, Runnable onRelease) {
    Objects.requireNonNull(onRelease, "onRelease");
    Lease lease = new Lease(onRelease);
    Frame frame = new Frame(buffer.slice(), lease);
    lease.watch(frame);
    return frame;
  }

  /**
   * The number of bytes.
   *
   * @return 0 or more
   */
  public int size() {
    return leased == null ? array.length : leased.limit();
  }

  /**
   * One byte.
   *
   * @param index from 0 to {@code size() - 1}
   * @return the byte there
   * @throws IndexOutOfBoundsException if there is none
   */
  public byte byteAt(int index) {
    return leased == null ? array[index] : memory(leased).get(index);
  }

  /**
   * Whether the bytes lie outside the heap, so that a network can take them without a copy.
   *
   * @return true if the frame wraps a direct buffer
   */
  public boolean isDirect() {
    return leased != null && leased.isDirect();
  }

  /**
   * A copy of the bytes.
   *
   * @return a new array
   */
  public byte[] bytes() {
    if (leased == null) {
      return array.clone();
    }
    byte[] copy = new byte[leased.limit()];
    memory(leased).get(0, copy);
    return copy;
  }

  /**
   * A view of the bytes, not copied. Where the frame {@linkplain #isLeased() wraps memory} for
   * somebody, the view is good as long as the frame is held.
   *
   * @return a new read-only buffer over the content
   */
  public ByteBuffer buffer() {
    return (leased == null ? ByteBuffer.wrap(array) : memory(leased)).asReadOnlyBuffer();
  }

  /**
   * The bytes as text.
   *
   * @return the content read as UTF-8; malformed bytes become U+FFFD
   */
  public String text() {
    return new String(leased == null ? array : bytes(), UTF_8);
  }

  /**
   * Copies a run of the bytes to the position of a buffer, which moves on.
   *
   * @param offset the first byte to copy
   * @param target takes the bytes
   * @param length how many
   * @throws IndexOutOfBoundsException if the frame does not have these bytes
   * @throws java.nio.BufferOverflowException if the target has no room for them
   */
  public void copyTo(int offset, ByteBuffer target, int length) {
    Objects.checkFromIndexSize(offset, length, size());
    if (leased == null) {
      target.put(array, offset, length);
    } else {
      target.put(memory(leased).slice(offset, length));
    }
  }

  /**
   * Adds a holder of wrapped memory, who will call {@link #release()} in turn. Without effect on
   * frames that wrap nothing.
   *
   * @return this frame
   * @throws IllegalStateException if its memory was given back already
   */
  public Frame retain() {
    if (lease != null) {
      lease.retain();
    }
    return this;
  }

  /**
   * Gives up one hold on wrapped memory. With the last hold the memory is given back; the frame
   * then throws {@link IllegalStateException} when it is read, but views that were taken before
   * would show what the memory is used for next. Without effect on frames that wrap nothing.
   */
  public void release() {
    if (lease != null) {
      lease.release();
    }
  }

  /**
   * Whether the frame wraps memory that somebody waits to get back.
   *
   * @return true if it was made with a callback
   */
  public boolean isLeased() {
    return lease != null;
  }

  /** What is wrapped, unless it was given back. */
  private ByteBuffer memory(ByteBuffer wrapped) {
    if (lease != null && lease.isOver()) {
      throw Lease.over();
    }
    return wrapped;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Frame that)) {
      return false;
    }
    boolean isLeased = leased != null || that.leased != null;
    return isLeased ? buffer().equals(that.buffer()) : Arrays.equals(array, that.array);
  }

  /**
   * FNV-1a. Routing ids that count up differ in their last octets only; a sum that is multiplied by
   * 31, as arrays and buffers have it, gives eight of them the same code.
   */
  @Override
  public int hashCode() {
    int hash = HASH_START;
    for (byte octet : leased == null ? array : bytes()) {
      hash = (hash ^ (octet & 0xff)) * HASH_FACTOR;
    }
    return hash;
  }

  /** The size and the first bytes in hex, never more than a line. */
  @Override
  public String toString() {
    if (lease != null && lease.isOver()) {
      return "Frame[" + size() + " bytes, released]";
    }
    int shown = Math.min(size(), 16);
    StringBuilder text = new StringBuilder("Frame[").append(size()).append(" bytes");
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? ": " : " ").append(String.format("%02x", byteAt(i)));
    }
    return text.append(shown < size() ? " ...]" : "]").toString();
  }

  /**
   * Counts the holders of wrapped memory and gives it back once, with the collector as backstop.
   */
  private static final class Lease implements Runnable {
    private static final System.Logger LOG = System.getLogger("io.github.zmq4j");
    private static final Cleaner CLEANER = Cleaner.create();

    private final AtomicInteger holders = new AtomicInteger(1);
    private final Runnable onRelease;
    private Cleaner.@Nullable Cleanable cleanable; // set before the frame is handed out

    Lease(Runnable onRelease) {
      this.onRelease = onRelease;
    }

    void watch(Frame frame) {
      cleanable = CLEANER.register(frame, this);
    }

    boolean isOver() {
      return holders.get() <= 0;
    }

    static IllegalStateException over() {
      return new IllegalStateException(
          "The frame was released, and its memory given back; retain() a frame that is still to be"
              + " read, or copy its bytes()");
    }

    void retain() {
      if (holders.getAndUpdate(count -> count <= 0 ? count : count + 1) <= 0) {
        throw over();
      }
    }

    void release() {
      if (holders.decrementAndGet() == 0 && cleanable != null) {
        cleanable.clean(); // at most once, whoever comes first
      }
    }

    @Override
    public void run() {
      try {
        onRelease.run();
      } catch (RuntimeException | Error e) { // must not end what goes on here for others
        LOG.log(Level.WARNING, "A callback that gets a frame's memory back failed", e);
      }
    }
  }
}
