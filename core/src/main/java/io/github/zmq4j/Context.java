package io.github.zmq4j;

/**
 * Where sockets live: makes them, shares its I/O threads between them, and lets those that are in
 * the same context talk over {@code inproc://}. A program usually has one.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Req client = context.req()) {
 *   client.connect("tcp://127.0.0.1:5555");
 *   client.send("hello");
 *   System.out.println(client.receive().text());
 * }
 * }</pre>
 *
 * <p>Threads start with the first socket, are daemons, and end with {@code close}.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * <p><b>Errors.</b> The factories of sockets throw {@link ZmqException}: {@link ErrorCode#EMFILE}
 * if {@link ContextOption#MAX_SOCKETS} are open; {@link ContextTerminatedException} after {@code
 * shutdown} or {@code close}.
 */
public interface Context extends AutoCloseable {
  /**
   * Makes a context with the defaults.
   *
   * @return the context
   */
  static Context create() {
    return builder().build();
  }

  /**
   * Starts to set up a context.
   *
   * @return a new builder with the defaults
   */
  static ContextBuilder builder() {
    return new ContextBuilder();
  }

  /**
   * Makes a socket whose type is only known when the program runs.
   *
   * @param type the type
   * @return a socket that implements the interface of its type: {@link Req} for {@link
   *     SocketType#REQ}, and so on
   * @throws ZmqException {@link ErrorCode#ENOTSUP} for {@link SocketType#DGRAM}, which this version
   *     does not have
   */
  Socket socket(SocketType type);

  /**
   * Makes a REQ socket: asks, one question at a time.
   *
   * @return the socket
   */
  default Req req() {
    return (Req) socket(SocketType.REQ);
  }

  /**
   * Makes a REP socket: answers, one question at a time.
   *
   * @return the socket
   */
  default Rep rep() {
    return (Rep) socket(SocketType.REP);
  }

  /**
   * Makes a DEALER socket: asks freely.
   *
   * @return the socket
   */
  default Dealer dealer() {
    return (Dealer) socket(SocketType.DEALER);
  }

  /**
   * Makes a ROUTER socket: addresses its peers by name.
   *
   * @return the socket
   */
  default Router router() {
    return (Router) socket(SocketType.ROUTER);
  }

  /**
   * Makes a PUB socket: publishes.
   *
   * @return the socket
   */
  default Pub pub() {
    return (Pub) socket(SocketType.PUB);
  }

  /**
   * Makes a SUB socket: receives what it subscribes to.
   *
   * @return the socket
   */
  default Sub sub() {
    return (Sub) socket(SocketType.SUB);
  }

  /**
   * Makes an XPUB socket: publishes and sees the subscriptions.
   *
   * @return the socket
   */
  default XPub xpub() {
    return (XPub) socket(SocketType.XPUB);
  }

  /**
   * Makes an XSUB socket: sends its subscriptions as messages.
   *
   * @return the socket
   */
  default XSub xsub() {
    return (XSub) socket(SocketType.XSUB);
  }

  /**
   * Makes a PUSH socket: deals out work.
   *
   * @return the socket
   */
  default Push push() {
    return (Push) socket(SocketType.PUSH);
  }

  /**
   * Makes a PULL socket: takes work.
   *
   * @return the socket
   */
  default Pull pull() {
    return (Pull) socket(SocketType.PULL);
  }

  /**
   * Makes a PAIR socket: talks to exactly one other.
   *
   * @return the socket
   */
  default Pair pair() {
    return (Pair) socket(SocketType.PAIR);
  }

  /**
   * Makes a STREAM socket: talks to plain TCP peers.
   *
   * @return the socket
   */
  default Stream stream() {
    return (Stream) socket(SocketType.STREAM);
  }

  /**
   * Makes a CLIENT socket: asks servers freely.
   *
   * @return the socket
   */
  default Client client() {
    return (Client) socket(SocketType.CLIENT);
  }

  /**
   * Makes a SERVER socket: serves clients known by number.
   *
   * @return the socket
   */
  default Server server() {
    return (Server) socket(SocketType.SERVER);
  }

  /**
   * Makes a SCATTER socket: deals out work in single frames.
   *
   * @return the socket
   */
  default Scatter scatter() {
    return (Scatter) socket(SocketType.SCATTER);
  }

  /**
   * Makes a GATHER socket: takes work in single frames.
   *
   * @return the socket
   */
  default Gather gather() {
    return (Gather) socket(SocketType.GATHER);
  }

  /**
   * Makes a PEER socket: server and client at once.
   *
   * @return the socket
   */
  default Peer peer() {
    return (Peer) socket(SocketType.PEER);
  }

  /**
   * Makes a CHANNEL socket: talks to exactly one other, in single frames.
   *
   * @return the socket
   */
  default Channel channel() {
    return (Channel) socket(SocketType.CHANNEL);
  }

  /**
   * Makes a RADIO socket: publishes to groups.
   *
   * @return the socket
   */
  default Radio radio() {
    return (Radio) socket(SocketType.RADIO);
  }

  /**
   * Makes a DISH socket: receives what is sent to its groups.
   *
   * @return the socket
   */
  default Dish dish() {
    return (Dish) socket(SocketType.DISH);
  }

  /**
   * The value of an option.
   *
   * @param option one of the constants of {@link ContextOption}
   * @param <T> the type of its values
   * @return the value
   * @throws ZmqException {@link ErrorCode#ENOTSUP} if this library cannot offer the option
   */
  <T> T get(ContextOption<T> option);

  /**
   * Sets an option. Those about threads count until the first socket is made, those about sockets
   * for the sockets made later.
   *
   * @param option one of the constants of {@link ContextOption}
   * @param value the new value
   * @param <T> the type of its values
   * @throws ZmqException {@link ErrorCode#EINVAL} if the value is not a legal one or the option
   *     cannot be set, {@link ErrorCode#ENOTSUP} if this library cannot offer it
   */
  <T> void set(ContextOption<T> option, T value);

  /**
   * Looks at every socket, endpoint and connection of the context, with what went through them and
   * what waits. Cheap enough to be called each second with ten thousand connections; nothing that
   * goes on is held up by it.
   *
   * @return what there is at the moment; nothing once the context is closed
   */
  ContextSnapshot snapshot();

  /**
   * Ends the use of all sockets: calls that wait, and all later ones but {@code close}, fail with
   * {@link ContextTerminatedException}. Returns at once. The sockets are still to be closed. A
   * second call does nothing.
   */
  void shutdown();

  /**
   * Whether the context was shut down or closed.
   *
   * @return true from the first call of {@code shutdown} or {@code close} on
   */
  boolean isShutdown();

  /**
   * Ends everything: {@linkplain #shutdown shuts down}, then waits until the messages of every
   * socket are handed to the network or their {@link Options#LINGER} has passed, then ends the
   * threads. Sockets that are still open are closed. A second call waits for the first.
   *
   * <p>With the default linger it waits as long as a peer for which messages are queued cannot be
   * reached.
   *
   * @throws ZmqException {@link ErrorCode#EINTR} if the waiting thread was interrupted, whose flag
   *     stays set; the context can be closed again
   */
  @Override
  void close();
}
