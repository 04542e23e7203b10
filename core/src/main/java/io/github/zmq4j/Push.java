package io.github.zmq4j;

/**
 * PUSH: deals out work. Talks to {@link Pull}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Push ventilator = context.push()) {
 *   ventilator.bind("tcp://*:5557");
 *   for (int task = 0; task < 100; task++) {
 *     ventilator.send("task " + task);
 *   }
 * } // close waits until all of it is on its way
 * }</pre>
 *
 * <p><b>Who gets what.</b> Each message goes to one peer; with several, they take turns, one
 * message each, and those without room are left out. Messages for a peer that is slow wait in its
 * queue; a low {@link Options#SEND_HIGH_WATER_MARK} keeps the queues short and the work even.
 *
 * <p><b>When nobody can take the message</b> - no peer, or all at their high-water mark - {@code
 * send} waits. The library drops none, but what was already sent to a peer that dies is lost.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/30/">30/PIPELINE</a>
 */
public interface Push extends Socket, Sending {}
