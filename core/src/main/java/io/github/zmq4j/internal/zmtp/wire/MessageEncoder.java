package io.github.zmq4j.internal.zmtp.wire;

import static io.github.zmq4j.internal.zmtp.wire.Framing.MORE;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.spi.FrameCipher;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as frames into buffers of any size, going on in the next buffer where the last
 * one ended.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, framing</a>
 */
public final class MessageEncoder {
  /** A fresh buffer of this size always lets the encoder go on: a header is never split. */
  public static final int MIN_BUFFER_BYTES = Framing.MAX_HEADER_BYTES;

  private static final int SHORT_HEADER_BYTES = 2;
  private static final int HEADER_DUE = -1;

  /** Direct memory of this size is not worth copying. */
  static final int IN_PLACE_BYTES = 16 * 1024;

  private final Framing framing;
  private final @Nullable FrameCipher cipher;
  private final int maxShortBytes; // negative when no message may take the short way

  private int frameIndex;
  private int offset = HEADER_DUE; // in the frame's body
  private byte @Nullable [] sealed; // the body of the frame in progress, when there is a cipher
  private @Nullable ByteBuffer inPlace; // the body of the frame in progress, when it is not copied

  /**
   * Creates an encoder for frames that travel as they are.
   *
   * @param framing how frames look
   */
  public MessageEncoder(Framing framing) {
    this(framing, null);
  }

  /**
   * Creates an encoder.
   *
   * @param framing how frames look
   * @param cipher seals each frame; {@code null} when they travel as they are
   */
  public MessageEncoder(Framing framing, @Nullable FrameCipher cipher) {
    this.framing = framing;
    this.cipher = cipher;
    this.maxShortBytes = framing == Framing.V2 && cipher == null ? Framing.V2_SHORT_MAX : -1;
  }

  /**
   * Writes the message, or goes on with it. After false the next call brings the same message and a
   * fresh buffer of at least {@link #MIN_BUFFER_BYTES}, and {@link #inPlace} tells of a body that
   * goes out between the two. The message is not released here.
   *
   * @param message what to write
   * @param out takes the bytes, big-endian
   * @return whether the message is complete
   */
  public boolean encode(Message message, ByteBuffer out) {
    int bodyBytes = message.size();
    if (bodyBytes <= maxShortBytes
        && bodyBytes <= out.remaining() - SHORT_HEADER_BYTES
        && message.frameCount() == 1
        && !isMidMessage()) {
      out.putShort((short) bodyBytes); // no flags, then the size
      message.copyTo(0, 0, out, bodyBytes);
      return true;
    }
    return encodeFrames(message, out);
  }

  private boolean encodeFrames(Message message, ByteBuffer out) {
    int frameCount = message.frameCount();
    while (frameIndex < frameCount) {
      boolean more = frameIndex < frameCount - 1;
      boolean done = cipher == null ? copyFrame(message, more, out) : seal(message, more, out);
      if (!done) {
        return false;
      }
      frameIndex++;
      offset = HEADER_DUE;
    }
    frameIndex = 0;
    return true;
  }

  private boolean copyFrame(Message message, boolean more, ByteBuffer out) {
    int bodyBytes = message.frameSize(frameIndex);
    if (!beginFrame(more ? MORE : 0, bodyBytes, out)) {
      return false;
    }
    if (bodyBytes >= IN_PLACE_BYTES && message.frame(frameIndex).isDirect()) {
      return isWrittenInPlace(message.frame(frameIndex));
    }
    int copied = Math.min(bodyBytes - offset, out.remaining());
    message.copyTo(frameIndex, offset, out, copied);
    offset += copied;
    return offset == bodyBytes;
  }

  /** The first call asks for the body to be written from where it is; the second finds it done. */
  private boolean isWrittenInPlace(Frame frame) {
    if (inPlace == null) {
      inPlace = frame.buffer();
      return false;
    }
    assert !inPlace.hasRemaining() : "the body has not been written";
    inPlace = null;
    return true;
  }

  /**
   * A body that is to be written from where it lies, after what was encoded and before the encoder
   * is called again. Whoever writes it moves its position to its limit.
   *
   * @return the bytes, or {@code null} when all was copied
   */
  public @Nullable ByteBuffer inPlace() {
    return inPlace;
  }

  private boolean seal(Message message, boolean more, ByteBuffer out) {
    byte[] body = sealed;
    if (body == null) {
      body = sealed = requireCipher().seal(more, false, message.frame(frameIndex).buffer());
    }
    if (!beginFrame(0, body.length, out)) { // the flags are inside
      return false;
    }
    int copied = Math.min(body.length - offset, out.remaining());
    out.put(body, offset, copied);
    offset += copied;
    if (offset < body.length) {
      return false;
    }
    sealed = null;
    return true;
  }

  private FrameCipher requireCipher() {
    if (cipher == null) {
      throw new IllegalStateException("no cipher");
    }
    return cipher;
  }

  private boolean beginFrame(int flags, int bodyBytes, ByteBuffer out) {
    if (offset == HEADER_DUE) {
      if (out.remaining() < framing.headerBytes(bodyBytes)) {
        return false;
      }
      framing.putHeader(out, flags, bodyBytes);
      offset = 0;
    }
    return true;
  }

  /**
   * Whether a message has begun that is not complete.
   *
   * @return true when the next call must bring the same message
   */
  public boolean isMidMessage() {
    return frameIndex > 0 || offset != HEADER_DUE || sealed != null;
  }

  /**
   * What a message takes on the wire of ZMTP 2.0 and later, not sealed.
   *
   * @param message any message
   * @return bytes of all headers and bodies, at most {@link Integer#MAX_VALUE}
   */
  public static int encodedSize(Message message) {
    long total = 0;
    for (int i = 0; i < message.frameCount(); i++) {
      int bodyBytes = message.frameSize(i);
      total += Framing.V2.headerBytes(bodyBytes) + (long) bodyBytes;
    }
    return (int) Math.min(total, Integer.MAX_VALUE);
  }
}
