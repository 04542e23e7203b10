package io.github.zmq4j;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of this library. {@link #code()} tells programs what went wrong; the message
 * tells people what was tried, on which endpoint, and what to do about it.
 *
 * <p><b>Threading.</b> Immutable.
 */
public class ZmqException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The error code. */
  private final ErrorCode code;

  /**
   * Creates an exception.
   *
   * @param code what went wrong, for programs
   * @param message what went wrong and what to do, for people
   */
  public ZmqException(ErrorCode code, String message) {
    this(code, message, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param code what went wrong, for programs
   * @param message what went wrong and what to do, for people
   * @param cause the failure below, or {@code null}
   */
  public ZmqException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message + " (" + code + ")", cause);
    this.code = code;
  }

  /**
   * What went wrong.
   *
   * @return the code, named as in the zmq manual
   */
  public ErrorCode code() {
    return code;
  }
}
