package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Z85: bytes as printable text, five characters for four bytes, none of which needs quoting in
 * source code, JSON or a shell's double quotes. CURVE keys are written so.
 *
 * <pre>{@code
 * String text = Z85.encode(new byte[] {(byte) 0x86, 0x4F, (byte) 0xD2, 0x6F}); // "Hello"
 * }</pre>
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/32/">32/Z85</a>
 */
public final class Z85 {
  private static final String DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
  private static final byte[] VALUES = values();
  private static final int BYTES = 4;
  private static final int CHARACTERS = 5;

  private Z85() {}

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length(); i++) {
      values[DIGITS.charAt(i)] = (byte) i;
    }
    return values;
  }

  /**
   * Writes bytes as text.
   *
   * @param bytes a multiple of four
   * @return five characters for each four bytes
   * @throws ZmqException {@link ErrorCode#EINVAL} if the number of bytes is no multiple of four
   */
  public static String encode(byte[] bytes) {
    if (bytes.length % BYTES != 0) {
      throw new ZmqException(
          ErrorCode.EINVAL, "Z85 encodes a multiple of 4 bytes, not " + bytes.length);
    }
    byte[] text = new byte[bytes.length / BYTES * CHARACTERS];
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (int start = 0; start < text.length; start += CHARACTERS) {
      long value = Integer.toUnsignedLong(in.getInt());
      for (int i = CHARACTERS - 1; i >= 0; i--) {
        text[start + i] = (byte) DIGITS.charAt((int) (value % DIGITS.length()));
        value /= DIGITS.length();
      }
    }
    return new String(text, US_ASCII);
  }

  /**
   * Reads text as bytes. The text may be a secret: errors do not show it.
   *
   * @param text a multiple of five characters
   * @return four bytes for each five characters
   * @throws ZmqException {@link ErrorCode#EINVAL} if the number of characters is no multiple of
   *     five, one is none of Z85's, or five of them stand for more than 32 bits
   */
  public static byte[] decode(String text) {
    if (text.length() % CHARACTERS != 0) {
      throw new ZmqException(
          ErrorCode.EINVAL, "Z85 decodes a multiple of 5 characters, not " + text.length());
    }
    ByteBuffer out = ByteBuffer.allocate(text.length() / CHARACTERS * BYTES);
    for (int start = 0; start < text.length(); start += CHARACTERS) {
      long value = 0;
      for (int i = start; i < start + CHARACTERS; i++) {
        value = value * DIGITS.length() + valueAt(text, i);
      }
      if (value > 0xFFFF_FFFFL) {
        throw new ZmqException(
            ErrorCode.EINVAL, "The characters from " + start + " on stand for more than 32 bits");
      }
      out.putInt((int) value);
    }
    return out.array();
  }

  private static int valueAt(String text, int index) {
    char character = text.charAt(index);
    int value = character < VALUES.length ? VALUES[character] : -1;
    if (value < 0) {
      throw new ZmqException(ErrorCode.EINVAL, "Character " + index + " is none of Z85's");
    }
    return value;
  }
}
