package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * DEALER: sends and receives whenever it likes: a REQ without its turns. Talks to {@link Rep},
 * {@link Router} and {@link Dealer}.
 *
 * <pre>{@code
 * Dealer client = context.dealer();
 * client.routingId("client-1");
 * client.connect("tcp://127.0.0.1:5555");
 * client.send(Message.of("", "first question"));  // "" is the envelope's end, which a REP expects
 * client.send(Message.of("", "second question"));
 * Message reply = client.receive();
 * System.out.println(reply.frame(1).text());
 * }</pre>
 *
 * <p><b>Who gets what.</b> Each message goes to one peer; with several, they take turns. Incoming
 * messages are taken from the peers in turn.
 *
 * <p><b>Envelope.</b> DEALER adds and removes nothing. When the peer is a REP, the application puts
 * an empty frame first and finds it in the reply. A ROUTER sees the message behind this socket's
 * routing id.
 *
 * <p><b>When nobody can take the message</b> - no peer, or all at their {@link
 * Options#SEND_HIGH_WATER_MARK} - {@code send} waits. Messages for a peer that has gone wait for
 * its return, unless {@link Options#IMMEDIATE} is set.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/28/">28/REQREP</a>
 */
public interface Dealer extends Socket, Sending, Receiving {
  /**
   * Names this socket for the ROUTERs it is going to connect to. Sets {@link Options#ROUTING_ID}.
   *
   * @param routingId 1 to 255 bytes in UTF-8
   */
  default void routingId(String routingId) {
    set(Options.ROUTING_ID, routingId.getBytes(UTF_8));
  }
}
