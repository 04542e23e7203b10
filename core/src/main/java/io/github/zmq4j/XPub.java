package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * XPUB: a PUB that sees the subscriptions. Talks to {@link Sub} and {@link XSub}.
 *
 * <pre>{@code
 * XPub publisher = context.xpub();
 * publisher.bind("tcp://*:5556");
 * Message request = publisher.receive();
 * boolean subscribed = request.frame(0).byteAt(0) == 1;
 * String topic = request.text().substring(1);
 * if (subscribed) {
 *   publisher.send(Message.of(topic, "Welcome to " + topic));
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> Sending is as for {@link Pub}. What is received are the subscriptions,
 * each a message of one frame - the byte 1 and the topic - and the unsubscriptions, with the byte
 * 0; and whatever else an XSUB sends. Of each topic only the first subscriber and the last to leave
 * are told; {@link Options#XPUB_VERBOSE} and {@link Options#XPUB_VERBOSER} tell more.
 *
 * <p><b>Manual mode.</b> After {@link #manual manual(true)} subscriptions are received, but not
 * applied. The application says with {@code subscribe} and {@code unsubscribe} what shall hold for
 * the peer whose request it received last, which may be other topics than the peer asked for.
 *
 * <p><b>When a peer cannot take the message</b> it misses it, as with {@link Pub}; {@link
 * Options#XPUB_NO_DROP} makes {@code send} wait.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB</a>
 */
public interface XPub extends Socket, Sending, Receiving {
  /**
   * Leaves it to the application which subscriptions hold. Sets {@link Options#XPUB_MANUAL}.
   *
   * @param manual false by default
   */
  default void manual(boolean manual) {
    set(Options.XPUB_MANUAL, manual);
  }

  /**
   * Subscribes the peer whose request was received last; does nothing if it has gone.
   *
   * @param prefix compared in UTF-8; empty means every message
   * @throws ZmqException {@link ErrorCode#EINVAL} if the socket is not in manual mode
   */
  default void subscribe(String prefix) {
    subscribe(prefix.getBytes(UTF_8));
  }

  /**
   * Subscribes the peer whose request was received last; does nothing if it has gone.
   *
   * @param prefix copied; empty means every message
   * @throws ZmqException {@link ErrorCode#EINVAL} if the socket is not in manual mode
   */
  default void subscribe(byte[] prefix) {
    set(Options.SUBSCRIBE, prefix);
  }

  /**
   * Ends a subscription of the peer whose request was received last.
   *
   * @param prefix exactly as given to {@code subscribe}
   * @throws ZmqException {@link ErrorCode#EINVAL} if the socket is not in manual mode
   */
  default void unsubscribe(String prefix) {
    unsubscribe(prefix.getBytes(UTF_8));
  }

  /**
   * Ends a subscription of the peer whose request was received last.
   *
   * @param prefix exactly as given to {@code subscribe}
   * @throws ZmqException {@link ErrorCode#EINVAL} if the socket is not in manual mode
   */
  default void unsubscribe(byte[] prefix) {
    set(Options.UNSUBSCRIBE, prefix);
  }
}
