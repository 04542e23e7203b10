package io.github.zmq4j;

/**
 * REP: answers questions, one after the other. Talks to {@link Req} and {@link Dealer}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Rep server = context.rep()) {
 *   server.bind("tcp://*:5555");
 *   while (true) {
 *     Message request = server.receive();
 *     server.send("You said " + request.text());
 *   }
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> Requests are taken from the peers in turn. The reply goes to the peer
 * that asked.
 *
 * <p><b>States.</b> {@code receive} and {@code send} alternate. The socket starts <i>idle</i>; the
 * receipt of a request makes it <i>owing</i>, the send of the reply idle again. A send while idle
 * and a receive while owing fail with {@link ErrorCode#EFSM} and change nothing. For several
 * requests at a time use a {@link Router}.
 *
 * <p><b>When the asker cannot take the reply</b> - it has gone, or its queue is full - the reply is
 * dropped and {@code send} succeeds; it never waits.
 *
 * <p>The frames up to the first empty one are the envelope, which leads the reply back through any
 * number of ROUTERs. REP keeps it and puts it before the reply; the application does not see it.
 * Requests without one are dropped.
 *
 * <p><b>Threading.</b> Thread-safe. The turns belong to the socket, not to a thread: threads that
 * share one must agree on whose turn it is. A socket a thread is simpler.
 *
 * @see <a href="https://rfc.zeromq.org/spec/28/">28/REQREP</a>
 */
public interface Rep extends Socket, Sending, Receiving {}
