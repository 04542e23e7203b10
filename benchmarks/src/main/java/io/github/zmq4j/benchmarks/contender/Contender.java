package io.github.zmq4j.benchmarks.contender;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One library, as the parts of the comparison use it. Each end stays open until its process ends.
 *
 * <p>Contenders run with their defaults, all but what keeps a run finite; what a part sets, it sets
 * for every contender alike.
 */
public interface Contender {
  /** How many connections may wait to be accepted, where thousands come at once. */
  int BACKLOG = 4096;

  /** Answers requests, on the thread that calls {@link #serve}. */
  interface Echo {
    /**
     * Where the other end finds this one.
     *
     * @return the endpoint bound to, wildcards resolved
     */
    String endpoint();

    /**
     * Sends every request back. Never returns.
     *
     * @throws IOException if the connection breaks
     */
    void serve() throws IOException;
  }

  /** Asks, and waits for the answer. */
  interface Caller {
    /**
     * Sends message {@code k} and receives and checks its echo.
     *
     * @param k the number of the message
     * @throws IOException if the connection breaks
     */
    void call(long k) throws IOException;
  }

  /** Sends a stream of messages. */
  interface Source {
    /**
     * Sends message {@code k}; waits while there is no room.
     *
     * @param k the number of the message
     * @throws IOException if the connection breaks
     */
    void send(long k) throws IOException;

    /**
     * Called after the last message of a round, for those that gather.
     *
     * @throws IOException if the connection breaks
     */
    default void flush() throws IOException {}
  }

  /** Receives a stream of messages. */
  interface Sink {
    /**
     * Where the other end finds this one.
     *
     * @return the endpoint bound to, wildcards resolved
     */
    String endpoint();

    /**
     * Waits for the next message and checks that it is message {@code k}, unchanged.
     *
     * @param k the number of the message
     * @throws IOException if the connection breaks
     */
    void receive(long k) throws IOException;
  }

  /** Sends messages to all who have subscribed to them. */
  interface Publisher {
    /**
     * Where the other end finds this one.
     *
     * @return the endpoint bound to, wildcards resolved
     */
    String endpoint();

    /**
     * Waits for more subscriptions, or ends of subscriptions, to take effect.
     *
     * @param count how many more
     */
    void awaitSubscriptions(long count);

    /**
     * Publishes a message; waits while a subscriber to it has no room.
     *
     * @param message not to be changed any more
     */
    void publish(byte[] message);
  }

  /** Receives the messages it has subscribed to. */
  interface Subscriber {
    /**
     * Subscribes.
     *
     * @param topic what the messages begin with
     */
    void subscribe(byte[] topic);

    /**
     * Ends a subscription.
     *
     * @param topic what was subscribed to
     */
    void unsubscribe(byte[] topic);

    /**
     * Waits for the next message.
     *
     * @return the message from position 0 on, in little-endian order
     */
    ByteBuffer receive();
  }

  /** Sends requests and receives the answers, any number of them on the way at a time. */
  interface Requester {
    /**
     * Sends request {@code k}; waits while there is no room.
     *
     * @param k the number of the message
     */
    void send(long k);

    /**
     * Waits for the next answer and checks that it is message {@code k}, unchanged.
     *
     * @param k the number of the message
     */
    void receive(long k);
  }

  /** Two bound sockets, of which each sends what the other one receives. */
  interface Broker {
    /**
     * Where publishers or clients find this one.
     *
     * @return the endpoint bound to, wildcards resolved
     */
    String frontend();

    /**
     * Where subscribers or workers find this one.
     *
     * @return the endpoint bound to, wildcards resolved
     */
    String backend();

    /** Moves messages. Never returns. */
    void run();
  }

  /**
   * Opens the end that answers.
   *
   * @param endpoint where to bind
   * @param content what the messages are
   * @return the end, bound
   * @throws IOException if it cannot be bound
   */
  Echo echo(String endpoint, Content content) throws IOException;

