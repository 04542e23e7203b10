package io.github.zmq4j.internal.zmtp.wire;

import static io.github.zmq4j.internal.zmtp.wire.Framing.COMMAND;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.Frame;
import io.github.zmq4j.spi.FrameCipher;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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
  private static final Map<Version, CommandEncoder> PLAIN = new EnumMap<>(Version.class);

  static {
    for (Version version : Version.values()) {
      PLAIN.put(version, new CommandEncoder(version, null));
    }
  }

  private final Version version;
  private final @Nullable FrameCipher cipher;

  private CommandEncoder(Version version, @Nullable FrameCipher cipher) {
    this.version = version;
    this.cipher = cipher;
  }

  /**
   * The encoder for frames that travel as they are; immutable, one for all connections.
   *
   * @param version what the connection settled on
   * @return the version's encoder
   */
  public static CommandEncoder of(Version version) {
    return Objects.requireNonNull(PLAIN.get(version));
  }

  /**
   * An encoder for a connection.
   *
   * @param version what the connection settled on
   * @param cipher seals each frame; {@code null} when they travel as they are
   * @return a new encoder where there is a cipher
   */
  public static CommandEncoder of(Version version, @Nullable FrameCipher cipher) {
    return cipher == null ? of(version) : new CommandEncoder(version, cipher);
  }

  /**
   * SUBSCRIBE or CANCEL, or before 3.1 the message that these stand for.
   *
   * @param request that message: 01 to subscribe or 00 to cancel, and the topic
   * @return the frame
   */
  public byte[] subscription(Frame request) {
    if (!version.subscribesByCommand()) {
      return frame(0, request.bytes());
    }
    byte[] name = request.byteAt(0) == 1 ? CommandBody.SUBSCRIBE : CommandBody.CANCEL;
    int topicBytes = request.size() - 1;
    ByteBuffer body = ByteBuffer.allocate(name.length + topicBytes).put(name);
    request.copyTo(1, body, topicBytes);
    return frame(COMMAND, body.array());
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
}
