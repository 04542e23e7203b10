package io.github.zmq4j;

/**
 * PAIR: talks to exactly one other {@link Pair}; meant for two threads of one process.
 *
 * <pre>{@code
 * Pair main = context.pair();
 * main.bind("inproc://step");
 * new Thread(() -> {
 *   try (Pair helper = context.pair()) {
 *     helper.connect("inproc://step");
 *     helper.send("ready");
 *   }
 * }).start();
 * System.out.println(main.receive().text());
 * }</pre>
 *
 * <p><b>Who gets what.</b> All messages go to the one peer, and come from it. A second peer is
 * turned away as long as the first is there, or has messages here that were not received.
 *
 * <p><b>When the peer cannot take the message</b> - it is not there, or at its {@link
 * Options#SEND_HIGH_WATER_MARK} - {@code send} waits.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/31/">31/EXPAIR</a>
 */
public interface Pair extends Socket, Sending, Receiving {}
