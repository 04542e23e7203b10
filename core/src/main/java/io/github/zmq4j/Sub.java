package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * SUB: receives what it has subscribed to. Talks to {@link Pub} and {@link XPub}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Sub subscriber = context.sub()) {
 *   subscriber.connect("tcp://127.0.0.1:5556");
 *   subscriber.subscribe("weather.");
 *   while (true) {
 *     Message message = subscriber.receive();
 *     System.out.println(message.text() + ": " + message.frame(1).text());
 *   }
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> A message is received if its first frame begins with one of the
 * subscriptions; without a subscription nothing is. Messages are taken from the publishers in turn.
 * Subscriptions hold for all publishers, present and future, and are sent again after a reconnect.
 *
 * <p><b>Late joiners.</b> What was published before a subscription reached the publisher is not
 * received.
 *
 * <p><b>When this side is slow</b>, messages wait up to {@link Options#RECEIVE_HIGH_WATER_MARK}
 * here, then in the network, then at the publisher, which in the end drops them.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB</a>
 */
public interface Sub extends Socket, Receiving {
  /**
   * Subscribes to all messages whose first frame begins with a text. Subscriptions count: to end
   * one made twice takes two calls of {@code unsubscribe}.
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
    set(Options.SUBSCRIBE, prefix);
  }

  /**
   * Takes back a subscription; without effect when there is none.
   *
   * @param prefix exactly as given to {@code subscribe}
   */
  default void unsubscribe(String prefix) {
    unsubscribe(prefix.getBytes(UTF_8));
  }

  /**
   * Takes back a subscription; without effect when there is none.
   *
   * @param prefix exactly as given to {@code subscribe}
   */
  default void unsubscribe(byte[] prefix) {
    set(Options.UNSUBSCRIBE, prefix);
  }
}
