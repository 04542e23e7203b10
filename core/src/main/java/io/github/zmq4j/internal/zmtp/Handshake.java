package io.github.zmq4j.internal.zmtp;

import io.github.zmq4j.Metadata;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.CommandEncoder;
import io.github.zmq4j.internal.zmtp.wire.FrameDecoder;
import io.github.zmq4j.internal.zmtp.wire.FrameReader;
import io.github.zmq4j.internal.zmtp.wire.Greeting;
import io.github.zmq4j.internal.zmtp.wire.MessageEncoder;
import io.github.zmq4j.internal.zmtp.wire.Version;
import io.github.zmq4j.spi.FrameCipher;
import io.github.zmq4j.spi.Mechanism;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens on a connection before the first message: the {@linkplain GreetingExchange
 * greeting}, then either the {@linkplain MechanismExchange mechanism's commands} or, with old
 * peers, one identity frame each way.
 *
 * <p>Inputs are {@link #onBytes} and {@link #onAuthentication}; after each, and at the start, there
 * may be outputs at {@link #pollTransmit} and {@link #pollAuthentication}. After a {@link
 * ProtocolViolation}, too, there may be bytes to send, such as an ERROR command; then the
 * connection is to be closed.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, overall conversation</a>
 */
public final class Handshake {
  /** A peer that is still a stranger can make us read this much and no more. */
  static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_IDENTITY_BYTES = 255;

  private final HandshakeSettings settings;
  private final Mechanism mechanism;
  private final PeerProperties properties = new PeerProperties();
  private final ByteArrayOutputStream outbound = new ByteArrayOutputStream(Greeting.BYTES);
  private final GreetingExchange greeting;
  private final MechanismExchange commands;
  private @Nullable FrameReader identity; // while the peer's identity frame is read
  private @Nullable Peer peer; // once complete
  private State state = State.GREETING;
  private int bytesRead;

  private enum State {
    /** Exchanges greetings. Next: MECHANISM, or IDENTITY when the peer is older than 3.0. */
    GREETING,
    /** Reads the identity frame of an old peer. Next: COMPLETE. */
    IDENTITY,
    /** Exchanges the mechanism's commands. Next: COMPLETE. */
    MECHANISM,
    /** Traffic follows. The end. */
    COMPLETE,
    /** A violation was thrown. The end; entered from everywhere but COMPLETE. */
    FAILED
  }

  /**
   * Starts a handshake; {@link #pollTransmit()} has bytes at once.
   *
   * @param settings of the socket and the connection
   */
  public Handshake(HandshakeSettings settings) {
    this.settings = settings;
    SocketType type = settings.socketType();
    mechanism =
        settings
            .mechanism()
            .create(new Mechanism.Setup(settings.properties(), settings.authenticates()));
    greeting = new GreetingExchange(settings, mechanism.name(), mechanism.isServer(), outbound);
    commands = new MechanismExchange(mechanism, type, properties, outbound, MAX_BYTES);
  }

  /**
   * The octets to send now.
   *
   * @return a new buffer, or {@code null} when there is nothing to send
   */
  public @Nullable ByteBuffer pollTransmit() {
    if (outbound.size() == 0) {
      return null;
    }
    ByteBuffer octets = ByteBuffer.wrap(outbound.toByteArray());
    outbound.reset();
    return octets;
  }

  /**
   * Takes octets of the peer, all of them or up to the last one of the handshake: what is left in
   * the buffer is traffic.
   *
   * @param in octets of the peer
   * @throws ProtocolViolation if the peer breaks the protocol or is refused
   */
  public void onBytes(ByteBuffer in) throws ProtocolViolation {
    int start = in.position();
    try {
      while (in.hasRemaining() && state != State.COMPLETE) {
        state = step(in);
      }
      bytesRead += in.position() - start;
      if (bytesRead > MAX_BYTES) {
        throw new ProtocolViolation(Reason.UNSPECIFIED, "The handshake takes too many bytes");
      }
    } catch (ProtocolViolation violation) {
      state = State.FAILED;
      throw violation;
    }
  }

  private State step(ByteBuffer in) throws ProtocolViolation {
    return switch (state) {
      case GREETING -> readGreeting(in);
      case IDENTITY -> readIdentity(in);
      case MECHANISM -> readCommand(in);
      case COMPLETE -> state;
      case FAILED -> throw new IllegalStateException("bytes after the handshake failed");
    };
  }

  private State readGreeting(ByteBuffer in) throws ProtocolViolation {
    greeting.onBytes(in);
    if (!greeting.isOver()) {
      return State.GREETING;
    }
    Version version = greeting.version();
    if (version.hasCommands()) {
      checkMechanism();
      commands.turn();
      return afterCommands();
    }
    identity = new FrameReader(version.framing(), MAX_IDENTITY_BYTES, 0);
    if (!greeting.isVersioned()) {
      return readIdentity(ByteBuffer.wrap(greeting.received()));
    }
    properties.onSocketTypeNumber(greeting.received()[Greeting.MINOR_AT]);
    outbound.writeBytes(version.framing().frame(0, settings.routingId()));
    return State.IDENTITY;
  }

  private void checkMechanism() throws ProtocolViolation {
    byte[] received = greeting.received();
    if (!Greeting.names(received, mechanism.name())) {
      String theirs = Greeting.mechanismOf(received);
      throw new ProtocolViolation(
          Reason.MECHANISM_MISMATCH,
          "The peer's mechanism is " + theirs + ", ours is " + mechanism.name());
    }
  }

  private State readIdentity(ByteBuffer in) throws ProtocolViolation {
    FrameReader reader = Objects.requireNonNull(identity);
    if (!reader.read(in)) {
      return State.IDENTITY;
    }
    // 13/ZMTP: bits 1-7 shall be zero. Whoever knocks with another protocol is stopped here.
    if (!greeting.isVersioned() && reader.hasReservedFlags()) {
      throw new ProtocolViolation(Reason.UNSPECIFIED, "The peer does not speak ZMTP");
    }
    properties.onRoutingId(reader.takeBody());
    return complete();
  }

  private State readCommand(ByteBuffer in) throws ProtocolViolation {
    commands.onBytes(in);
    return afterCommands();
  }

  private State afterCommands() {
    return mechanism.isReady() ? complete() : State.MECHANISM;
  }

  private State complete() {
    boolean publishes =
        settings.socketType() == SocketType.PUB || settings.socketType() == SocketType.XPUB;
    peer =
        new Peer(
            greeting.version(),
            properties.socketType(),
            properties.routingId(),
            properties.metadata(settings.peerAddress()),
            publishes && !greeting.isVersioned());
    return State.COMPLETE;
  }

  /**
   * What somebody is to decide before the handshake goes on.
   *
   * @return the question, once; {@code null} when there is none now
   */
  public @Nullable AuthenticationRequest pollAuthentication() {
    return commands.pollAuthentication();
  }

  /**
   * Takes the decision, whenever it comes. It is ignored when the handshake has failed meanwhile.
   *
   * @param reply the decision
   * @throws ProtocolViolation if the peer is refused
   */
  public void onAuthentication(AuthenticationReply reply) throws ProtocolViolation {
    if (state != State.MECHANISM) {
      return;
    }
    try {
      commands.onAuthentication(reply);
      state = afterCommands();
    } catch (ProtocolViolation violation) {
      state = State.FAILED;
      throw violation;
    }
  }

  /**
   * Whether traffic follows, after what {@link #pollTransmit()} still has.
   *
   * @return true at the end of a handshake that did not fail
   */
  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  /**
   * What was learned of the peer.
   *
   * @return the peer of a handshake that is complete
   */
  public Peer peer() {
    if (peer == null || state != State.COMPLETE) {
      throw new IllegalStateException("the handshake is not complete: " + state);
    }
    return peer;
  }

  /**
   * Makes the decoder of the traffic.
   *
   * @return a new decoder for a handshake that is complete
   */
  public FrameDecoder decoder() {
    Metadata metadata = peer().metadata();
    return new FrameDecoder(
        peer().version().framing(), settings.maxMessageBytes(), metadata, cipher());
  }

  /**
   * Makes the encoder of the traffic's messages.
   *
   * @return a new encoder for a handshake that is complete
   */
  public MessageEncoder encoder() {
    return new MessageEncoder(peer().version().framing(), cipher());
  }

  /**
   * Makes the encoder of the traffic's commands.
   *
   * @return a new encoder for a handshake that is complete
   */
  public CommandEncoder commandEncoder() {
    return CommandEncoder.of(peer().version(), cipher());
  }

  private @Nullable FrameCipher cipher() {
    return peer().version().hasCommands() ? mechanism.cipher() : null;
  }
}
