package io.github.zmq4j;

/**
 * The context was shut down or closed, by another thread if the call was waiting. Programs that end
 * by closing the context catch this to leave their loops. Its code is {@link ErrorCode#ETERM}.
 *
 * <p><b>Threading.</b> Immutable.
 */
public final class ContextTerminatedException extends ZmqException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was tried, on which socket
   */
  public ContextTerminatedException(String message) {
    super(ErrorCode.ETERM, message);
  }
}
