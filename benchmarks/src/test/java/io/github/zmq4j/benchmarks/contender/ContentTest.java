package io.github.zmq4j.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
  @ParameterizedTest
  @ValueSource(ints = {8, 16, 64, 72, 65536})
  void knowsItsOwnMessages(int size) {
    Content content = new Content(size);
    for (long k = 0; k < 40; k++) {
      byte[] message = content.make(k);
      long number = k;

      assertThat(message).hasSize(size);
      assertThatNoException().isThrownBy(() -> content.check(message, number));
      assertThatNoException().isThrownBy(() -> content.check(buffer(message), 0, number));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 72, 4104, 8200, 65536})
  void noticesEveryDamagedByte(int size) {
    Content content = new Content(size);
    for (int i = size - 1; i >= 0; i -= size / 16) {
      byte[] message = content.make(5);
      message[i] ^= 1;

      assertThatIllegalStateException().isThrownBy(() -> content.check(message, 5));
      assertThatIllegalStateException().isThrownBy(() -> content.check(buffer(message), 0, 5));
      assertThatIllegalStateException().isThrownBy(() -> content.check(direct(message), 0, 5));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 1024})
  void noticesAnotherMessage(int size) {
    Content content = new Content(size);

    assertThatIllegalStateException().isThrownBy(() -> content.check(content.make(6), 5));
    assertThatIllegalStateException()
        .isThrownBy(() -> content.check(buffer(content.make(6)), 0, 5));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 24, 1024, 4096, 4104, 65536})
  void findsAMessageWithinABuffer(int size) {
    Content content = new Content(size);
    ByteBuffer buffer = ByteBuffer.allocateDirect(3 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < 3; k++) {
      content.put(buffer, k);
    }
    for (int k = 0; k < 3; k++) {
      int number = k;
      assertThatNoException().isThrownBy(() -> content.check(buffer, number * size, number));
    }
  }

  private static ByteBuffer direct(byte[] message) {
    return ByteBuffer.allocateDirect(message.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(message)
        .flip();
  }

  private static ByteBuffer buffer(byte[] message) {
    return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
  }
}
