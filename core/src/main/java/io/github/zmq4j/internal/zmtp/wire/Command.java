package io.github.zmq4j.internal.zmtp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.util.Arrays;

/**
 * A command of the traffic, parsed. Those of the handshake belong to the mechanism.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, commands</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public sealed interface Command {
  /** A PING's context is at most this long; libzmq, too, cuts what is longer. */
  int MAX_CONTEXT_BYTES = 16;

  /** A group's name is at most this long. */
  int MAX_GROUP_BYTES = 255;

  /**
   * SUBSCRIBE, which asks for the messages that begin with a topic, and CANCEL, which takes one
   * SUBSCRIBE back.
   *
   * @param request the message that these were before 3.1: 01 or 00, and the topic, any bytes
   */
  record Subscription(byte[] request) implements Command {}

  /**
   * Asks for a {@link Pong}.
   *
   * @param ttlTenths how long the sender may be silent from here on, in tenths of a second; 0: no
   *     matter how long
   * @param context to be sent back; at most 16 bytes
   */
  record Ping(int ttlTenths, byte[] context) implements Command {}

  /**
   * Answers a {@link Ping}.
   *
   * @param context that of the ping
   */
  record Pong(byte[] context) implements Command {}

  /**
   * Asks for the messages of a group.
   *
   * @param group its name
   */
  record Join(String group) implements Command {}

  /**
   * Takes back a {@link Join}.
   *
   * @param group its name
   */
  record Leave(String group) implements Command {}

  /**
   * The peer gives up.
   *
   * @param reason its words, not to be trusted
   */
  record PeerError(String reason) implements Command {}

  /**
   * None of the above; to be ignored.
   *
   * @param name its name
   */
  record Unknown(String name) implements Command {}

  /**
   * Parses the body of a command frame.
   *
   * @param body name length, name and data
   * @return the command
   * @throws ProtocolViolation if the body ends early or breaks a limit
   */
  static Command parse(byte[] body) throws ProtocolViolation {
    // First those that come by the million, without a String and copies.
    if (CommandBody.isNamed(CommandBody.SUBSCRIBE, body)) {
      return subscription(1, body, CommandBody.SUBSCRIBE.length);
    } else if (CommandBody.isNamed(CommandBody.CANCEL, body)) {
      return subscription(0, body, CommandBody.CANCEL.length);
    }
    CommandBody command = CommandBody.parse(body);
    byte[] data = command.data();
    return switch (command.name()) {
      case "PING" -> parsePing(data);
      case "PONG" -> new Pong(cutContext(data, 0));
      case "JOIN" -> new Join(parseGroup(data));
      case "LEAVE" -> new Leave(parseGroup(data));
      case "ERROR" -> parseError(data);
      default -> new Unknown(command.name());
    };
  }

  private static Subscription subscription(int mark, byte[] body, int nameBytes) {
    byte[] request = new byte[1 + body.length - nameBytes];
    request[0] = (byte) mark;
    System.arraycopy(body, nameBytes, request, 1, body.length - nameBytes);
    return new Subscription(request);
  }

  private static Ping parsePing(byte[] data) throws ProtocolViolation {
    if (data.length < 2) {
      throw new ProtocolViolation(Reason.MALFORMED_COMMAND, "PING without a TTL");
    }
    return new Ping((data[0] & 0xff) << 8 | (data[1] & 0xff), cutContext(data, 2));
  }

  private static byte[] cutContext(byte[] data, int from) {
    return Arrays.copyOfRange(data, from, Math.min(data.length, from + MAX_CONTEXT_BYTES));
  }

  private static String parseGroup(byte[] data) throws ProtocolViolation {
    if (data.length > MAX_GROUP_BYTES) {
      throw new ProtocolViolation(Reason.MALFORMED_COMMAND, "Group of more than 255 bytes");
    }
    return new String(data, UTF_8);
  }

  /** Bytes after the reason are ignored, as libzmq does. */
  private static PeerError parseError(byte[] data) throws ProtocolViolation {
    int reasonBytes = data.length == 0 ? -1 : data[0] & 0xff;
    if (reasonBytes < 0 || reasonBytes > data.length - 1) {
      throw new ProtocolViolation(Reason.MALFORMED_ERROR, "ERROR without a whole reason");
    }
    return new PeerError(new String(data, 1, reasonBytes, ISO_8859_1));
  }
}
