package io.github.zmq4j.internal.zmtp.wire;

import io.github.zmq4j.Message;
import io.github.zmq4j.spi.ProtocolViolation;

/** Takes what a {@link FrameDecoder} finds. Confined to the connection's driver. */
public interface InboundHandler {

  /**
   * Takes a whole message.
   *
   * @param message all its frames, with the peer's metadata
   * @return false to have no more after this one for now
   */
  boolean onMessage(Message message);

  /**
   * Takes a command. One may come between two frames of a message.
   *
   * @param body the length of its name, its name and data, given away; see {@link Command#parse}
   * @throws ProtocolViolation if the command breaks the protocol
   */
  void onCommand(byte[] body) throws ProtocolViolation;
}
