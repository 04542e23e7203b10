package io.github.zmq4j;

/**
 * CLIENT: asks a server and is asked by it, whenever either likes. Talks to {@link Server}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Client client = context.client()) {
 *   client.connect("tcp://127.0.0.1:5555");
 *   client.send("hello");
 *   Message reply = client.receive();
 *   System.out.println(reply.text());
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> Each message goes to one server; with several, they take turns. Incoming
 * messages are taken from the servers in turn. Messages have one frame; {@code sendMore}, and
 * sending a message of several, fail with {@link ErrorCode#EINVAL}.
 *
 * <p><b>When nobody can take the message</b> - no peer, or all at their {@link
 * Options#SEND_HIGH_WATER_MARK} - {@code send} waits.
 *
 * <p>In libzmq this type is still a draft.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/41/">41/CLISRV</a>
 */
public interface Client extends Socket, Sending, Receiving {}
