package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * REQ: asks, and gets one answer for each question. Talks to {@link Rep} and {@link Router}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Req client = context.req()) {
 *   client.connect("tcp://127.0.0.1:5555");
 *   client.send("hello");
 *   Message reply = client.receive();
 *   System.out.println(reply.text());
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> Each request goes to one peer; with several, they take turns. The reply
 * is accepted from the peer that was asked and from nobody else.
 *
 * <p><b>States.</b> {@code send} and {@code receive} alternate. The socket starts <i>idle</i>; the
 * send of a request makes it <i>waiting</i>, the receipt of the reply idle again. A receive while
 * idle and a send while waiting fail with {@link ErrorCode#EFSM} and change nothing.
 *
 * <p><b>When a peer dies.</b> The library does not repeat a request whose peer is lost: {@code
 * receive} goes on waiting. A client that must not hang sets {@link Options#RECEIVE_TIMEOUT}, and
 * with {@link #relaxed} and {@link #correlate} may then simply ask again.
 *
 * <p><b>When nobody can take the request</b> - no peer, or all at their {@link
 * Options#SEND_HIGH_WATER_MARK} - {@code send} waits.
 *
 * <p>The wire carries an empty frame before the request, which REQ adds and REP takes off.
 *
 * <p><b>Threading.</b> Thread-safe. The turns belong to the socket, not to a thread: threads that
 * share one must agree on whose turn it is. A socket a thread is simpler.
 *
 * @see <a href="https://rfc.zeromq.org/spec/28/">28/REQREP</a>
 */
public interface Req extends Socket, Sending, Receiving {
  /**
   * Allows a new request before the reply to the last one has come; the old one is given up. Sets
   * {@link Options#REQ_RELAXED}.
   *
   * @param relaxed false, the default, makes such a send fail with {@link ErrorCode#EFSM}
   */
  default void relaxed(boolean relaxed) {
    set(Options.REQ_RELAXED, relaxed);
  }

  /**
   * Numbers the requests, and skips replies to earlier ones. Wanted with {@link #relaxed}. Sets
   * {@link Options#REQ_CORRELATE}.
   *
   * @param correlate false by default
   */
  default void correlate(boolean correlate) {
    set(Options.REQ_CORRELATE, correlate);
  }

  /**
   * Names this socket for the ROUTERs it is going to connect to. Sets {@link Options#ROUTING_ID}.
   *
   * @param routingId 1 to 255 bytes in UTF-8
   */
  default void routingId(String routingId) {
    set(Options.ROUTING_ID, routingId.getBytes(UTF_8));
  }
}
