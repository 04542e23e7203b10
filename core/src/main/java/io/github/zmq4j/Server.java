package io.github.zmq4j;

/**
 * SERVER: serves many clients, each known by a number. Talks to {@link Client}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Server server = context.server()) {
 *   server.bind("tcp://*:5555");
 *   while (true) {
 *     Message request = server.receive();
 *     server.send(Message.of("You said " + request.text()).withRoutingId(request.routingId()));
 *   }
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> A message received carries its client's {@link Message#routingId()}; a
 * message sent goes to the client whose routing id it carries. The number holds as long as the
 * connection does. Messages are taken from the clients in turn. They have one frame; {@code
 * sendMore}, and sending a message of several, fail with {@link ErrorCode#EINVAL}.
 *
 * <p><b>When the client cannot take the message</b>, because it is at its {@link
 * Options#SEND_HIGH_WATER_MARK}, {@code send} waits; if it has gone, {@code send} fails with {@link
 * ErrorCode#EHOSTUNREACH}.
 *
 * <p>In libzmq this type is still a draft.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/41/">41/CLISRV</a>
 */
public interface Server extends Socket, Sending, Receiving {
  /**
   * Closes the connection to a client; messages queued for it are dropped. It may connect again.
   *
   * @param routingId the client's number
   * @return false if there is no such client
   */
  boolean disconnectPeer(int routingId);
}
