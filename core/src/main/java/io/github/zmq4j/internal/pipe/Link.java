package io.github.zmq4j.internal.pipe;

/**
 * What stands at the far end of a pipe: a connection, or another socket of the same context. Every
 * method may be called from any thread and never waits.
 */
public interface Link {
  /** What a sender knows that tells whether to write at once. */
  enum Urgency {
    /** The first message since somebody waited on the socket: the sender writes it. */
    FIRST,
    /** One of several, perhaps: the sender writes if the socket wrote nothing for a while. */
    NEXT,
    /** The message went to other pipes too: the reactor writes. */
    SHARED
  }

  /** The link of a pipe that leads nowhere yet, or no more. */
  Link NONE =
      new Link() {
        @Override
        public void onWritten(int bytes, Urgency urgency) {}

        @Override
        public void onCredit() {}

        @Override
        public void onClosed() {}
      };

  /**
   * Messages were written to the pipe. Called without the lock, after a full fence: what was
   * written is visible to everyone.
   *
   * @param bytes about how many, to tell when a batch is worth a write
   * @param urgency who should see to the I/O
   */
  void onWritten(int bytes, Urgency urgency);

  /** The pipe, found full before, has room again. */
  void onCredit();

  /** The socket is done with the pipe: what was written still goes out, within linger. */
  void onClosed();
}
