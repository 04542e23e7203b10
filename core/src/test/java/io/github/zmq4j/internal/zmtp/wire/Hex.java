package io.github.zmq4j.internal.zmtp.wire;

import java.util.HexFormat;

/** Bytes as the specs write them: hex, with spaces between the fields. */
public final class Hex {
  private Hex() {}

  public static byte[] bytes(String... hex) {
    return HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
  }

  public static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
