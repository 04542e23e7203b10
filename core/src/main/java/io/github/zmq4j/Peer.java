package io.github.zmq4j;

/**
 * PEER: a {@link Server} that can also connect, for networks of equals. Talks to {@link Peer}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Peer peer = context.peer()) {
 *   peer.bind("tcp://*:5560");
 *   int other = peer.connectPeer("tcp://192.0.2.7:5560");
 *   peer.send(Message.of("hello").withRoutingId(other));
 *   Message answer = peer.receive();
 *   System.out.println(answer.routingId() + " said " + answer.text());
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> A message received carries its peer's {@link Message#routingId()}; a
 * message sent goes to the peer whose routing id it carries. Messages are taken from the peers in
 * turn. They have one frame; {@code sendMore}, and sending a message of several, fail with {@link
 * ErrorCode#EINVAL}.
 *
 * <p><b>When the peer cannot take the message</b>, because it is at its {@link
 * Options#SEND_HIGH_WATER_MARK}, {@code send} waits; if it has gone, {@code send} fails with {@link
 * ErrorCode#EHOSTUNREACH}. What is sent to a connecting peer that is not there yet waits for it.
 *
 * <p>In libzmq this type is still a draft.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/51/">51/P2P</a>
 */
public interface Peer extends Socket, Sending, Receiving {
  /**
   * Connects to an endpoint, as {@link #connect} does, and tells how to address the peer there.
   *
   * @param endpoint where to connect
   * @return the routing id of the peer, not 0; it holds across reconnects
   * @throws ZmqException {@link ErrorCode#EFAULT} if {@link Options#IMMEDIATE} is set, as there is
   *     no peer before the connection then; else as {@link #connect}
   */
  int connectPeer(String endpoint);

  /**
   * Ends the link to a peer; messages queued for it are dropped.
   *
   * @param routingId the peer's number
   * @return false if there is no such peer
   */
  boolean disconnectPeer(int routingId);
}
