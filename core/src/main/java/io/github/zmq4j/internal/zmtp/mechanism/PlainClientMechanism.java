package io.github.zmq4j.internal.zmtp.mechanism;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.internal.zmtp.wire.CommandBody;
import io.github.zmq4j.spi.Mechanism;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PLAIN, the side that presents a user name and a password: HELLO, then INITIATE when the server
 * answered WELCOME. Both travel in clear text.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/24/">24/ZMTP-PLAIN</a>
 */
public final class PlainClientMechanism implements Mechanism {
  private static final int MAX_CREDENTIAL_BYTES = 255;

  private final byte[] metadata;
  private final byte[] username;
  private final byte[] password;
  private State state = State.HELLO_DUE;
  private byte @Nullable [] peerMetadata;

  private enum State {
    /** To send HELLO. Next: HELLO_SENT. */
    HELLO_DUE,
    /** Waits for WELCOME. Next: INITIATE_DUE. */
    HELLO_SENT,
    /** To send INITIATE. Next: INITIATE_SENT. */
    INITIATE_DUE,
    /** Waits for READY. Next: READY. */
    INITIATE_SENT,
    /** The end. */
    READY
  }

  /**
   * Creates a client.
   *
   * @param setup the connection's
   * @param username at most 255 bytes in UTF-8
   * @param password at most 255 bytes in UTF-8
   */
  public PlainClientMechanism(Setup setup, String username, String password) {
    this.metadata = setup.metadata();
    this.username = credential("username", username);
    this.password = credential("password", password);
  }

  private static byte[] credential(String what, String value) {
    byte[] bytes = value.getBytes(UTF_8);
    if (bytes.length > MAX_CREDENTIAL_BYTES) {
      throw new IllegalArgumentException("The " + what + " of PLAIN has at most 255 bytes");
    }
    return bytes;
  }

  @Override
  public String name() {
    return "PLAIN";
  }

  @Override
  public boolean isServer() {
    return false;
  }

  @Override
  public byte @Nullable [] pollCommand() {
    if (state == State.HELLO_DUE) {
      state = State.HELLO_SENT;
      return CommandBody.encode("HELLO", octet(username), username, octet(password), password);
    } else if (state == State.INITIATE_DUE) {
      state = State.INITIATE_SENT;
      return CommandBody.encode("INITIATE", metadata);
    }
    return null;
  }

  private static byte[] octet(byte[] measured) {
    return new byte[] {(byte) measured.length};
  }

  @Override
  public void onCommand(byte[] body) throws ProtocolViolation {
    CommandBody command = CommandBody.parse(body);
    if (state == State.HELLO_SENT && command.name().equals("WELCOME")) {
      if (command.data().length > 0) { // 24/ZMTP-PLAIN: welcome = command-size %d7 "WELCOME"
        throw new ProtocolViolation(Reason.MALFORMED_WELCOME, "WELCOME with data");
      }
      state = State.INITIATE_DUE;
    } else if (state == State.INITIATE_SENT && command.name().equals("READY")) {
      peerMetadata = command.data();
      state = State.READY;
    } else {
      throw new ProtocolViolation(Reason.UNEXPECTED_COMMAND, "Not the command of " + state);
    }
  }

  @Override
  public @Nullable List<byte[]> pollCredentials() {
    return null; // clients do not ask
  }

  @Override
  public void onAuthenticated() {
    throw new IllegalStateException("a client asked for nothing");
  }

  @Override
  public byte @Nullable [] peerMetadata() {
    return peerMetadata;
  }

  @Override
  public boolean isReady() {
    return state == State.READY;
  }
}
