package io.github.zmq4j.internal.zmtp.wire;

import static io.github.zmq4j.internal.zmtp.wire.Framing.COMMAND;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.spi.FrameCipher;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the command frames of a connection's traffic, in the form that the peer's version knows.
 *
 * <p>Each frame is complete and may be sent between any two frames. On a sealed connection it must
 * be sent in the order in which it was made, and before the next message is begun.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, commands</a>
 */
public final class CommandEncoder {
  private static final byte[] SUBSCRIBE_MARK = {1};
  private static final byte[] CANCEL_MARK = {0};

  private final Version version;
  private final @Nullable FrameCipher cipher;

  /**
   * Creates an encoder for frames that travel as they are.
   *
   * @param version what the connection settled on
   */
  public CommandEncoder(Version version) {
    this(version, null);
  }

  /**
   * Creates an encoder.
   *
   * @param version what the connection settled on
   * @param cipher seals each frame; {@code null} when they travel as they are
   */
  public CommandEncoder(Version version, @Nullable FrameCipher cipher) {
    this.version = version;
    this.cipher = cipher;
  }

  /**
   * SUBSCRIBE, or before 3.1 a message of 01 and the topic.
   *
   * @param topic any bytes, also none
   * @return the frame
   */
  public byte[] subscribe(byte[] topic) {
    return version.subscribesByCommand()
        ? command("SUBSCRIBE", topic)
        : frame(0, join(SUBSCRIBE_MARK, topic));
  }

  /**
   * CANCEL, or before 3.1 a message of 00 and the topic.
   *
   * @param topic as subscribed
   * @return the frame
   */
  public byte[] cancel(byte[] topic) {
    return version.subscribesByCommand()
        ? command("CANCEL", topic)
        : frame(0, join(CANCEL_MARK, topic));
  }

  /**
   * PING.
   *
   * @param ttlTenths 0 to 65535 tenths of a second
   * @param context at most 16 bytes
   * @return the frame
   */
  public byte[] ping(int ttlTenths, byte[] context) {
    byte[] ttl = {(byte) (ttlTenths >> 8), (byte) ttlTenths};
    return command("PING", ttl, context);
  }

  /**
   * PONG.
   *
   * @param context that of the ping
   * @return the frame
   */
  public byte[] pong(byte[] context) {
    return command("PONG", context);
  }

  /**
   * JOIN.
   *
   * @param group at most 255 bytes in UTF-8
   * @return the frame
   */
  public byte[] join(String group) {
    return command("JOIN", group.getBytes(UTF_8));
  }

  /**
   * LEAVE.
   *
   * @param group at most 255 bytes in UTF-8
   * @return the frame
   */
  public byte[] leave(String group) {
    return command("LEAVE", group.getBytes(UTF_8));
  }

  private byte[] command(String name, byte[]... data) {
    if (!version.hasCommands()) {
      throw new IllegalStateException(name + " cannot be sent to a peer of " + version);
    }
    return frame(COMMAND, CommandBody.encode(name, data));
  }

  private byte[] frame(int flags, byte[] body) {
    if (cipher == null) {
      return version.framing().frame(flags, body);
    }
    byte[] sealed = cipher.seal(false, (flags & COMMAND) != 0, ByteBuffer.wrap(body));
    return version.framing().frame(0, sealed); // the flags are inside
  }

  private static byte[] join(byte[] mark, byte[] topic) {
    return ByteBuffer.allocate(mark.length + topic.length).put(mark).put(topic).array();
  }
}
