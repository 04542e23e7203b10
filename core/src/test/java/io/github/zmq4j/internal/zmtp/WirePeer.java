package io.github.zmq4j.internal.zmtp;

import io.github.zmq4j.internal.zmtp.wire.Hex;
import io.github.zmq4j.spi.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.List;

/** A peer that is nothing but octets: says what it is told to, and notes what it hears as hex. */
final class WirePeer {
  static final String SIGNATURE = "ff00000000000000017f";
  static final String NULL_FIELD = "4e554c4c" + "00".repeat(16);
  static final String PLAIN_FIELD = "504c41494e" + "00".repeat(15);
  static final String FILLER = "00".repeat(32);
  static final String GREETING_3_1 = SIGNATURE + "0301" + NULL_FIELD + FILLER;
  static final String GREETING_3_0 = SIGNATURE + "0300" + NULL_FIELD + FILLER;
  static final String READY_ROUTER =
      "0429"
          + "055245414459"
          + "0b536f636b65742d54797065"
          + "00000006"
          + "524f55544552"
          + "084964656e74697479"
          + "00000000";
  static final String READY_DEALER =
      "0429"
          + "055245414459"
          + "0b536f636b65742d54797065"
          + "00000006"
          + "4445414c4552"
          + "084964656e74697479"
          + "00000000";

  final Handshake handshake;
  private final StringBuilder heard = new StringBuilder();

  WirePeer(Handshake handshake) {
    this.handshake = handshake;
    listen();
  }

  /** Says octets; answers how many of them were left unread. */
  int says(String hex) throws ProtocolViolation {
    return says(List.of(ByteBuffer.wrap(Hex.bytes(hex))));
  }

  int says(List<ByteBuffer> pieces) throws ProtocolViolation {
    int left = 0;
    try {
      for (ByteBuffer piece : pieces) {
        if (!handshake.isComplete()) {
          handshake.onBytes(piece);
        }
        left += piece.remaining();
      }
    } finally {
      listen();
    }
    return left;
  }

  private void listen() {
    ByteBuffer octets = handshake.pollTransmit();
    while (octets != null) {
      byte[] bytes = new byte[octets.remaining()];
      octets.get(bytes);
      heard.append(Hex.text(bytes));
      octets = handshake.pollTransmit();
    }
  }

  /** What was heard since the last call. */
  String hears() {
    listen();
    String result = heard.toString();
    heard.setLength(0);
    return result;
  }
}
