package io.github.zmq4j.interop;

/** libzmq has refused a call. */
final class LibzmqException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int number;

  LibzmqException(int number, String text) {
    super("libzmq: " + text);
    this.number = number;
  }

  /** libzmq's errno. */
  int number() {
    return number;
  }
}
