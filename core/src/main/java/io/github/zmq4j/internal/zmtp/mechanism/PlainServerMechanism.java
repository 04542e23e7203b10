package io.github.zmq4j.internal.zmtp.mechanism;

import io.github.zmq4j.internal.zmtp.wire.CommandBody;
import io.github.zmq4j.spi.Mechanism;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PLAIN, the side that has user name and password decided about. It always asks: whoever is let in
 * without a decision might as well use NULL.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/24/">24/ZMTP-PLAIN</a>
 */
public final class PlainServerMechanism implements Mechanism {
  private final byte[] metadata;
  private State state = State.WAITING_FOR_HELLO;
  private @Nullable List<byte[]> credentials; // from HELLO until they are polled
  private byte @Nullable [] peerMetadata;

  private enum State {
    /** Next: AUTHENTICATING. */
    WAITING_FOR_HELLO,
    /** A decision is being made. Next: WELCOME_DUE when it is positive. */
    AUTHENTICATING,
    /** To send WELCOME. Next: WELCOME_SENT. */
    WELCOME_DUE,
    /** Waits for INITIATE. Next: READY_DUE. */
    WELCOME_SENT,
    /** To send READY. Next: READY. */
    READY_DUE,
    /** The end. */
    READY
  }

  /**
   * Creates a server.
   *
   * @param setup the connection's
   */
  public PlainServerMechanism(Setup setup) {
    this.metadata = setup.metadata();
  }

  @Override
  public String name() {
    return "PLAIN";
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public void onCommand(byte[] body) throws ProtocolViolation {
    CommandBody command = CommandBody.parse(body);
    if (state == State.WAITING_FOR_HELLO && command.name().equals("HELLO")) {
      credentials = parseHello(ByteBuffer.wrap(command.data()));
      state = State.AUTHENTICATING;
    } else if (state == State.WELCOME_SENT && command.name().equals("INITIATE")) {
      peerMetadata = command.data();
      state = State.READY_DUE;
    } else {
      throw new ProtocolViolation(Reason.UNEXPECTED_COMMAND, "Not the command of " + state);
    }
  }

  private static List<byte[]> parseHello(ByteBuffer data) throws ProtocolViolation {
    byte[] username = takeCredential(data);
    byte[] password = takeCredential(data);
    if (data.hasRemaining()) {
      throw new ProtocolViolation(Reason.MALFORMED_HELLO, "HELLO with bytes to spare");
    }
    return List.of(username, password);
  }

  private static byte[] takeCredential(ByteBuffer data) throws ProtocolViolation {
    int length = data.hasRemaining() ? data.get() & 0xff : -1;
    if (length < 0 || length > data.remaining()) {
      throw new ProtocolViolation(Reason.MALFORMED_HELLO, "HELLO ends early");
    }
    byte[] credential = new byte[length];
    data.get(credential);
    return credential;
  }

  @Override
  public @Nullable List<byte[]> pollCredentials() {
    List<byte[]> polled = credentials;
    credentials = null;
    return polled;
  }

  @Override
  public void onAuthenticated() {
    assert state == State.AUTHENTICATING : state;
    state = State.WELCOME_DUE;
  }

  @Override
  public byte @Nullable [] pollCommand() {
    if (state == State.WELCOME_DUE) {
      state = State.WELCOME_SENT;
      return CommandBody.encode("WELCOME");
    } else if (state == State.READY_DUE) {
      state = State.READY;
      return CommandBody.encode("READY", metadata);
    }
    return null;
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
