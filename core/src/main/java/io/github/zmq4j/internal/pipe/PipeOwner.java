package io.github.zmq4j.internal.pipe;

/** The socket that a pipe belongs to, as the pipe sees it. */
public interface PipeOwner {
  /**
   * Something happened to a pipe that had nothing pending: the owner calls {@link
   * Pipe#takeEvents()} soon, on a thread of its choice. Thread-safe; never blocks.
   */
  void onPipeEvent(Pipe pipe);

  /** Whether another thread waits to use the socket. Thread-safe. */
  default boolean isAwaited() {
    return false;
  }
}
