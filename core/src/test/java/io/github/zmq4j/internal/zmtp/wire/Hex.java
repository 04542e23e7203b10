package io.github.zmq4j.internal.zmtp.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** Bytes as the specs write them: hex, with spaces between the fields. */
public final class Hex {
  private Hex() {}

  public static byte[] bytes(String... hex) {
    return HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
  }

  public static String ofText(String text) {
    return text(text.getBytes(UTF_8));
  }

  public static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
