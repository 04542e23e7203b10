package io.github.zmq4j;

/**
 * The socket is closed, by another thread if the call was waiting. Its code is {@link
 * ErrorCode#ENOTSOCK}.
 *
 * <p><b>Threading.</b> Immutable.
 */
public final class SocketClosedException extends ZmqException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was tried, on which socket
   */
  public SocketClosedException(String message) {
    super(ErrorCode.ENOTSOCK, message);
  }
}
