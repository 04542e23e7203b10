package io.github.zmq4j.benchmarks.contender;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What the messages of a run are, so that a lost, doubled, reordered or damaged one is noticed:
 * message {@code k} is 8 bytes of {@code k}, little-endian, then the bytes of a fixed text from
 * {@code k} mod 16 on. {@code contender.h} makes and checks the same.
 *
 * <p><b>Threading.</b> Immutable, except that one thread at a time may check.
 */
public final class Content {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SHIFTS = 16;

  /** Up to here a loop over longs beats the call of a vectorized comparison. */
  private static final int SMALL = 64;

  /**
   * So much of a larger message outside the heap is copied into a cache before it is compared: the
   * JVM compares such memory word by word, and waits for each cache line, which a copy does not
   * (measured with 64 KiB in memory that no cache holds: 4.5 microseconds instead of 10).
   */
  private static final int PIECE = 4096;

  private final int size;
  private final byte[] text;
  private final ByteBuffer[] tails = new ByteBuffer[SHIFTS]; // what follows the number, by shift
  private final byte[] piece = new byte[PIECE];

  /**
   * Describes messages of a size.
   *
   * @param size of each message: a multiple of 8
   */
  public Content(int size) {
    if (size < 8 || size % 8 != 0) {
      throw new IllegalArgumentException("not a positive multiple of 8: " + size);
    }
    this.size = size;
    text = new byte[size + SHIFTS];
    int state = 1;
    for (int i = 0; i < text.length; i++) {
      state = state * 1664525 + 1013904223;
      text[i] = (byte) (state >>> 24);
    }
    Arrays.setAll(tails, shift -> ByteBuffer.wrap(text).slice(shift + 8, size - 8));
  }

  /**
   * The size of each message in bytes.
   *
   * @return a multiple of 8
   */
  public int size() {
    return size;
  }

  /**
   * Makes a message.
   *
   * @param k its number
   * @return a new array
   */
  public byte[] make(long k) {
    byte[] message = new byte[size];
    put(message, 0, k);
    return message;
  }

  /**
   * Puts a message into an array.
   *
   * @param target where to
   * @param start where the message is to start in it
   * @param k the number of the message
   */
  public void put(byte[] target, int start, long k) {
    System.arraycopy(text, shift(k), target, start, size);
    LONG.set(target, start, k);
  }

  /**
   * Puts a message at the position of a buffer.
   *
   * @param buffer in little-endian order, with room for the message
   * @param k the number of the message
   */
  public void put(ByteBuffer buffer, long k) {
    int start = buffer.position();
    buffer.put(text, shift(k), size).putLong(start, k);
  }

  /**
   * Checks a message.
   *
   * @param message what came
   * @param k the number it should have
   * @throws IllegalStateException if it is another, or has changed
   */
  public void check(byte[] message, long k) {
    if (message.length != size || (long) LONG.get(message, 0) != k) {
      throw wrong(k);
    }
    int shift = shift(k);
    boolean same;
    if (size <= SMALL) {
      same = true;
      for (int i = 8; i < size; i += 8) {
        same &= (long) LONG.get(message, i) == (long) LONG.get(text, shift + i);
      }
    } else {
      same = Arrays.equals(message, 8, size, text, shift + 8, shift + size);
    }
    if (!same) {
      throw wrong(k);
    }
  }

  /**
   * Checks a message in a buffer.
   *
   * @param buffer in little-endian order
   * @param start where the message starts in it
   * @param k the number it should have
   * @throws IllegalStateException if it is another, or has changed
   */
  public void check(ByteBuffer buffer, int start, long k) {
    if (buffer.getLong(start) != k) {
      throw wrong(k);
    }
    int shift = shift(k);
    boolean same;
    if (size <= SMALL) {
      same = true;
      for (int i = 8; i < size; i += 8) {
        same &= buffer.getLong(start + i) == (long) LONG.get(text, shift + i);
      }
    } else if (size > PIECE && buffer.isDirect()) {
      same = isSameByPieces(buffer, start, shift);
    } else {
      same = buffer.slice(start + 8, size - 8).equals(tails[shift]);
    }
    if (!same) {
      throw wrong(k);
    }
  }

  private boolean isSameByPieces(ByteBuffer buffer, int start, int shift) {
    boolean same = true;
    for (int i = 8; i < size && same; i += PIECE) {
      int length = Math.min(PIECE, size - i);
      buffer.get(start + i, piece, 0, length);
      same = Arrays.equals(piece, 0, length, text, shift + i, shift + i + length);
    }
    return same;
  }

  private static int shift(long k) {
    return (int) k & (SHIFTS - 1);
  }

  private static IllegalStateException wrong(long k) {
    return new IllegalStateException("message " + k + " is lost or has changed");
  }
}
