package io.github.zmq4j.internal.zmtp;

import io.github.zmq4j.spi.ProtocolViolation;
import java.nio.ByteBuffer;

/** Two handshakes whose octets go straight to each other. */
final class HandshakePair {
  final Handshake left;
  final Handshake right;

  HandshakePair(HandshakeSettings left, HandshakeSettings right) {
    this.left = new Handshake(left);
    this.right = new Handshake(right);
  }

  /** Carries octets to and fro until neither side has more to say. */
  void exchange() throws ProtocolViolation {
    boolean moved = true;
    while (moved) {
      moved = carry(left, right);
      moved |= carry(right, left);
    }
  }

  private static boolean carry(Handshake from, Handshake to) throws ProtocolViolation {
    ByteBuffer octets = from.pollTransmit();
    if (octets == null) {
      return false;
    }
    while (octets.hasRemaining() && !to.isComplete()) {
      to.onBytes(octets);
    }
    if (octets.hasRemaining()) {
      throw new AssertionError("octets after the handshake: " + octets);
    }
    return true;
  }
}
