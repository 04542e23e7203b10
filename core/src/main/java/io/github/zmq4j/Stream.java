package io.github.zmq4j;

/**
 * STREAM: talks to plain TCP peers, such as web browsers, that know nothing of ZeroMQ.
 *
 * <pre>{@code
 * Stream server = context.stream();
 * server.bind("tcp://*:8080");
 * while (true) {
 *   Message message = server.receive();                    // [routing id, bytes]
 *   Frame client = message.frame(0);
 *   if (message.frameSize(1) > 0) {                        // empty: it came or went
 *     server.send(Message.of(client, "HTTP/1.0 200 OK\r\n\r\nHello"));
 *     server.send(Message.of(client, Frame.EMPTY));        // closes the connection
 *   }
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> Each message received has two frames: the routing id of the connection,
 * and bytes as the network brought them - TCP has no messages, so they may be cut anywhere. Each
 * message sent says in its first frame where the second goes; an empty second frame closes the
 * connection.
 *
 * <p><b>Who comes and goes.</b> An empty second frame received means that the connection was made
 * or has ended; {@link #notifications notifications(false)} leaves that out. After {@code connect},
 * the option {@link Options#ROUTING_ID} tells the new connection's routing id; {@link
 * Options#CONNECT_ROUTING_ID} chooses it.
 *
 * <p><b>When the peer cannot take the bytes</b>, because it is at its {@link
 * Options#SEND_HIGH_WATER_MARK}, {@code send} waits; for an unknown routing id it fails with {@link
 * ErrorCode#EHOSTUNREACH}.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://libzmq.readthedocs.io/en/latest/zmq_socket.html">zmq_socket, native
 *     pattern</a>
 */
public interface Stream extends Socket, Sending, Receiving {
  /**
   * Whether a message with an empty second frame is received when a peer comes or goes. Sets {@link
   * Options#STREAM_NOTIFY}.
   *
   * @param notifications true by default
   */
  default void notifications(boolean notifications) {
    set(Options.STREAM_NOTIFY, notifications);
  }
}
