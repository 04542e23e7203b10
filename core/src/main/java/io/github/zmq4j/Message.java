package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What sockets send and receive, always whole: one or more {@linkplain Frame frames}.
 *
 * <p>{@code size()}, {@code text()} and {@code bytes()} speak of the first frame, which is the only
 * one in most programs; {@code frame(i)} and {@code frames()} give all.
 *
 * <p><b>Ownership.</b> Factories named {@code of} copy; those named {@code wrap} do not, and what
 * they wrap must not change any more. A message whose frames wrap memory with a callback is given
 * away by a successful send; {@link #retain()} it first to send it again.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, messages and frames</a>
 */
public final class Message {
  private static final byte[] NO_BYTES = {};

  // Exactly one of the two is set. Most messages have one frame on the heap, and then the array is
  // all there is: no Frame is made until somebody asks for it.
  private final byte @Nullable [] single;
  private final Frame @Nullable [] frames;

  private final Metadata metadata;
  private final int routingId;
  private final String group;

  private Message(
      byte @Nullable [] single,
      Frame @Nullable [] frames,
      Metadata metadata,
      int routingId,
      String group) {
    this.single = single;
    this.frames = frames;
    this.metadata = metadata;
    this.routingId = routingId;
    this.group = group;
  }

  /**
   * Makes a message of one frame: a text in UTF-8.
   *
   * @param text the text
   * @return the message
   */
  public static Message of(String text) {
    return wrap(text.getBytes(UTF_8));
  }

  /**
   * Makes a message of one frame: a copy of bytes.
   *
   * @param bytes the content, copied
   * @return the message
   */
  public static Message of(byte[] bytes) {
    return wrap(bytes.clone());
  }

  /**
   * Makes a message of one frame: a copy of a buffer's remaining bytes, whose position stays.
   *
   * @param buffer the content, copied
   * @return the message
   */
  public static Message of(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return wrap(bytes);
  }

  /**
   * Makes a message of several frames.
   *
   * @param parts at least one: each a {@link Frame}, {@link String} (sent as UTF-8), {@code byte[]}
   *     (copied) or {@link ByteBuffer} (its remaining bytes, copied)
   * @return the message
   * @throws ZmqException {@link ErrorCode#EINVAL} if there are no parts, or one is of another type
   */
  public static Message of(Object... parts) {
    Frame[] frames = new Frame[parts.length];
    for (int i = 0; i < parts.length; i++) {
      frames[i] = frameOf(parts[i]);
    }
    return ofOwned(frames);
  }

  /**
   * Makes a message of frames.
   *
   * @param frames at least one
   * @return the message
   * @throws ZmqException {@link ErrorCode#EINVAL} if there are no frames
   */
  public static Message of(List<Frame> frames) {
    return ofOwned(frames.toArray(new Frame[0]));
  }

  /**
   * Makes a message of one frame without copying it.
   *
   * @param bytes the content; not to be changed any more
   * @return the message
   */
  public static Message wrap(byte[] bytes) {
    return wrap(bytes, Metadata.EMPTY);
  }

  /**
   * Makes a message of one frame without copying it, with metadata.
   *
   * @param bytes the content; not to be changed any more
   * @param metadata what is known of the sender
   * @return the message
   */
  public static Message wrap(byte[] bytes, Metadata metadata) {
    return new Message(bytes, null, metadata, 0, "");
  }

  private static Message ofOwned(Frame[] frames) {
    if (frames.length == 0) {
      throw new ZmqException(
          ErrorCode.EINVAL, "A message has at least one frame; use Frame.EMPTY for an empty one");
    }
    return new Message(null, frames, Metadata.EMPTY, 0, "");
  }

  private static Frame frameOf(Object part) {
    if (part instanceof Frame frame) {
      return frame;
    } else if (part instanceof String text) {
      return Frame.of(text);
    } else if (part instanceof byte[] bytes) {
      return Frame.of(bytes);
    } else if (part instanceof ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.get(buffer.position(), copy);
      return Frame.wrap(copy);
    }
    throw new ZmqException(
        ErrorCode.EINVAL,
        "A message part must be a Frame, String, byte[] or ByteBuffer, not "
            + part.getClass().getName());
  }

  /**
   * The number of frames.
   *
   * @return 1 or more
   */
  public int frameCount() {
    return frames == null ? 1 : frames.length;
  }

  /**
   * One frame.
   *
   * @param index from 0 to {@code frameCount() - 1}
   * @return the frame there
   * @throws IndexOutOfBoundsException if there is none
   */
  public Frame frame(int index) {
    if (frames != null) {
      return frames[index];
    }
    Objects.checkIndex(index, 1);
    return Frame.wrap(singleBytes());
  }

  /**
   * All frames.
   *
   * @return a new list
   */
  public List<Frame> frames() {
    List<Frame> list = new ArrayList<>(frameCount());
    for (int i = 0; i < frameCount(); i++) {
      list.add(frame(i));
    }
    return list;
  }

  /**
   * The size of the first frame in bytes.
   *
   * @return 0 or more
   */
  public int size() {
    return frameSize(0);
  }

  /**
   * The size of one frame in bytes.
   *
   * @param index from 0 to {@code frameCount() - 1}
   * @return 0 or more
   */
  public int frameSize(int index) {
    if (frames != null) {
      return frames[index].size();
    }
    Objects.checkIndex(index, 1);
    return singleBytes().length;
  }

  /**
   * The size of all frames together, in bytes.
   *
   * @return 0 or more
   */
  public long totalSize() {
    long total = 0;
    for (int i = 0; i < frameCount(); i++) {
      total += frameSize(i);
    }
    return total;
  }

  /**
   * The first frame as text.
   *
   * @return the content read as UTF-8; malformed bytes become U+FFFD
   */
  public String text() {
    return frames == null ? new String(singleBytes(), UTF_8) : frames[0].text();
  }

  /**
   * A copy of the first frame's bytes.
   *
   * @return a new array
   */
  public byte[] bytes() {
    return frames == null ? singleBytes().clone() : frames[0].bytes();
  }

  /**
   * A view of the first frame's bytes, not copied.
   *
   * @return a new read-only buffer
   */
  public ByteBuffer buffer() {
    return frames == null ? ByteBuffer.wrap(singleBytes()).asReadOnlyBuffer() : frames[0].buffer();
  }

  /**
   * Copies a run of a frame's bytes to the position of a buffer, which moves on.
   *
   * @param index the frame
   * @param offset the first byte to copy
   * @param target takes the bytes
   * @param length how many
   * @throws IndexOutOfBoundsException if the frame does not have these bytes
   * @throws java.nio.BufferOverflowException if the target has no room for them
   */
  public void copyTo(int index, int offset, ByteBuffer target, int length) {
    if (frames != null) {
      frames[index].copyTo(offset, target, length);
    } else {
      Objects.checkIndex(index, 1);
      target.put(singleBytes(), offset, length);
    }
  }

  /**
   * What is known of the peer that the message came from.
   *
   * @return the properties; empty for messages made here or received over inproc
   */
  public Metadata metadata() {
    return metadata;
  }

  /**
   * A property of the peer that the message came from, as {@code zmq_msg_gets} gives.
   *
   * @param property such as {@code "Peer-Address"}, in any case
   * @return the value, or {@code null} when there is none
   */
  public @Nullable String get(String property) {
    return metadata.get(property);
  }

  /**
   * The number of the peer, of SERVER and PEER sockets.
   *
   * @return the routing id, or 0 when the message has none
   */
  public int routingId() {
    return routingId;
  }

  /**
   * The group of a RADIO's message.
   *
   * @return the group; empty when none was set
   */
  public String group() {
    return group;
  }

  /**
   * The same content addressed to a peer of a SERVER or PEER socket.
   *
   * @param routingId the peer's number, not 0
   * @return a new message
   * @throws ZmqException {@link ErrorCode#EINVAL} if it is 0
   */
  public Message withRoutingId(int routingId) {
    if (routingId == 0) {
      throw new ZmqException(ErrorCode.EINVAL, "0 is no routing id; reply with the one received");
    }
    return new Message(single, frames, metadata, routingId, group);
  }

  /**
   * The same content for a group of a RADIO socket.
   *
   * @param group at most 255 bytes in UTF-8
   * @return a new message
   * @throws ZmqException {@link ErrorCode#EINVAL} if it is longer
   */
  public Message withGroup(String group) {
    if (group.getBytes(UTF_8).length > 255) {
      throw new ZmqException(ErrorCode.EINVAL, "A group has at most 255 bytes");
    }
    return new Message(single, frames, metadata, routingId, group);
  }

  /**
   * The same content with other metadata.
   *
   * @param metadata replaces what the message had
   * @return a new message
   */
  public Message withMetadata(Metadata metadata) {
    return new Message(single, frames, metadata, routingId, group);
  }

  /**
   * The same content without what is known of where it came from: no metadata, no routing id. This
   * is what another socket of the same context receives.
   *
   * @return a new message, or this one when it knows nothing
   */
  public Message withoutOrigin() {
    return metadata.isEmpty() && routingId == 0
        ? this
        : new Message(single, frames, Metadata.EMPTY, 0, group);
  }

  /**
   * The same message with frames put before its own, as an envelope.
   *
   * @param envelope goes first
   * @return a new message
   */
  public Message prepend(Frame... envelope) {
    int own = frameCount();
    Frame[] all = Arrays.copyOf(envelope, envelope.length + own);
    for (int i = 0; i < own; i++) {
      all[envelope.length + i] = frame(i);
    }
    return new Message(null, all, metadata, routingId, group);
  }

  /**
   * The same message without its first frames.
   *
   * @param count how many frames to leave out, fewer than there are
   * @return a new message, or this one when the count is 0
   * @throws IndexOutOfBoundsException if no frame would remain
   */
  public Message dropFirst(int count) {
    Objects.checkIndex(count, frameCount());
    if (count == 0 || frames == null) {
      return this;
    }
    return new Message(
        null, Arrays.copyOfRange(frames, count, frames.length), metadata, routingId, group);
  }

  /**
   * Adds a holder of the frames that wrap memory; see {@link Frame#retain()}.
   *
   * @return this message
   */
  public Message retain() {
    if (frames != null) {
      for (Frame frame : frames) {
        frame.retain();
      }
    }
    return this;
  }

  /** Gives up one hold on the frames that wrap memory; see {@link Frame#release()}. */
  public void release() {
    if (frames != null) {
      for (Frame frame : frames) {
        frame.release();
      }
    }
  }

  private byte[] singleBytes() {
    byte[] bytes = single;
    return bytes == null ? NO_BYTES : bytes;
  }

  /** Messages are equal when their frames are; metadata, routing id and group do not count. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Message that && frames().equals(that.frames());
  }

  @Override
  public int hashCode() {
    return frames().hashCode();
  }

  /** The sizes of the frames and the first bytes of each. */
  @Override
  public String toString() {
    return "Message" + frames();
  }
}
