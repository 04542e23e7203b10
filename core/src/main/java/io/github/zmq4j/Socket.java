package io.github.zmq4j;

import org.jspecify.annotations.Nullable;

/**
 * What every socket can do: be bound and connected to endpoints, be set up, be watched and be
 * closed. What it can send and receive depends on its type, and so does its interface: {@link Req},
 * {@link Rep}, {@link Pub}, {@link Sub} and so on; a {@link Context} makes them.
 *
 * <p>An endpoint is {@code tcp://host:port}, {@code ipc://path} or {@code inproc://name}. A socket
 * may bind to some endpoints and connect to others, as many as it likes, in any order; who binds
 * and who connects does not matter for the pattern. The stable side usually binds.
 *
 * <p>A connection that is lost or refused is tried again in the background, until {@code
 * disconnect} or {@code close}. What happens meanwhile is told to the {@linkplain #monitor
 * monitor}.
 *
 * <p><b>Threading.</b> Thread-safe, {@code close} included: a thread that waits in a socket which
 * another closes leaves with {@link SocketClosedException}.
 *
 * <p><b>Errors.</b> After {@code close} every method but {@code close}, {@code isClosed}, {@code
 * type} and {@code id} fails with {@link SocketClosedException}; after the context was shut down,
 * with {@link ContextTerminatedException}.
 */
public interface Socket extends AutoCloseable {
  /**
   * The type of the socket.
   *
   * @return such as {@link SocketType#REQ}
   */
  SocketType type();

  /**
   * The number by which errors, monitor events and snapshots name the socket.
   *
   * @return a number that no other socket of the context has or had
   */
  int id();

  /**
   * Accepts connections at an endpoint. Wildcards are allowed: {@code tcp://*:5555} means all
   * addresses of the machine, {@code tcp://127.0.0.1:*} any free port, {@code tcp://eth0:5555} an
   * interface, {@code ipc://*} a new temporary path.
   *
   * @param endpoint where to listen
   * @return the effective endpoint, wildcards resolved; {@code unbind} takes it
   * @throws ZmqException {@link ErrorCode#EINVAL} if the endpoint is malformed, {@link
   *     ErrorCode#EPROTONOSUPPORT} if its transport is unknown, {@link ErrorCode#ENOCOMPATPROTO} if
   *     the transport does not serve this type of socket, {@link ErrorCode#EADDRINUSE}, {@link
   *     ErrorCode#EADDRNOTAVAIL} or {@link ErrorCode#ENODEV} if the address is taken, not this
   *     machine's or an unknown interface, {@link ErrorCode#EMTHREAD} if the context has no I/O
   *     threads
   */
  String bind(String endpoint);

  /**
   * Stops listening at an endpoint and closes the connections accepted there; over inproc these
   * stay.
   *
   * @param endpoint as {@code bind} returned it
   * @throws ZmqException {@link ErrorCode#ENOENT} if the socket is not bound to it
   */
  void unbind(String endpoint);

  /**
   * Connects to an endpoint. Does not wait: the connection is made, and made again after a loss, in
   * the background, and messages may be queued for it at once. The endpoint need not exist yet.
   *
   * <p>A second connect to the same endpoint makes a second connection; on REQ, DEALER, PUB and SUB
   * it does nothing.
   *
   * @param endpoint where to connect; {@code tcp://source:port;host:port} also says from where
   * @throws ZmqException {@link ErrorCode#EINVAL} if the endpoint is malformed, {@link
   *     ErrorCode#EPROTONOSUPPORT} if its transport is unknown, {@link ErrorCode#ENOCOMPATPROTO} if
   *     the transport does not serve this type of socket, {@link ErrorCode#EMTHREAD} if the context
   *     has no I/O threads
   */
  void connect(String endpoint);

  /**
   * Ends all connections made to an endpoint. Messages from there which were not yet received are
   * dropped; those not yet sent go out as {@link Options#LINGER} says.
   *
   * @param endpoint as given to {@code connect}
   * @throws ZmqException {@link ErrorCode#ENOENT} if the socket is not connected to it
   */
  void disconnect(String endpoint);

  /**
   * The value of an option.
   *
   * <p><b>Ownership.</b> An array is the caller's: a copy.
   *
   * @param option one of {@link Options}
   * @param <T> the type of its values
   * @return the value
   * @throws ZmqException {@link ErrorCode#EINVAL} if the option cannot be read or does not apply to
   *     this type of socket, {@link ErrorCode#ENOTSUP} if this library cannot offer it
   */
  <T> T get(SocketOption<T> option);

  /**
   * Sets an option. Most take effect with the next bind or connect; see {@link
   * SocketOption#effect()}.
   *
   * <p><b>Ownership.</b> An array is copied.
   *
   * @param option one of {@link Options}
   * @param value the new value
   * @param <T> the type of its values
   * @throws ZmqException {@link ErrorCode#EINVAL} if the value is not a legal one, the option
   *     cannot be set or does not apply to this type of socket, {@link ErrorCode#ENOTSUP} if this
   *     library cannot offer it; the message says what is legal, and the old value stays
   */
  <T> void set(SocketOption<T> option, T value);

  /**
   * The endpoint of the last bind or connect, with wildcards resolved.
   *
   * @return the endpoint; empty before the first
   */
  default String lastEndpoint() {
    return get(Options.LAST_ENDPOINT);
  }

  /**
   * Tells a listener what happens to the endpoints and connections of this socket from now on. A
   * socket has one listener at most: a new one replaces the old, which is told {@link
   * MonitorEvent.Type#MONITOR_STOPPED} last.
   *
   * @param listener the listener, or {@code null} to stop
   */
  void monitor(@Nullable MonitorListener listener);

  /**
   * Whether the socket was closed.
   *
   * @return true from the first call of {@code close} on
   */
  boolean isClosed();

  /**
   * Closes the socket. Returns at once; messages not yet sent go on in the background as {@link
   * Options#LINGER} says, and closing the context waits for them. Messages not yet received are
   * dropped. A second call does nothing.
   */
  @Override
  void close();
}
