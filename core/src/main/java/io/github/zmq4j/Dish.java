package io.github.zmq4j;

/**
 * DISH: receives what is sent to the groups it has joined. Talks to {@link Radio}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Dish dish = context.dish()) {
 *   dish.connect("tcp://127.0.0.1:5559");
 *   dish.join("weather");
 *   while (true) {
 *     Message message = dish.receive();
 *     System.out.println(message.group() + ": " + message.text());
 *   }
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> A message is received if this socket has joined exactly its {@link
 * Message#group()}. Messages are taken from the peers in turn. Joins hold for all peers, present
 * and future, and are sent again after a reconnect.
 *
 * <p><b>When this side is slow</b>, messages wait up to {@link Options#RECEIVE_HIGH_WATER_MARK}
 * here, then in the network, then at the sender, which in the end drops them.
 *
 * <p>In libzmq this type is still a draft.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/48/">48/RADIO-DISH</a>
 */
public interface Dish extends Socket, Receiving {
  /**
   * Joins a group.
   *
   * @param group at most 255 bytes in UTF-8
   * @throws ZmqException {@link ErrorCode#EINVAL} if the name is longer, or the group was joined
   *     already
   */
  void join(String group);

  /**
   * Leaves a group.
   *
   * @param group as given to {@code join}
   * @throws ZmqException {@link ErrorCode#EINVAL} if this socket is not in it
   */
  void leave(String group);
}
