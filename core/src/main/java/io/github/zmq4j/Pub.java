package io.github.zmq4j;

/**
 * PUB: publishes to everyone who wants to know. Talks to {@link Sub} and {@link XSub}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Pub publisher = context.pub()) {
 *   publisher.bind("tcp://*:5556");
 *   while (true) {
 *     publisher.send(Message.of("weather.paris", "21 degrees"));
 *     Thread.sleep(1000);
 *   }
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> Each message goes to every peer with a subscription that the first frame
 * begins with; the topic is in the message, usually as a frame of its own. The matching is done
 * here, so nobody's network carries what nobody asked for. A message that no one has subscribed to
 * is dropped.
 *
 * <p><b>Late joiners.</b> A subscriber gets what is sent after its subscription has arrived. It
 * does not get what was sent before, even if it had called {@code connect} already.
 *
 * <p><b>When a peer cannot take the message</b>, because it is at its {@link
 * Options#SEND_HIGH_WATER_MARK}, it misses the message; the others get it, and {@code send} never
 * waits. With {@link Options#XPUB_NO_DROP}, {@code send} waits until all that match have room.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/29/">29/PUBSUB</a>
 */
public interface Pub extends Socket, Sending {}
