package io.github.zmq4j.internal.zmtp.wire;

import io.github.zmq4j.spi.FrameCipher;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Seals nothing, but shows each frame's flags and number: flags, number, payload backwards. */
public final class ToyCipher implements FrameCipher {
  private byte sent;
  private byte received;

  @Override
  public byte[] seal(boolean more, boolean command, ByteBuffer payload) {
    byte[] plain = new byte[payload.remaining()];
    payload.get(plain);
    int flags = (more ? 1 : 0) | (command ? 2 : 0);
    return ByteBuffer.allocate(2 + plain.length)
        .put((byte) flags)
        .put(++sent)
        .put(reversed(plain))
        .array();
  }

  @Override
  public Opened open(byte[] body) throws ProtocolViolation {
    if (body.length < 2) {
      throw new ProtocolViolation(Reason.MALFORMED_MESSAGE, "too short");
    }
    if (body[1] != ++received) {
      throw new ProtocolViolation(Reason.INVALID_SEQUENCE, "out of sequence");
    }
    byte[] payload = reversed(Arrays.copyOfRange(body, 2, body.length));
    return new Opened((body[0] & 1) != 0, (body[0] & 2) != 0, payload);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
