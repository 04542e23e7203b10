package io.github.zmq4j.internal.zmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.zmq4j.Metadata;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.Command;
import io.github.zmq4j.internal.zmtp.wire.CommandBody;
import io.github.zmq4j.internal.zmtp.wire.CommandEncoder;
import io.github.zmq4j.internal.zmtp.wire.FrameDecoder;
import io.github.zmq4j.internal.zmtp.wire.FrameReader;
import io.github.zmq4j.internal.zmtp.wire.Framing;
import io.github.zmq4j.internal.zmtp.wire.Greeting;
import io.github.zmq4j.internal.zmtp.wire.MessageEncoder;
import io.github.zmq4j.internal.zmtp.wire.PropertyList;
import io.github.zmq4j.internal.zmtp.wire.Version;
import io.github.zmq4j.spi.FrameCipher;
import io.github.zmq4j.spi.Mechanism;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens on a connection before the first message: the greeting, then either the mechanism's
 * commands or, with old peers, one identity frame each way.
 *
 * <p>The greeting goes out in stages, because each next octet depends on who listens:
 *
 * <pre>
 *           we send                  when
 * SIGNATURE FF .. 7F                 at once; to a 1.0 peer this begins an identity frame
 * REVISION  03                       the peer's tenth octet shows a versioned peer
 * GREETING  01, mechanism, role, 0   the peer's revision is 2 or more
 *           or our socket type       the peer's revision is 0 or 1
 *           or our identity          the peer is not versioned
 * </pre>
 *
 * <p>Nobody waits for more than the other side sends unasked, so there is no deadlock; and the rest
 * of our greeting goes out whatever mechanism the peer will name, so that it learns of a mismatch.
 * Where old peers are not let in anyway, the whole greeting goes out at once.
 *
 * <p>After a {@link ProtocolViolation} {@link #pollTransmit()} may still have bytes, such as an
 * ERROR command; then the connection is to be closed.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, overall conversation</a>
 */
public final class Handshake {
  /** A peer that is still a stranger can make us read this much and no more. */
  static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_IDENTITY_BYTES = 255;
  private static final int MAX_REASON_BYTES = 255;
  private static final String ERROR = "ERROR";

  private final HandshakeSettings settings;
  private final Mechanism mechanism;
  private final PeerProperties properties = new PeerProperties();
  private final ByteArrayOutputStream outbound = new ByteArrayOutputStream(Greeting.BYTES);
  private final byte[] greeting = new byte[Greeting.BYTES];
  private int greetingBytes;
  private int bytesRead;

  private State state = State.SIGNATURE;
  private Version version = Version.ZMTP_3_1;
  private boolean isVersioned = true;
  private boolean hasMetadata;
  private @Nullable FrameReader frames; // once the greeting is over
  private @Nullable AuthenticationRequest authenticationRequest;
  private @Nullable Peer peer; // once complete
  private @Nullable FrameCipher cipher;

  private enum State {
    /** Reads the first ten octets. Next: REVISION, or IDENTITY when the peer is not versioned. */
    SIGNATURE,
    /** Reads the revision. Next: GREETING or OLD_GREETING. */
    REVISION,
    /** Reads a greeting of 64 octets. Next: MECHANISM. */
    GREETING,
    /** Reads a greeting of 12 octets. Next: IDENTITY. */
    OLD_GREETING,
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
    byte[] metadata =
        PropertyList.encode(type, settings.routingId(), settings.applicationMetadata());
    this.mechanism =
        settings.mechanism().create(new Mechanism.Setup(metadata, settings.authenticates()));
    outbound.writeBytes(Greeting.signature(settings.routingId().length));
    if (!settings.mayTalkToOldPeers()) {
      outbound.write(Greeting.MAJOR);
      outbound.writeBytes(Greeting.rest(mechanism.name(), mechanism.isServer()));
    }
  }

  /**
   * The octets to send now. To be asked for at the start, after each input, and after a violation.
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
      case SIGNATURE -> readSignature(in);
      case REVISION -> readRevision(in);
      case GREETING -> readGreeting(in, Greeting.BYTES) ? startMechanism() : state;
      case OLD_GREETING -> readGreeting(in, Greeting.OLD_BYTES) ? startIdentity() : state;
      case IDENTITY -> readIdentity(in);
      case MECHANISM -> readCommand(in);
      case COMPLETE -> state;
      case FAILED -> throw new IllegalStateException("bytes after the handshake failed");
    };
  }

  private State readSignature(ByteBuffer in) throws ProtocolViolation {
    readGreeting(in, 1);
    if (!Greeting.startsSignature(greeting[0])) {
      return startUnversioned();
    }
    if (!readGreeting(in, Greeting.SIGNATURE_BYTES)) {
      return State.SIGNATURE;
    }
    if (!Greeting.endsSignature(greeting[Greeting.SIGNATURE_BYTES - 1])) {
      return startUnversioned();
    }
    if (settings.mayTalkToOldPeers()) {
      outbound.write(Greeting.MAJOR);
    }
    return State.REVISION;
  }

  private State readRevision(ByteBuffer in) throws ProtocolViolation {
    readGreeting(in, Greeting.MAJOR_AT + 1);
    if (Greeting.isOld(greeting[Greeting.MAJOR_AT])) {
      refuseOldPeerIfSecured();
      outbound.write(settings.socketType().number());
      return State.OLD_GREETING;
    }
    if (settings.mayTalkToOldPeers()) {
      outbound.writeBytes(Greeting.rest(mechanism.name(), mechanism.isServer()));
    }
    return State.GREETING;
  }

  /** Fills the greeting up to a length; false when bytes are missing. */
  private boolean readGreeting(ByteBuffer in, int length) {
    int taken = Math.min(length - greetingBytes, in.remaining());
    if (taken > 0) {
      in.get(greeting, greetingBytes, taken);
      greetingBytes += taken;
    }
    return greetingBytes >= length;
  }

  // Old peers

  /** What we read so far was the beginning of an identity frame, and what we sent one's header. */
  private State startUnversioned() throws ProtocolViolation {
    refuseOldPeerIfSecured();
    version = Version.ZMTP_1_0;
    isVersioned = false;
    outbound.writeBytes(settings.routingId());
    frames = new FrameReader(Framing.V1, MAX_IDENTITY_BYTES, 0);
    return readIdentity(ByteBuffer.wrap(greeting, 0, greetingBytes));
  }

  private State startIdentity() {
    version = Greeting.version(greeting[Greeting.MAJOR_AT], greeting[Greeting.MINOR_AT]);
    properties.onSocketTypeNumber(greeting[Greeting.MINOR_AT]);
    outbound.writeBytes(version.framing().frame(0, settings.routingId()));
    frames = new FrameReader(version.framing(), MAX_IDENTITY_BYTES, 0);
    return State.IDENTITY;
  }

  /** 37/ZMTP: a peer that wants security shall not talk to those that cannot have it. */
  private void refuseOldPeerIfSecured() throws ProtocolViolation {
    if (!settings.mayTalkToOldPeers()) {
      throw new ProtocolViolation(Reason.OLD_PEER, "Peers before ZMTP 3.0 are not let in");
    }
  }

  private State readIdentity(ByteBuffer in) throws ProtocolViolation {
    FrameReader reader = frames();
    if (!reader.read(in)) {
      return State.IDENTITY;
    }
    // 13/ZMTP: bits 1-7 shall be zero. Whoever knocks with another protocol is stopped here.
    if (!isVersioned && reader.hasReservedFlags()) {
      throw new ProtocolViolation(Reason.UNSPECIFIED, "The peer does not speak ZMTP");
    }
    properties.onRoutingId(reader.takeBody());
    return complete();
  }

  // Peers since 3.0

  private State startMechanism() throws ProtocolViolation {
    version = Greeting.version(greeting[Greeting.MAJOR_AT], greeting[Greeting.MINOR_AT]);
    if (!Greeting.names(greeting, mechanism.name())) {
      throw new ProtocolViolation(
          Reason.MECHANISM_MISMATCH,
          "The peer's mechanism is '"
              + Greeting.mechanismOf(greeting)
              + "', ours is '"
              + mechanism.name()
              + "'");
    }
    frames = new FrameReader(Framing.V2, MAX_BYTES, MAX_BYTES);
    return turnMechanism();
  }

  /** Takes one command; like libzmq, with or without the flag that calls the frame a command. */
  private State readCommand(ByteBuffer in) throws ProtocolViolation {
    FrameReader reader = frames();
    if (!reader.read(in)) {
      return State.MECHANISM;
    }
    byte[] body = reader.takeBody();
    if (!mechanism.isServer() && CommandBody.parse(body).name().equals(ERROR)) {
      throw refusedByPeer(body);
    }
    mechanism.onCommand(body);
    return turnMechanism();
  }

  /** Asks the mechanism for all it has, in the order that {@link Mechanism} promises. */
  private State turnMechanism() throws ProtocolViolation {
    byte[] metadata = mechanism.peerMetadata();
    if (metadata != null && !hasMetadata) {
      hasMetadata = true;
      acceptMetadata(metadata);
    }
    List<byte[]> credentials = mechanism.pollCredentials();
    if (credentials != null) {
      authenticationRequest = new AuthenticationRequest(mechanism.name(), credentials);
    }
    byte[] command = mechanism.pollCommand();
    while (command != null) {
      sendCommand(command);
      command = mechanism.pollCommand();
    }
    return mechanism.isReady() ? complete() : State.MECHANISM;
  }

  private void acceptMetadata(byte[] metadata) throws ProtocolViolation {
    try {
      properties.onAnnounced(PropertyList.parse(metadata), settings.socketType());
    } catch (ProtocolViolation violation) { // 37/ZMTP: should send ERROR before it closes
      sendError(String.valueOf(violation.getMessage()));
      throw violation;
    }
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

  // Authentication

  /**
   * What somebody is to decide before the handshake goes on.
   *
   * @return the question, once; {@code null} when there is none now
   */
  public @Nullable AuthenticationRequest pollAuthentication() {
    AuthenticationRequest request = authenticationRequest;
    authenticationRequest = null;
    return request;
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
      if (reply instanceof AuthenticationReply.Refused refused) {
        throw refusedByUs(refused.reason());
      } else if (reply instanceof AuthenticationReply.Accepted accepted) {
        properties.onAuthenticated(accepted.userId(), accepted.properties());
      }
      mechanism.onAuthenticated();
      state = turnMechanism();
    } catch (ProtocolViolation violation) {
      state = State.FAILED;
      throw violation;
    }
  }

  /** 27/ZAP: 300 means to disconnect silently; of 400 and 500 the peer is told. */
  private ProtocolViolation refusedByUs(Reason reason) {
    if (reason == Reason.AUTHENTICATION_REFUSED || reason == Reason.AUTHENTICATION_BROKEN) {
      sendError(Integer.toString(reason.eventValue()));
    }
    return new ProtocolViolation(reason, "Authentication of the peer failed: " + reason);
  }

  // The result

  private State complete() {
    SocketType type = settings.socketType();
    boolean publishes = type == SocketType.PUB || type == SocketType.XPUB;
    cipher = version.hasCommands() ? mechanism.cipher() : null;
    peer =
        new Peer(
            version,
            properties.socketType(),
            properties.routingId(),
            properties.metadata(settings.peerAddress()),
            !isVersioned && publishes);
    return State.COMPLETE;
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
    if (peer == null) {
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
    return new FrameDecoder(version.framing(), settings.maxMessageBytes(), metadata, cipher);
  }

  /**
   * Makes the encoder of the traffic's messages.
   *
   * @return a new encoder for a handshake that is complete
   */
  public MessageEncoder encoder() {
    return new MessageEncoder(peer().version().framing(), cipher);
  }

  /**
   * Makes the encoder of the traffic's commands.
   *
   * @return a new encoder for a handshake that is complete
   */
  public CommandEncoder commandEncoder() {
    return new CommandEncoder(peer().version(), cipher);
  }

  private FrameReader frames() {
    if (frames == null) {
      throw new IllegalStateException("the greeting is not over: " + state);
    }
    return frames;
  }
}
