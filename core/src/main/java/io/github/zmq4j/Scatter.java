package io.github.zmq4j;

/**
 * SCATTER: deals out work in messages of one frame: the successor of PUSH. Talks to {@link Gather}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Scatter ventilator = context.scatter()) {
 *   ventilator.bind("tcp://*:5557");
 *   for (int task = 0; task < 100; task++) {
 *     ventilator.send("task " + task);
 *   }
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> Each message goes to one peer; with several, they take turns, and those
 * without room are left out. {@code sendMore}, and sending a message of several frames, fail with
 * {@link ErrorCode#EINVAL}.
 *
 * <p><b>When nobody can take the message</b> - no peer, or all at their {@link
 * Options#SEND_HIGH_WATER_MARK} - {@code send} waits.
 *
 * <p>In libzmq this type is still a draft.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/49/">49/SCATTER-GATHER</a>
 */
public interface Scatter extends Socket, Sending {}
