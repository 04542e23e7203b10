package io.github.zmq4j;

/**
 * CHANNEL: talks to exactly one other {@link Channel}, in messages of one frame: the successor of
 * PAIR.
 *
 * <pre>{@code
 * Channel main = context.channel();
 * main.bind("inproc://step");
 * new Thread(() -> {
 *   try (Channel helper = context.channel()) {
 *     helper.connect("inproc://step");
 *     helper.send("ready");
 *   }
 * }).start();
 * System.out.println(main.receive().text());
 * }</pre>
 *
 * <p><b>Who gets what.</b> All messages go to the one peer, and come from it. A second peer is
 * turned away as long as the first is there, or has messages here that were not received. {@code
 * sendMore}, and sending a message of several frames, fail with {@link ErrorCode#EINVAL}.
 *
 * <p><b>When the peer cannot take the message</b> - it is not there, or at its {@link
 * Options#SEND_HIGH_WATER_MARK} - {@code send} waits.
 *
 * <p>In libzmq this type is still a draft.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/52/">52/CHANNEL</a>
 */
public interface Channel extends Socket, Sending, Receiving {}
