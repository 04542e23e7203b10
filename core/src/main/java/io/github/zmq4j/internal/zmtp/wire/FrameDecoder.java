package io.github.zmq4j.internal.zmtp.wire;

import static io.github.zmq4j.internal.zmtp.wire.Framing.COMMAND;
import static io.github.zmq4j.internal.zmtp.wire.Framing.LONG;
import static io.github.zmq4j.internal.zmtp.wire.Framing.MORE;
import static io.github.zmq4j.internal.zmtp.wire.Framing.V2_SHORT_MAX;

import io.github.zmq4j.Frame;
import io.github.zmq4j.FramePool;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import io.github.zmq4j.spi.FrameCipher;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the traffic of a peer into messages and commands.
 *
 * <p>There are two ways through. Short frames of messages that are there as a whole are cut out in
 * {@link #decodeShortFrames}; a message of one such frame costs its array and itself. All else -
 * partial, long, command, sealed, ZMTP 1.0 - goes frame by frame through a {@link FrameReader}.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, framing and traffic</a>
 */
public final class FrameDecoder {
  /** Commands are handled as they come, without back pressure; so their size has a bound. */
  static final int MAX_COMMAND_BYTES = 1024 * 1024;

  /**
   * Commands up to this size pass whatever the limit for messages is: PING and JOIN are shorter.
   */
  static final int MIN_COMMAND_LIMIT_BYTES = 512;

  /**
   * A frame of a byte or none takes some fifty times of it in memory, so that a peer who never ends
   * a message could take much with little; nobody else sends as many.
   */
  static final int MAX_FRAMES = 1024 * 1024;

  private static final int SHORT_HEADER_BYTES = 2;
  private static final int NOT_SHORT_MASK = (COMMAND | LONG) << 8;
  private static final int SHORT_MORE = MORE << 8;
  private static final int KEPT_LIST_FRAMES = 64;
  private static final List<Frame> NO_FRAMES = List.of();

  private final FrameReader reader;
  private final Metadata metadata;
  private final @Nullable FrameCipher cipher;
  private final int maxShortBytes; // negative when no message may take the short way
  private List<Frame> frames = NO_FRAMES; // of the message in progress

  /**
   * Creates a decoder for frames that travel as they are.
   *
   * @param framing how frames look
   * @param maxMessageBytes limit for the body of a frame; negative: none
   * @param metadata rides on each message
   */
  public FrameDecoder(Framing framing, long maxMessageBytes, Metadata metadata) {
    this(framing, maxMessageBytes, metadata, null);
  }

  /**
   * Creates a decoder.
   *
   * @param framing how frames look
   * @param maxMessageBytes limit for the body of a frame, as sealed; negative: none
   * @param metadata rides on each message
   * @param cipher opens each frame; {@code null} when they travel as they are
   */
  public FrameDecoder(
      Framing framing, long maxMessageBytes, Metadata metadata, @Nullable FrameCipher cipher) {
    this.reader = new FrameReader(framing, maxMessageBytes, commandLimit(maxMessageBytes));
    this.metadata = metadata;
    this.cipher = cipher;
    boolean hasShortWay = framing == Framing.V2 && cipher == null;
    int shortLimit =
        maxMessageBytes < 0 ? V2_SHORT_MAX : (int) Math.min(maxMessageBytes, V2_SHORT_MAX);
    this.maxShortBytes = hasShortWay ? shortLimit : -1;
  }

  /**
   * Puts large frames into the memory of a pool from now on, unless they come sealed.
   *
   * @param pool where from
   */
  public void receiveInto(FramePool pool) {
    if (cipher == null) {
      reader.readInto(pool);
    }
  }

  /**
   * Where the network may put what comes next by itself, since it is the rest of a large frame.
   * After bytes were put there, at the buffer's position, {@link #decode} goes on with an empty
   * buffer.
   *
   * @return {@code null} when {@link #decode} must see the bytes
   */
  public @Nullable ByteBuffer room() {
    return reader.room();
  }

  private static int commandLimit(long maxMessageBytes) {
    return maxMessageBytes < 0
        ? MAX_COMMAND_BYTES
        : (int) Math.min(MAX_COMMAND_BYTES, Math.max(maxMessageBytes, MIN_COMMAND_LIMIT_BYTES));
  }

  /**
   * Decodes all bytes there are, or as many as the handler wants: after a message that it answers
   * with false, the bytes that follow are left in the buffer. Otherwise the buffer is empty
   * afterwards and nothing of it is kept.
   *
   * @param in bytes of the peer, big-endian
   * @param handler takes messages and commands
   * @throws ProtocolViolation if the bytes break the protocol; the decoder is of no use afterwards
   */
  public void decode(ByteBuffer in, InboundHandler handler) throws ProtocolViolation {
    boolean goOn = !reader.isRoomFull() || onPooled(handler);
    while (goOn && in.hasRemaining()) {
      goOn = reader.isMidFrame() || decodeShortFrames(in, handler);
      goOn = goOn && decodeFrame(in, handler);
    }
  }

  /** Takes short frames as long as they come; false: the handler is full. */
  private boolean decodeShortFrames(ByteBuffer in, InboundHandler handler)
      throws ProtocolViolation {
    int maxBytes = maxShortBytes;
    int limit = in.limit();
    int start = in.position();
    boolean goOn = true;
    while (goOn && limit - start >= SHORT_HEADER_BYTES) {
      int header = in.getShort(start); // flags, size
      int bodyBytes = header & 0xff;
      int end = start + SHORT_HEADER_BYTES + bodyBytes;
      if ((header & NOT_SHORT_MASK) != 0 || bodyBytes > maxBytes || end > limit) {
        break;
      }
      byte[] body = new byte[bodyBytes];
      in.get(start + SHORT_HEADER_BYTES, body);
      start = end;
      goOn = onFrame((header & SHORT_MORE) != 0, false, body, handler);
    }
    in.position(start); // once: the application's threads may read what lies on the same cache line
    return goOn;
  }

  /** Takes one frame of any kind; false: the bytes ran out, or the handler is full. */
  private boolean decodeFrame(ByteBuffer in, InboundHandler handler) throws ProtocolViolation {
    if (!reader.read(in)) {
      return false;
    }
    if (reader.isRoomFull()) {
      return onPooled(handler);
    }
    int flags = reader.flags();
    byte[] body = reader.takeBody();
    if (cipher == null) {
      return onFrame((flags & MORE) != 0, (flags & COMMAND) != 0, body, handler);
    }
    FrameCipher.Opened frame = cipher.open(body); // the outer flags of a sealed frame say nothing
    if (frame.command() && frame.payload().length > MAX_COMMAND_BYTES) {
      throw new ProtocolViolation(Reason.BAD_FRAME, "Sealed command is too long");
    }
    return onFrame(frame.more(), frame.command(), frame.payload(), handler);
  }

  private boolean onFrame(boolean more, boolean command, byte[] body, InboundHandler handler)
      throws ProtocolViolation {
    if (command) {
      handler.onCommand(body);
      return true;
    }
    if (!more && frames.isEmpty()) {
      return handler.onMessage(Message.wrap(body, metadata));
    }
    return onFrame(more, Frame.wrap(body), handler);
  }

  private boolean onPooled(InboundHandler handler) throws ProtocolViolation {
    boolean more = (reader.flags() & MORE) != 0;
    Frame frame = reader.takePooled();
    return frame == null || onFrame(more, frame, handler);
  }

  private boolean onFrame(boolean more, Frame frame, InboundHandler handler)
      throws ProtocolViolation {
    if (frames.size() == MAX_FRAMES) {
      throw new ProtocolViolation(
          Reason.BAD_FRAME, "Message of more than " + MAX_FRAMES + " frames, which is the limit");
    }
    if (frames == NO_FRAMES) {
      frames = new ArrayList<>();
    }
    frames.add(frame);
    return more || handler.onMessage(takeMultipart());
  }

  private Message takeMultipart() {
    Message message = Message.of(frames).withMetadata(metadata);
    if (frames.size() > KEPT_LIST_FRAMES) {
      frames = NO_FRAMES; // do not hold on to the room that one long message took
    } else {
      frames.clear();
    }
    return message;
  }

  /**
   * Whether a message or frame has begun that is not complete.
   *
   * @return true when a closed connection would cut something
   */
  public boolean isMidMessage() {
    return reader.isMidFrame() || !frames.isEmpty();
  }
}
