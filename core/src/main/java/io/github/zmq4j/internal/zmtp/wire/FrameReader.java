package io.github.zmq4j.internal.zmtp.wire;

import static io.github.zmq4j.internal.zmtp.wire.Framing.COMMAND;
import static io.github.zmq4j.internal.zmtp.wire.Framing.LONG;
import static io.github.zmq4j.internal.zmtp.wire.Framing.MORE;
import static io.github.zmq4j.internal.zmtp.wire.Framing.V1_LONG;

import io.github.zmq4j.Frame;
import io.github.zmq4j.FramePool;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one frame at a time out of bytes that arrive in any pieces.
 *
 * <p>A header's octets are added up as they come. A body of which all bytes are there is allocated
 * at its size. Of any other, memory grows with the bytes that arrive, to at most twice of them and
 * a little more, whatever size the peer announced. Only as much as the peer sent in one body before
 * is allocated ahead: so large bodies, where there are many, are allocated once and never moved
 * (measured with 1 MiB in pieces of 64 KiB: 117 microseconds instead of 345). For these too the
 * memory may come from a {@link FramePool}, into which the network may then write by itself.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, framing</a>
 */
public final class FrameReader {
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;
  private static final int FIRST_BODY_BYTES = 8 * 1024;
  private static final int MIN_POOLED_BYTES = 16 * 1024;
  private static final byte[] NO_BYTES = {};

  private final Framing framing;
  private final int maxMessageBytes; // per frame
  private final int maxCommandBytes;

  private int headerOctetsLeft = UNKNOWN;
  private int flags;
  private long size; // as read so far; the body's size when no octet of the header is left
  private byte @Nullable [] body; // null until the first octet of the body
  private int filled;
  private @Nullable FramePool pool;
  private @Nullable ByteBuffer pooled; // the body instead, when it goes into the pool's memory
  private int provenBytes = FIRST_BODY_BYTES; // the largest body that came as a whole, or a little

  private static final int UNKNOWN = -1; // no octet of a header has come yet

  /**
   * Creates a reader.
   *
   * @param framing how frames look
   * @param maxMessageBytes limit for the body of a frame that is no command; negative: none
   * @param maxCommandBytes limit for the body of a command
   */
  public FrameReader(Framing framing, long maxMessageBytes, int maxCommandBytes) {
    this.framing = framing;
    this.maxMessageBytes =
        maxMessageBytes < 0 ? MAX_ARRAY_BYTES : (int) Math.min(maxMessageBytes, MAX_ARRAY_BYTES);
    this.maxCommandBytes = maxCommandBytes;
  }

  /**
   * Reads on. When it answers true, {@link #flags()} and {@link #takeBody()} tell of the frame, and
   * bytes after it are left; when false, all bytes are consumed.
   *
   * @param in bytes of the peer
   * @return whether a frame is complete
   * @throws ProtocolViolation if the frame is too large or malformed
   */
  public boolean read(ByteBuffer in) throws ProtocolViolation {
    while (headerOctetsLeft != 0) {
      if (!in.hasRemaining()) {
        return false;
      }
      onHeaderOctet(in.get() & 0xff);
    }
    return readBody(in);
  }

  private void onHeaderOctet(int octet) throws ProtocolViolation {
    if (headerOctetsLeft == UNKNOWN) {
      startHeader(octet);
    } else {
      headerOctetsLeft--;
      if (framing == Framing.V1 && headerOctetsLeft == 0) {
        flags = octet;
      } else {
        size = (size << 8) | octet;
      }
    }
    if (headerOctetsLeft == 0) {
      checkHeader();
    }
  }

  private void startHeader(int octet) throws ProtocolViolation {
    if (framing == Framing.V2) {
      flags = octet;
      size = 0;
      headerOctetsLeft = (octet & LONG) != 0 ? 8 : 1;
    } else {
      boolean isLong = octet == V1_LONG;
      size = isLong ? 0 : octet;
      headerOctetsLeft = isLong ? 9 : 1; // the flags come last
    }
  }

  /** Checks the size before anything is allocated: the peer chose it. */
  private void checkHeader() throws ProtocolViolation {
    if (framing == Framing.V1) {
      if (size == 0) { // 13/ZMTP: the length counts the flags octet, so it is at least 1
        throw new ProtocolViolation(Reason.BAD_FRAME, "Frame of length 0");
      }
      size--;
    }
    boolean isCommand = (flags() & COMMAND) != 0;
    if (isCommand && (flags() & MORE) != 0) { // 37/ZMTP: MORE shall be 0 on commands
      throw new ProtocolViolation(Reason.BAD_FRAME, "Command frame with MORE");
    }
    int limit = isCommand ? maxCommandBytes : maxMessageBytes;
    if (size < 0 || size > limit) {
      throw new ProtocolViolation(
          Reason.BAD_FRAME,
          "Frame of " + Long.toUnsignedString(size) + " bytes; the limit is " + limit);
    }
  }

