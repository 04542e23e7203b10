package io.github.zmq4j.spi;

import java.nio.ByteBuffer;

/**
 * Seals each frame that leaves and opens each frame that arrives, once a {@link Mechanism} is
 * ready.
 *
 * <p>The two directions are independent of each other. Within one direction calls come in the order
 * of the frames on the wire, so that nonces may be counted.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/26/">26/CURVEZMQ, the MESSAGE command</a>
 */
public interface FrameCipher {

  /**
   * Seals a frame.
   *
   * @param more whether more frames of the message follow
   * @param command whether the frame is a command
   * @param payload the frame's body, read from position to limit
   * @return the body of the frame to send, given away; it goes out with flags that tell nothing
   */
  byte[] seal(boolean more, boolean command, ByteBuffer payload);

  /**
   * Opens a frame.
   *
   * @param body the body of the frame received, given away
   * @return what it held
   * @throws ProtocolViolation if it is malformed, forged or out of sequence
   */
  Opened open(byte[] body) throws ProtocolViolation;

  /**
   * A frame that was opened.
   *
   * @param more whether more frames of the message follow
   * @param command whether the frame is a command
   * @param payload the frame's body
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Opened(boolean more, boolean command, byte[] payload) {}
}
