package io.github.zmq4j;

/**
 * PULL: takes work, or gathers results. Talks to {@link Push}.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Pull worker = context.pull()) {
 *   worker.connect("tcp://127.0.0.1:5557");
 *   while (true) {
 *     Message task = worker.receive();
 *     System.out.println("Doing " + task.text());
 *   }
 * }
 * }</pre>
 *
 * <p><b>Who gets what.</b> Messages are taken from the peers in turn, so that a busy one does not
 * silence the others.
 *
 * <p><b>When this side is slow</b>, up to {@link Options#RECEIVE_HIGH_WATER_MARK} messages of each
 * peer wait here; then no more is read, and the peer's own queue fills until its {@code send}
 * waits.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @see <a href="https://rfc.zeromq.org/spec/30/">30/PIPELINE</a>
 */
public interface Pull extends Socket, Receiving {}
