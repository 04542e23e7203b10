package io.github.zmq4j.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;

/**
 * How patterns see subscriptions, on their way upstream and as XPUB and XSUB show them to the
 * application: one frame, whose first octet says what is asked, followed by the topic - or, between
 * DISH and RADIO, the group. Commands of ZMTP 3.1 are translated by the connection.
 *
 * <pre>
 *   | 01 | topic ... |   subscribe, join
 *   | 00 | topic ... |   cancel, leave
 * </pre>
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB, the wire form of ZMTP 3.0</a>
 */
final class SubscriptionMessage {
  /** The octets before the topic. */
  static final int TOPIC = 1;

  private static final byte CANCEL = 0;
  private static final byte SUBSCRIBE = 1;

  private SubscriptionMessage() {}

  static Message subscribe(byte[] topic) {
    return of(SUBSCRIBE, topic);
  }

  static Message cancel(byte[] topic) {
    return of(CANCEL, topic);
  }

  static Message join(String group) {
    return of(SUBSCRIBE, group.getBytes(UTF_8));
  }

  static Message leave(String group) {
    return of(CANCEL, group.getBytes(UTF_8));
  }

  private static Message of(byte verb, byte[] topic) {
    byte[] content = new byte[TOPIC + topic.length];
    content[0] = verb;
    System.arraycopy(topic, 0, content, TOPIC, topic.length);
    return Message.wrap(content);
  }

  /** Whether a frame asks for something. Any other frame is the user's. */
  static boolean is(Frame frame) {
    return frame.size() > 0 && (frame.byteAt(0) == SUBSCRIBE || frame.byteAt(0) == CANCEL);
  }

  /** Whether what is asked is to subscribe; else to cancel. */
  static boolean subscribes(byte[] content) {
    return content[0] == SUBSCRIBE;
  }

  /** The group that the content names. */
  static String group(byte[] content) {
    return new String(content, TOPIC, content.length - TOPIC, UTF_8);
  }
}