  private boolean readBody(ByteBuffer in) {
    int bodyBytes = (int) size;
    int taken = Math.min(bodyBytes - filled, in.remaining());
    if (taken > 0) {
      if (filled == 0 && pool != null && isFor(pool, bodyBytes)) {
        pooled = pool.take().limit(bodyBytes);
      }
      if (pooled != null) {
        pooled.put(in.slice(in.position(), taken));
        in.position(in.position() + taken);
      } else {
        in.get(bodyWithRoom(bodyBytes, taken), filled, taken);
      }
      filled += taken;
    }
    return filled == bodyBytes;
  }

  /** Whether a body is so large that it is worth a buffer, and not larger than one before it. */
  private boolean isFor(FramePool pool, int bodyBytes) {
    return bodyBytes >= MIN_POOLED_BYTES
        && bodyBytes <= Math.min(pool.frameBytes(), provenBytes)
        && (flags & COMMAND) == 0;
  }

  /** Puts large bodies into the memory of a pool from now on. */
  void readInto(FramePool pool) {
    this.pool = pool;
  }

  /**
   * Where to put what comes next, if that can be nothing but the rest of a large body: memory of
   * the pool, to be filled as far as bytes come, and no further than its limit.
   *
   * @return {@code null} when bytes are to be {@linkplain #read read}
   */
  @Nullable ByteBuffer room() {
    ByteBuffer current = pooled;
    return current != null && current.remaining() >= MIN_POOLED_BYTES ? current : null;
  }

  /** Whether the frame is complete, now that {@link #room()} has been filled as far as it was. */
  boolean isRoomFull() {
    ByteBuffer current = pooled;
    if (current == null) {
      return false;
    }
    filled = current.position();
    return !current.hasRemaining();
  }

  /**
   * The body of the frame that is complete, given away, if it lies in the pool's memory; the reader
   * turns to the next frame.
   *
   * @return {@code null} when {@link #takeBody()} has it
   */
  @Nullable Frame takePooled() {
    ByteBuffer complete = pooled;
    if (complete == null || pool == null) {
      return null;
    }
    Frame frame = pool.frame(complete.flip());
    pooled = null;
    turnToNext();
    return frame;
  }

  private void turnToNext() {
    filled = 0;
    headerOctetsLeft = UNKNOWN;
  }

  private byte[] bodyWithRoom(int bodyBytes, int more) {
    byte[] current = body;
    int needed = filled + more;
    if (current != null && needed <= current.length) {
      return current;
    }
    long roomy = needed == bodyBytes ? needed : Math.max(2L * needed, provenBytes);
    int capacity = (int) Math.min(roomy, bodyBytes);
    byte[] grown = current == null ? new byte[capacity] : Arrays.copyOf(current, capacity);
    body = grown;
    return grown;
  }

  /**
   * The flags of the frame that is complete.
   *
   * @return of {@link Framing#MORE} and {@link Framing#COMMAND}
   */
  public int flags() {
    return flags & knownFlags();
  }

  /**
   * Whether the frame that is complete has flags that mean nothing. The traffic ignores them.
   *
   * @return true when a bit is set that should not be
   */
  public boolean hasReservedFlags() {
    return (flags & ~(framing == Framing.V1 ? MORE : MORE | LONG | COMMAND)) != 0;
  }

  private int knownFlags() {
    return framing == Framing.V1 ? MORE : MORE | COMMAND;
  }

  /**
   * The body of the frame that is complete, given away; the reader turns to the next frame.
   *
   * @return exactly the body's bytes
   */
  public byte[] takeBody() {
    assert headerOctetsLeft == 0 && filled == size : "no frame is complete";
    byte[] complete = body == null ? NO_BYTES : body;
    body = null;
    turnToNext();
    provenBytes = Math.max(provenBytes, complete.length);
    return complete;
  }

  /**
   * Whether a frame has begun that was not taken yet.
   *
   * @return true within a frame
   */
  public boolean isMidFrame() {
    return headerOctetsLeft != UNKNOWN;
  }
}
