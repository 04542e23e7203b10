package io.github.zmq4j.internal.zmtp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The inside of a command frame.
 *
 * <pre>
 * | name length (1) | name (1..255) | data |
 * </pre>
 *
 * @param name the command's name; names differ by case
 * @param data what follows the name
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, commands</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record CommandBody(String name, byte[] data) {
  /** How the body of a SUBSCRIBE begins: its name's length, and its name. */
  static final byte[] SUBSCRIBE = encode("SUBSCRIBE");

  /** How the body of a CANCEL begins. */
  static final byte[] CANCEL = encode("CANCEL");

  /**
   * Takes a body apart.
   *
   * @param body as it came in a frame
   * @return name and data
   * @throws ProtocolViolation if there is no name, or less of it than announced
   */
  public static CommandBody parse(byte[] body) throws ProtocolViolation {
    int nameBytes = body.length == 0 ? 0 : body[0] & 0xff;
    if (nameBytes == 0 || nameBytes > body.length - 1) {
      throw new ProtocolViolation(Reason.MALFORMED_COMMAND, "Command without a whole name");
    }
    String name = new String(body, 1, nameBytes, ISO_8859_1);
    return new CommandBody(name, Arrays.copyOfRange(body, 1 + nameBytes, body.length));
  }

  /**
   * Whether a body has a name.
   *
   * @param name its length and itself, as {@link #encode} puts them without data
   * @param body as it came in a frame
   * @return true if it begins so
   */
  static boolean isNamed(byte[] name, byte[] body) {
    return body.length >= name.length && Arrays.equals(name, 0, name.length, body, 0, name.length);
  }

  /**
   * Puts a body together.
   *
   * @param name the command's name, in ASCII
   * @param data what follows the name, piece by piece
   * @return name length, name and data
   */
  public static byte[] encode(String name, byte[]... data) {
    byte[] nameBytes = name.getBytes(US_ASCII);
    int total = 1 + nameBytes.length;
    for (byte[] piece : data) {
      total += piece.length;
    }
    ByteBuffer body = ByteBuffer.allocate(total).put((byte) nameBytes.length).put(nameBytes);
    for (byte[] piece : data) {
      body.put(piece);
    }
    return body.array();
  }
}
