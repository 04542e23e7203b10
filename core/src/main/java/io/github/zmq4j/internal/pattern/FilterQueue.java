package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A {@link FairQueue} that drops what is not wanted.
 *
 * <p>A flood of unwanted messages must not hold the socket for ever, so one look goes through
 * {@value #MOST_SKIPPED} of them at most. Then it answers "nothing" and raises the pipe's event
 * anew, by which whoever waits comes to look again.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class FilterQueue {
  static final int MOST_SKIPPED = 1000;

  private final FairQueue in = new FairQueue();
  private final Predicate<Message> wanted;
  private @Nullable Message next; // found, not yet taken

  FilterQueue(Predicate<Message> wanted) {
    this.wanted = wanted;
  }

  /** See {@link FairQueue#activate}. */
  void activate(Pipe pipe) {
    in.activate(pipe);
  }

  @Nullable Message poll() {
    Message message = next;
    if (message == null) {
      return find();
    }
    next = null;
    return message;
  }

  boolean hasMessages() {
    if (next == null) {
      next = find();
    }
    return next != null;
  }

  private @Nullable Message find() {
    for (int skipped = 0; skipped < MOST_SKIPPED; skipped++) {
      Message message = in.poll();
      if (message == null || wanted.test(message)) {
        return message;
      }
      message.release();
    }
    in.source().raise(Pipe.READABLE);
    return null;
  }
}
