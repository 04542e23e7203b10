package io.github.zmq4j.internal.engine;

/** Whoever registers a channel with a reactor hears here that it is ready. */
public interface Selectable {
  /**
   * The channel is ready. Called by the reactor's driver.
   *
   * @param readyOps the operations, as {@code SelectionKey} numbers them
   */
  void onReady(int readyOps);

  /** Our own mistake came out of {@link #onReady}: close, the reactor goes on without you. */
  void onBroken(Throwable cause);
}