  /**
   * Opens the end that asks.
   *
   * @param endpoint where the other end is bound
   * @param content what the messages are
   * @return the end, connecting
   * @throws IOException if it cannot be connected
   */
  Caller caller(String endpoint, Content content) throws IOException;

  /**
   * Opens the end that receives a stream.
   *
   * @param endpoint where to bind
   * @param content what the messages are
   * @param highWaterMark how many messages may wait at each end
   * @return the end, bound
   * @throws IOException if it cannot be bound
   */
  Sink sink(String endpoint, Content content, int highWaterMark) throws IOException;

  /**
   * Opens the end that sends a stream.
   *
   * @param endpoint where the other end is bound
   * @param content what the messages are
   * @param highWaterMark how many messages may wait at each end
   * @return the end, connecting
   * @throws IOException if it cannot be connected
   */
  Source source(String endpoint, Content content, int highWaterMark) throws IOException;

  /**
   * Opens a ROUTER that sends every request back to the peer it came from.
   *
   * @param endpoint where to bind
   * @param content what the messages are
   * @return the end, bound, with a backlog for thousands of peers who come at once
   */
  default Echo router(String endpoint, Content content) {
    throw new UnsupportedOperationException("this contender has no ROUTER");
  }

  /**
   * Opens the end that publishes: an XPUB, which differs from a PUB in that it can tell who has
   * subscribed.
   *
   * @param endpoint where to bind
   * @param highWaterMark how many messages may wait for each subscriber
   * @return the end, bound
   */
  default Publisher publisher(String endpoint, int highWaterMark) {
    throw new UnsupportedOperationException("this contender publishes nothing");
  }

  /**
   * Opens the same end, which connects to what is in the middle instead.
   *
   * @param endpoint where the other end is bound
   * @param highWaterMark how many messages may wait
   * @return the end, connecting
   */
  default Publisher publisherTo(String endpoint, int highWaterMark) {
    throw new UnsupportedOperationException("this contender publishes nothing");
  }

  /**
   * Opens an end that subscribes.
   *
   * @param endpoint where the publisher is bound
   * @param highWaterMark how many messages may wait for this end; subscriptions may without a limit
   * @return the end, connecting
   */
  default Subscriber subscriber(String endpoint, int highWaterMark) {
    throw new UnsupportedOperationException("this contender subscribes to nothing");
  }

  /**
   * Opens a DEALER that asks.
   *
   * @param endpoint where the other end is bound
   * @param content what the messages are
   * @return the end, connecting
   */
  default Requester requester(String endpoint, Content content) {
    throw new UnsupportedOperationException("this contender has no DEALER");
  }

  /**
   * Opens a DEALER that sends every request back.
   *
   * @param endpoint where the other end is bound
   * @return the end, connecting
   */
  default Echo worker(String endpoint) {
    throw new UnsupportedOperationException("this contender has no DEALER");
  }

  /**
   * Opens an XSUB and an XPUB, which drops nothing, and the library's proxy between them.
   *
   * @param endpoint where to bind each
   * @param highWaterMark how many messages may wait at each end
   * @return the sockets, bound
   */
  default Broker publicationBroker(String endpoint, int highWaterMark) {
    throw new UnsupportedOperationException("this contender has no proxy");
  }

  /**
   * Opens a ROUTER and a DEALER and the library's proxy between them.
   *
   * @param endpoint where to bind each
   * @return the sockets, bound
   */
  default Broker requestBroker(String endpoint) {
    throw new UnsupportedOperationException("this contender has no proxy");
  }

  /**
   * The contender of a name.
   *
   * @param name one of those in Java
   * @return a new instance, with a context of its own
   */
  static Contender named(String name) {
    return switch (name) {
      case "zmq4j" -> new Zmq4jContender(true);
      case "zmq4j-heap" -> new Zmq4jContender(false);
      case "jeromq" -> new JeromqContender();
      case "raw" -> new RawContender();
      default -> throw new IllegalArgumentException("no such contender: " + name);
    };
  }
}
