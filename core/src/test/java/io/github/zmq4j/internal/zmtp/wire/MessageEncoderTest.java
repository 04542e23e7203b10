package io.github.zmq4j.internal.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageEncoderTest {

  @Test
  void encodesTheFramesSince2() {
    assertThat(encode(Framing.V2, Message.of(""))).isEqualTo("0000");
    assertThat(encode(Framing.V2, Message.of("ALOL"))).isEqualTo("0004414c4f4c");
    assertThat(encode(Framing.V2, Message.of("a", "b"))).isEqualTo("010161" + "000162");
    assertThat(encode(Framing.V2, Message.of("", "hi"))).isEqualTo("0100" + "00026869");
    assertThat(encode(Framing.V2, Message.of("weather", "x")))
        .isEqualTo("010777656174686572" + "000178");
  }

  @Test
  void encodesTheFramesOf1() {
    assertThat(encode(Framing.V1, Message.of(""))).isEqualTo("0100");
    assertThat(encode(Framing.V1, Message.of("hello"))).isEqualTo("060068656c6c6f");
    assertThat(encode(Framing.V1, Message.of("a", "b"))).isEqualTo("020161" + "020062");
    assertThat(encode(Framing.V1, Message.of("\1A"))).isEqualTo("03000141");
  }

  @ParameterizedTest
  @CsvSource({
    "V2, 255, 00ff",
    "V2, 256, 020000000000000100",
    "V1, 253, fe00",
    "V1, 254, ff00000000000000ff00",
  })
  void takesTheLongFormWhenItMust(Framing framing, int size, String header) {
    byte[] body = new byte[size];
    assertThat(encode(framing, Message.wrap(body))).isEqualTo(header + Hex.text(body));
  }

  @Test
  void marksMoreInTheLongForm() {
    byte[] body = new byte[256];
    assertThat(encode(Framing.V2, Message.of(body, "")))
        .isEqualTo("030000000000000100" + Hex.text(body) + "0000");
  }

  @Test
  void goesOnInTheNextBuffer() {
    MessageEncoder encoder = new MessageEncoder(Framing.V2);
    Message message = Message.of("abcdefghijkl", "mn");
    ByteBuffer first = ByteBuffer.allocate(10);

    assertThat(encoder.encode(message, first)).isFalse();
    assertThat(encoder.isMidMessage()).isTrue();
    assertThat(Hex.text(first.array())).isEqualTo("010c" + "6162636465666768");

    ByteBuffer second = ByteBuffer.allocate(5);
    assertThat(encoder.encode(message, second)).isFalse();
    assertThat(second.position()).as("a header is not split").isEqualTo(4);

    ByteBuffer third = ByteBuffer.allocate(10);
    assertThat(encoder.encode(message, third)).isTrue();
    assertThat(encoder.isMidMessage()).isFalse();
    assertThat(third.position()).isEqualTo(4);
  }

  @Test
  void hasNotBegunAMessageOfWhichNothingFits() {
    MessageEncoder encoder = new MessageEncoder(Framing.V2);
    assertThat(encoder.encode(Message.of("a"), ByteBuffer.allocate(1))).isFalse();
    assertThat(encoder.isMidMessage()).isFalse();
  }

  @Test
  void encodesWrappedMemory() {
    ByteBuffer direct = ByteBuffer.allocateDirect(300).put(299, (byte) 7);
    Message message = Message.of(Frame.wrap(direct, () -> {}));
    assertThat(encode(Framing.V2, message))
        .startsWith("02000000000000012c00")
        .endsWith("0007")
        .hasSize(2 * 309);
  }

  @Test
  void sealsEachFrameOnceAndTellsNothingOutside() {
    MessageEncoder encoder = new MessageEncoder(Framing.V2, new ToyCipher());
    ByteBuffer out = ByteBuffer.allocate(100);
    assertThat(encoder.encode(Message.of("ab", "c"), out.limit(3))).isFalse();
    assertThat(encoder.encode(Message.of("ab", "c"), out.limit(100))).isTrue();
    assertThat(Hex.text(out.flip().array()).substring(0, 2 * out.limit()))
        .isEqualTo("0004" + "0101" + "6261" + "0003" + "0002" + "63");
  }

  @Test
  void tellsTheSizeOnTheWire() {
    assertThat(MessageEncoder.encodedSize(Message.of(""))).isEqualTo(2);
    assertThat(MessageEncoder.encodedSize(Message.wrap(new byte[255]))).isEqualTo(257);
    assertThat(MessageEncoder.encodedSize(Message.wrap(new byte[256]))).isEqualTo(265);
    assertThat(MessageEncoder.encodedSize(Message.of("a", new byte[256]))).isEqualTo(3 + 265);
  }

  @Test
  void theSizeOnTheWireDoesNotOverflow() {
    Frame large = Frame.wrap(new byte[64 << 20]);
    Object[] many = new Object[40];
    java.util.Arrays.fill(many, large);
    assertThat(MessageEncoder.encodedSize(Message.of(many))).isEqualTo(Integer.MAX_VALUE);
  }

  private static String encode(Framing framing, Message message) {
    MessageEncoder encoder = new MessageEncoder(framing);
    ByteBuffer out = ByteBuffer.allocate(1000);
    assertThat(encoder.encode(message, out)).isTrue();
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return Hex.text(bytes);
  }
}
