package io.github.zmq4j.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.zmq4j.benchmarks.contender.Content;
import java.nio.ByteBuffer;

/**
 * The topics of a run and the messages that go with them. Topic {@code i} is {@code
 * topic.00000123/+} for 123. A message is {@value #TOPIC_BYTES} bytes that name a topic, then a
 * {@link Content}. Of four messages three go to a topic each, all over the tree of topics rather
 * than one after the other; the fourth differs from a topic in its last byte, and goes to nobody.
 * {@code matching.c} makes and checks the same.
 *
 * <p><b>Threading.</b> Immutable.
 */
final class Topics {
  /** The length of a topic. */
  static final int TOPIC_BYTES = 16;

  private static final byte[] FORM = "topic.00000000/+".getBytes(US_ASCII);
  private static final int LAST_DIGIT = 13;
  private static final byte NOBODY = '-';
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final int count;
  private final Content content;

  /**
   * Describes messages to topics.
   *
   * @param count how many topics there are
   * @param messageBytes how long the messages are
   */
  Topics(int count, int messageBytes) {
    this.count = count;
    this.content = new Content(messageBytes - TOPIC_BYTES);
  }

  /** A topic by its number. */
  byte[] topic(int index) {
    byte[] topic = FORM.clone();
    putNumber(topic, index);
    return topic;
  }

  private static void putNumber(byte[] target, int index) {
    int rest = index;
    for (int i = LAST_DIGIT; rest > 0; i--) {
      target[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** Whether a message goes to somebody. */
  boolean isWanted(long k) {
    return (k & 3) != 3;
  }

  /** Which topic a message names. */
  int indexFor(long k) {
    return (int) ((((k * GOLDEN_RATIO) >>> 32) * count) >>> 32);
  }

  /** Makes message {@code k}. */
  byte[] make(long k) {
    byte[] message = new byte[TOPIC_BYTES + content.size()];
    System.arraycopy(FORM, 0, message, 0, TOPIC_BYTES);
    putNumber(message, indexFor(k));
    if (!isWanted(k)) {
      message[TOPIC_BYTES - 1] = NOBODY;
    }
    content.put(message, TOPIC_BYTES, k);
    return message;
  }

  /** Checks that what came is message {@code k}. */
  void check(ByteBuffer message, long k) {
    boolean same = message.remaining() == TOPIC_BYTES + content.size();
    int rest = indexFor(k);
    for (int i = TOPIC_BYTES - 1; same && i >= 0; i--) {
      int expected = FORM[i];
      if (i <= LAST_DIGIT && rest > 0) {
        expected += rest % 10;
        rest /= 10;
      }
      same = message.get(i) == expected;
    }
    if (!same) {
      throw new IllegalStateException("message " + k + " has another topic or length");
    }
    content.check(message, TOPIC_BYTES, k);
  }
}
