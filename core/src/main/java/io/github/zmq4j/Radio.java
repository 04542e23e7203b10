package io.github.zmq4j;

/**
 * RADIO: publishes to groups, in messages of one frame. Talks to {@link Dish}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Radio radio = context.radio()) {
 *   radio.bind("tcp://*:5559");
 *   while (true) {
 *     radio.send("weather", "21 degrees");
 *     Thread.sleep(1000);
 *   }
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> Each message carries the name of a group and goes to every peer that has
 * joined it; names must be equal, there are no prefixes. A message for a group without members is
 * dropped, as is what was sent before a peer's join has arrived. {@code sendMore}, and sending a
 * message of several frames, fail with {@link ErrorCode#EINVAL}.
 *
 * <p><b>When a peer cannot take the message</b>, because it is at its {@link
 * Options#SEND_HIGH_WATER_MARK}, it misses the message; the others get it, and {@code send} never
 * waits. With {@link Options#XPUB_NO_DROP}, {@code send} waits until all members have room.
 *
 * <p>In libzmq this type is still a draft.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/48/">48/RADIO-DISH</a>
 */
public interface Radio extends Socket, Sending {
  /**
   * Sends a text, in UTF-8, to a group; see {@link #send(Message)}.
   *
   * @param group at most 255 bytes in UTF-8
   * @param text the content
   */
  default void send(String group, String text) {
    send(Message.of(text).withGroup(group));
  }

  /**
   * Sends bytes to a group; see {@link #send(Message)}.
   *
   * @param group at most 255 bytes in UTF-8
   * @param bytes the content, copied
   */
  default void send(String group, byte[] bytes) {
    send(Message.of(bytes).withGroup(group));
  }
}
