package io.github.zmq4j;

/**
 * GATHER: takes work, or gathers results, in messages of one frame: the successor of PULL. Talks to
 * {@link Scatter}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Gather sink = context.gather()) {
 *   sink.bind("tcp://*:5558");
 *   while (true) {
 *     Message result = sink.receive();
 *     System.out.println("Got " + result.text());
 *   }
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> Messages are taken from the peers in turn. Those of several frames,
 * which the pattern does not allow, are dropped.
 *
 * <p><b>When this side is slow</b>, up to {@link Options#RECEIVE_HIGH_WATER_MARK} messages of each
 * peer wait here; then no more is read, and the peer's own queue fills until its {@code send}
 * waits.
 *
 * <p>In libzmq this type is still a draft.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/49/">49/SCATTER-GATHER</a>
 */
public interface Gather extends Socket, Receiving {}
