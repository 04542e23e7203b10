package io.github.zmq4j.internal.zmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.Command;
import io.github.zmq4j.internal.zmtp.wire.CommandBody;
import io.github.zmq4j.internal.zmtp.wire.FrameReader;
import io.github.zmq4j.internal.zmtp.wire.Framing;
import io.github.zmq4j.internal.zmtp.wire.PropertyList;
import io.github.zmq4j.spi.Mechanism;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second half of a handshake with a peer of 3.0 or later: carries commands between the wire and
 * a {@link Mechanism}, and does what all mechanisms have in common - ERROR, metadata, and the
 * question whether the peer may come in.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, security mechanisms</a>
 */
final class MechanismExchange {
  private static final String ERROR = "ERROR";
  private static final int MAX_REASON_BYTES = 255;

  /**
   * What libzmq's PLAIN server sends in place of "5 ERROR": its source says {@code "\x05ERROR"},
   * and C reads that as the octet 5E and "RROR". No mechanism has a command of 94 letters.
   */
  private static final byte[] LIBZMQ_PLAIN_ERROR = {0x5e, 'R', 'R', 'O', 'R'};

  private final Mechanism mechanism;
  private final SocketType socketType;
  private final PeerProperties properties;
  private final ByteArrayOutputStream outbound;
  private final FrameReader frames;
  private boolean hasMetadata;
  private @Nullable AuthenticationRequest request; // until it is polled

  MechanismExchange(
      Mechanism mechanism,
      SocketType socketType,
      PeerProperties properties,
      ByteArrayOutputStream outbound,
      int maxCommandBytes) {
    this.mechanism = mechanism;
    this.socketType = socketType;
    this.properties = properties;
    this.outbound = outbound;
    this.frames = new FrameReader(Framing.V2, maxCommandBytes, maxCommandBytes);
  }

  /** Takes at most one command; with or without the flag that says it is one, as libzmq does. */
  void onBytes(ByteBuffer in) throws ProtocolViolation {
    if (!frames.read(in)) {
      return;
    }
    byte[] body = frames.takeBody();
    if (!mechanism.isServer()) {
      throwIfError(body);
    }
    mechanism.onCommand(body);
    turn();
  }

  private static void throwIfError(byte[] body) throws ProtocolViolation {
    if (startsWith(LIBZMQ_PLAIN_ERROR, body)) {
      byte[] data = Arrays.copyOfRange(body, LIBZMQ_PLAIN_ERROR.length, body.length);
      throw refusedByPeer(CommandBody.encode(ERROR, data));
    }
    if (CommandBody.parse(body).name().equals(ERROR)) {
      throw refusedByPeer(body);
    }
  }

  private static boolean startsWith(byte[] prefix, byte[] body) {
    return body.length >= prefix.length
        && Arrays.equals(body, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Asks the mechanism for all it has, in the order that {@link Mechanism} promises. */
  void turn() throws ProtocolViolation {
    byte[] metadata = mechanism.peerMetadata();
    if (metadata != null && !hasMetadata) {
      hasMetadata = true;
      acceptMetadata(metadata);
    }
    List<byte[]> credentials = mechanism.pollCredentials();
    if (credentials != null) {
      request = new AuthenticationRequest(mechanism.name(), credentials);
    }
    byte[] command = mechanism.pollCommand();
    while (command != null) {
      sendCommand(command);
      command = mechanism.pollCommand();
    }
  }

  private void acceptMetadata(byte[] metadata) throws ProtocolViolation {
    try {
      properties.onAnnounced(PropertyList.parse(metadata), socketType);
    } catch (ProtocolViolation violation) { // 37/ZMTP: should send ERROR before it closes
      sendError(String.valueOf(violation.getMessage()));
      throw violation;
    }
  }

  @Nullable AuthenticationRequest pollAuthentication() {
    AuthenticationRequest polled = request;
    request = null;
    return polled;
  }

  void onAuthentication(AuthenticationReply reply) throws ProtocolViolation {
    if (reply instanceof AuthenticationReply.Refused refused) {
      throw refusedByUs(refused.reason());
    } else if (reply instanceof AuthenticationReply.Accepted accepted) {
      properties.onAuthenticated(accepted.userId(), accepted.properties());
    }
    mechanism.onAuthenticated();
    turn();
  }

  /** 27/ZAP: 300 means to disconnect silently; of 400 and 500 the peer is told. */
  private ProtocolViolation refusedByUs(Reason reason) {
    if (reason == Reason.AUTHENTICATION_REFUSED || reason == Reason.AUTHENTICATION_BROKEN) {
      sendError(Integer.toString(reason.eventValue()));
    }
    return new ProtocolViolation(reason, "The peer was not authenticated: " + reason);
  }

  private static ProtocolViolation refusedByPeer(byte[] body) throws ProtocolViolation {
    String words = ((Command.PeerError) Command.parse(body)).reason();
    Reason reason =
        switch (words) {
          case "300" -> Reason.AUTHENTICATION_UNAVAILABLE;
          case "400" -> Reason.AUTHENTICATION_REFUSED;
          case "500" -> Reason.AUTHENTICATION_BROKEN;
          default -> Reason.REFUSED_BY_PEER;
        };
    String printable = words.replaceAll("[^ -~]", "?");
    return new ProtocolViolation(reason, "The peer refuses the connection: " + printable);
  }

  private void sendError(String reason) {
    byte[] text = reason.getBytes(US_ASCII);
    int length = Math.min(text.length, MAX_REASON_BYTES);
    byte[] data = ByteBuffer.allocate(1 + length).put((byte) length).put(text, 0, length).array();
    sendCommand(CommandBody.encode(ERROR, data));
  }

  private void sendCommand(byte[] body) {
    outbound.writeBytes(Framing.V2.frame(Framing.COMMAND, body));
  }
}
