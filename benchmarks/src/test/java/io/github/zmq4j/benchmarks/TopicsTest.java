package io.github.zmq4j.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private final Topics topics = new Topics(1000, 64);

  @Test
  void writesTheNumberOfATopic() {
    assertThat(new String(topics.topic(0), US_ASCII)).isEqualTo("topic.00000000/+");
    assertThat(new String(topics.topic(123), US_ASCII)).isEqualTo("topic.00000123/+");
  }

  @Test
  void takesWhatItMade() {
    for (long k = 0; k < 100; k++) {
      if (topics.isWanted(k)) {
        topics.check(buffer(topics.make(k)), k);
      }
    }
  }

  @Test
  void beginsAMessageWithItsTopicUnlessItIsForNobody() {
    assertThat(topics.make(5)).startsWith(topics.topic(topics.indexFor(5)));
    assertThat(Arrays.mismatch(topics.make(7), topics.topic(topics.indexFor(7)))).isEqualTo(15);
  }

  @Test
  void refusesAnotherTopic() {
    byte[] message = topics.make(5);
    message[13]++;

    assertThatIllegalStateException()
        .isThrownBy(() -> topics.check(buffer(message), 5))
        .withMessageContaining("another topic");
  }

  @Test
  void usesNearlyAllTopics() {
    long used = LongStream.range(0, 10_000).mapToInt(topics::indexFor).distinct().count();

    assertThat(used).isGreaterThan(950);
  }

  private static ByteBuffer buffer(byte[] message) {
    return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
  }
}
