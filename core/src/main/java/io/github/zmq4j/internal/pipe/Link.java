package io.github.zmq4j.internal.pipe;

/**
 * What stands at the far end of a pipe: a connection, or another socket of the same context. Every
 * method may be called from any thread and never waits.
 */
public interface Link {
  /** The link of a pipe that leads nowhere yet, or no more. */
  Link NONE =
      new Link() {
        @Override
        public void onWritten(int bytes, boolean alone) {}

        @Override
        public void onCredit() {}

        @Override
        public void onClosed() {}
      };

  /**
   * Messages were written to the pipe.
   *
   * @param bytes about how many, to tell when a batch is worth a write
   * @param alone whether this pipe was the only one written to: then the caller may do the I/O
   */
  void onWritten(int bytes, boolean alone);

  /** The pipe, found full before, has room again. */
  void onCredit();

  /** The socket is done with the pipe: what was written still goes out, within linger. */
  void onClosed();
}
