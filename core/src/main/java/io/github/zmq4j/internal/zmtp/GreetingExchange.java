package io.github.zmq4j.internal.zmtp;

import io.github.zmq4j.internal.zmtp.wire.Greeting;
import io.github.zmq4j.internal.zmtp.wire.Version;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The greeting, which goes out in stages, because each next octet depends on who listens:
 *
 * <pre>
 * we send                   when
 * FF .. 7F                  at once; to a 1.0 peer this is the header of an identity frame
 * 03                        the peer's tenth octet shows that it is versioned
 * 01, mechanism, role, 0    the peer's revision is 2 or more
 * or our socket type        the peer's revision is 0 or 1
 * or our routing id         the peer is not versioned
 * </pre>
 *
 * <p>Nobody waits for more than the other side sends unasked, so there is no deadlock; and the rest
 * of our greeting goes out whatever mechanism the peer is about to name, so that it learns of a
 * mismatch. Where old peers are not let in anyway, the whole greeting goes out at once.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, the greeting and version negotiation</a>
 */
final class GreetingExchange {
  private final HandshakeSettings settings;
  private final byte[] rest; // of our greeting, after the major version
  private final ByteArrayOutputStream outbound;
  private final byte[] received = new byte[Greeting.BYTES];
  private int receivedBytes;
  private State state = State.FIRST_OCTET;

  private enum State {
    /** Reads the first octet. Next: SIGNATURE, or UNVERSIONED. */
    FIRST_OCTET,
    /** Reads the first ten octets. Next: REVISION, or UNVERSIONED. */
    SIGNATURE,
    /** Reads the revision. Next: LONG_REST or SHORT_REST. */
    REVISION,
    /** Reads the rest of 64 octets. Next: VERSIONED. */
    LONG_REST,
    /** Reads the rest of 12 octets. Next: VERSIONED. */
    SHORT_REST,
    /** The greeting is over. The end. */
    VERSIONED,
    /** There is no greeting: what was read begins an identity frame of ZMTP 1.0. The end. */
    UNVERSIONED
  }

  /** Begins; the first octets go to {@code outbound} at once, and the others as they are due. */
  GreetingExchange(
      HandshakeSettings settings,
      String mechanism,
      boolean asServer,
      ByteArrayOutputStream outbound) {
    this.settings = settings;
    this.rest = Greeting.rest(mechanism, asServer);
    this.outbound = outbound;
    outbound.writeBytes(Greeting.signature(settings.routingId().length));
    if (!settings.mayTalkToOldPeers()) {
      outbound.write(Greeting.MAJOR);
      outbound.writeBytes(rest);
    }
  }

  /** Takes octets up to the greeting's last one. */
  void onBytes(ByteBuffer in) throws ProtocolViolation {
    while (in.hasRemaining() && !isOver()) {
      state =
          switch (state) {
            case FIRST_OCTET -> afterFirstOctet(in);
            case SIGNATURE -> read(in, Greeting.SIGNATURE_BYTES) ? afterSignature() : state;
            case REVISION -> read(in, Greeting.MAJOR_AT + 1) ? afterRevision() : state;
            case LONG_REST -> read(in, Greeting.BYTES) ? State.VERSIONED : state;
            case SHORT_REST -> read(in, Greeting.OLD_BYTES) ? State.VERSIONED : state;
            case VERSIONED, UNVERSIONED -> state;
          };
    }
  }

  private State afterFirstOctet(ByteBuffer in) throws ProtocolViolation {
    read(in, 1);
    return Greeting.startsSignature(received[0]) ? State.SIGNATURE : unversioned();
  }

  private State afterSignature() throws ProtocolViolation {
    if (!Greeting.endsSignature(received[Greeting.SIGNATURE_BYTES - 1])) {
      return unversioned();
    }
    if (settings.mayTalkToOldPeers()) {
      outbound.write(Greeting.MAJOR);
    }
    return State.REVISION;
  }

  private State afterRevision() throws ProtocolViolation {
    if (Greeting.isOld(received[Greeting.MAJOR_AT])) {
      refuseOldPeerIfSecured();
      outbound.write(settings.socketType().number());
      return State.SHORT_REST;
    }
    if (settings.mayTalkToOldPeers()) {
      outbound.writeBytes(rest);
    }
    return State.LONG_REST;
  }

  private State unversioned() throws ProtocolViolation {
    refuseOldPeerIfSecured();
    outbound.writeBytes(settings.routingId()); // the signature was the header of this body
    return State.UNVERSIONED;
  }

  /** 37/ZMTP: who wants security shall not talk to those that cannot have it. */
  private void refuseOldPeerIfSecured() throws ProtocolViolation {
    if (!settings.mayTalkToOldPeers()) {
      throw new ProtocolViolation(Reason.OLD_PEER, "Peers before ZMTP 3.0 are not let in");
    }
  }

  /** Reads until there are so many octets in all; false when some are missing yet. */
  private boolean read(ByteBuffer in, int length) {
    int taken = Math.min(length - receivedBytes, in.remaining());
    in.get(received, receivedBytes, taken);
    receivedBytes += taken;
    return receivedBytes == length;
  }

  boolean isOver() {
    return state == State.VERSIONED || state == State.UNVERSIONED;
  }

  boolean isVersioned() {
    return state == State.VERSIONED;
  }

  /** What both sides speak, once the greeting is over. */
  Version version() {
    return isVersioned()
        ? Greeting.version(received[Greeting.MAJOR_AT], received[Greeting.MINOR_AT])
        : Version.ZMTP_1_0;
  }

  /** What was read; to be read again as frames when there is no greeting. */
  byte[] received() {
    return Arrays.copyOf(received, receivedBytes);
  }
}
