package io.github.zmq4j.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * What a bare socket says first, to be taken for a peer of ZMTP 3.0.
 *
 * <p><b>Threading.</b> Stateless.
 */
public final class Hello {
  /** How long a greeting is, the peer's too; its READY command follows. */
  public static final int GREETING_BYTES = 64;

  private Hello() {}

  /**
   * The greeting and the READY command, which may be sent in one go.
   *
   * @param socketType such as {@code "DEALER"}
   * @return a new array
   */
  public static byte[] of(String socketType) {
    byte[] type = socketType.getBytes(US_ASCII);
    byte[] name = "Socket-Type".getBytes(US_ASCII);
    byte[] command = "READY".getBytes(US_ASCII);
    int commandBytes = 1 + command.length + 1 + name.length + 4 + type.length;
    ByteBuffer hello = ByteBuffer.allocate(GREETING_BYTES + 2 + commandBytes);
    hello.put((byte) 0xff).putLong(0).put((byte) 0x7f).put((byte) 3).put((byte) 0);
    hello.put("NULL".getBytes(US_ASCII)).position(GREETING_BYTES);
    hello.put((byte) 4).put((byte) commandBytes);
    hello.put((byte) command.length).put(command);
    hello.put((byte) name.length).put(name).putInt(type.length).put(type);
    return hello.array();
  }
}
