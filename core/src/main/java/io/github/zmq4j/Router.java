package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * ROUTER: knows its peers by name, and sends to the one it chooses. Talks to {@link Req}, {@link
 * Dealer} and {@link Router}.
 *
 * <pre>{@code
 * Router server = context.router();
 * server.bind("tcp://*:5555");
 * while (true) {
 *   Message request = server.receive();      // from a DEALER: [routing id, content]
 *   Frame client = request.frame(0);
 *   String content = request.frame(1).text();
 *   server.send(Message.of(client, "Thanks for " + content));
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> The first frame of each message received is the routing id of the peer
 * it came from; the first frame of each message sent says where it goes, and is taken off. Incoming
 * messages are taken from the peers in turn. A REQ's messages have an empty frame between the id
 * and the content, which the reply needs too.
 *
 * <p><b>Routing ids.</b> A peer may choose its own ({@link Dealer#routingId}); the others get one
 * of five bytes, the first of them zero. {@link Options#CONNECT_ROUTING_ID} names the peer of the
 * next connect from this side. When a second peer comes with an id that is in use, it is ignored
 * unless {@link #handover} is set.
 *
 * <p><b>When the peer cannot take the message</b> - it is unknown, has gone, or is at its {@link
 * Options#SEND_HIGH_WATER_MARK} - the message is dropped and {@code send} succeeds. With {@link
 * #mandatory}, {@code send} fails with {@link ErrorCode#EHOSTUNREACH} for a peer that is not there,
 * and waits for one that is full.
 *
 * <p><b>Who is there.</b> {@link #peers} lists the peers; {@link Options#ROUTER_NOTIFY} makes the
 * socket receive a message when one comes or goes; {@link Options#HEARTBEAT_INTERVAL} notices those
 * that vanish.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/28/">28/REQREP</a>
 */
public interface Router extends Socket, Sending, Receiving {
  /**
   * Reports messages that cannot be routed, in place of dropping them. Sets {@link
   * Options#ROUTER_MANDATORY}.
   *
   * @param mandatory false by default
   */
  default void mandatory(boolean mandatory) {
    set(Options.ROUTER_MANDATORY, mandatory);
  }

  /**
   * Lets a new peer take over the routing id of an older one, whose connection is then closed:
   * right where clients reconnect under a fixed name. Sets {@link Options#ROUTER_HANDOVER}.
   *
   * @param handover false by default
   */
  default void handover(boolean handover) {
    set(Options.ROUTER_HANDOVER, handover);
  }

  /**
   * Names this socket for the ROUTERs that it is going to meet. Sets {@link Options#ROUTING_ID}.
   *
   * @param routingId 1 to 255 bytes in UTF-8
   */
  default void routingId(String routingId) {
    set(Options.ROUTING_ID, routingId.getBytes(UTF_8));
  }

  /**
   * The peers that can be addressed at this moment.
   *
   * @return a new list, in no particular order
   */
  List<RouterPeer> peers();

  /**
   * Whether a peer is there and has room for a message. A message may have been queued for it by
   * another thread before the caller sends.
   *
   * @param routingId the peer
   * @return false if it is unknown or at its high-water mark
   */
  boolean canSendTo(Frame routingId);

  /**
   * Closes the connection to a peer; messages queued for it are dropped. A peer that connected to
   * this socket may connect again.
   *
   * @param routingId the peer
   * @return false if it is unknown
   */
  boolean disconnectPeer(Frame routingId);
}
