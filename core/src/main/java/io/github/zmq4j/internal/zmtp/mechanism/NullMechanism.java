package io.github.zmq4j.internal.zmtp.mechanism;

import io.github.zmq4j.internal.zmtp.wire.CommandBody;
import io.github.zmq4j.spi.Mechanism;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * NULL: each side sends READY with its metadata, without waiting for the other.
 *
 * <p>When somebody decides about peers, READY waits for the decision. The peer's READY may come
 * before or after.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, the NULL mechanism</a>
 */
public final class NullMechanism implements Mechanism {
  private final byte[] metadata;
  private State state;
  private byte @Nullable [] peerMetadata;

  private enum State {
    /** To ask for a decision; left by asking. */
    UNAUTHENTICATED,
    /** A decision is being made; left when it is positive, or never. */
    AUTHENTICATING,
    /** To send READY; left by sending it. Entered at once when nobody decides. */
    READY_DUE,
    /** READY is sent; the end. */
    READY_SENT
  }

  /**
   * Creates one side.
   *
   * @param setup the connection's
   */
  public NullMechanism(Setup setup) {
    this.metadata = setup.metadata();
    this.state = setup.authenticates() ? State.UNAUTHENTICATED : State.READY_DUE;
  }

  @Override
  public String name() {
    return "NULL";
  }

  @Override
  public boolean isServer() {
    return false;
  }

  @Override
  public @Nullable List<byte[]> pollCredentials() {
    if (state != State.UNAUTHENTICATED) {
      return null;
    }
    state = State.AUTHENTICATING;
    return List.of();
  }

  @Override
  public void onAuthenticated() {
    assert state == State.AUTHENTICATING : state;
    state = State.READY_DUE;
  }

  @Override
  public byte @Nullable [] pollCommand() {
    if (state != State.READY_DUE) {
      return null;
    }
    state = State.READY_SENT;
    return CommandBody.encode("READY", metadata);
  }

  @Override
  public void onCommand(byte[] body) throws ProtocolViolation {
    CommandBody command = CommandBody.parse(body);
    if (!command.name().equals("READY") || peerMetadata != null) {
      throw new ProtocolViolation(Reason.UNEXPECTED_COMMAND, "Anything but one READY");
    }
    peerMetadata = command.data();
  }

  @Override
  public byte @Nullable [] peerMetadata() {
    return peerMetadata;
  }

  @Override
  public boolean isReady() {
    return state == State.READY_SENT && peerMetadata != null;
  }
}
