package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * XSUB: a SUB that sends its subscriptions as messages, so that they can be forwarded. Talks to
 * {@link Pub} and {@link XPub}.
 *
 * <pre>{@code
 * XSub upstream = context.xsub();
 * upstream.connect("tcp://127.0.0.1:5556");
 * XPub downstream = context.xpub();
 * downstream.bind("tcp://*:5557");
 * downstream.send(upstream.receive());    // a message for the subscribers
 * upstream.send(downstream.receive());    // a subscription for the publishers
 * }</pre>
 *
 * <p><b>Who gets what.</b> A message sent that begins with the byte 1 subscribes to what follows
 * it, with the byte 0 it unsubscribes; {@code subscribe} and {@code unsubscribe} make such
 * messages. Any other message goes to all publishers; only an {@link XPub} receives it. Incoming
 * messages are taken from the publishers in turn and, unlike with {@link Sub}, are not filtered
 * again here.
 *
 * <p><b>When a publisher cannot take a message</b> it misses it, and {@code send} never waits;
 * subscriptions are kept and sent again after a reconnect.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB</a>
 */
public interface XSub extends Socket, Sending, Receiving {
  /**
   * Subscribes to all messages whose first frame begins with a text.
   *
   * @param prefix compared in UTF-8; empty means every message
   */
  default void subscribe(String prefix) {
    subscribe(prefix.getBytes(UTF_8));
  }

  /**
   * Subscribes to all messages whose first frame begins with these bytes.
   *
   * @param prefix copied; empty means every message
   */
  default void subscribe(byte[] prefix) {
    send(subscription((byte) 1, prefix));
  }

  /**
   * Takes back a subscription.
   *
   * @param prefix exactly as given to {@code subscribe}
   */
  default void unsubscribe(String prefix) {
    unsubscribe(prefix.getBytes(UTF_8));
  }

  /**
   * Takes back a subscription.
   *
   * @param prefix exactly as given to {@code subscribe}
   */
  default void unsubscribe(byte[] prefix) {
    send(subscription((byte) 0, prefix));
  }

  private static Message subscription(byte verb, byte[] prefix) {
    byte[] content = new byte[1 + prefix.length];
    content[0] = verb;
    System.arraycopy(prefix, 0, content, 1, prefix.length);
    return Message.wrap(content);
  }
}
