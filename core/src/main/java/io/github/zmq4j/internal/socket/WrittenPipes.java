package io.github.zmq4j.internal.socket;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.concurrent.Padding;
import io.github.zmq4j.internal.pipe.Link.Urgency;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pipes that were written while a socket's lock was held, to be flushed when it is left.
 *
 * <p>The array keeps what stood in it when the list is emptied, because often the same pipe comes
 * to the same place next time: that spares a store, which costs G1 a fence where one old object
 * refers to another.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class WrittenPipes extends WrittenPipesState {
  private static final @Nullable Pipe[] NONE = {};
  private static final int FIRST_LENGTH = 4;

  // Keep the state off the cache lines of what lies behind.
  long q1;
  long q2;
  long q3;
  long q4;
  long q5;
  long q6;
  long q7;
  long q8;
  long q9;
  long q10;
  long q11;
  long q12;
  long q13;
  long q14;
  long q15;

  private @Nullable Pipe[] pipes = new @Nullable Pipe[FIRST_LENGTH];

  /** A message was written to a pipe. */
  void add(Pipe pipe, Message message) {
    bytes += message.size() + 16; // about: only to tell when a batch has gathered
    int place = count;
    if (place > 0 && pipes[place - 1] == pipe) {
      return;
    }
    if (place == pipes.length) {
      pipes = Arrays.copyOf(pipes, 2 * place);
    }
    if (pipes[place] != pipe) {
      pipes[place] = pipe;
    }
    count = place + 1;
  }

  /** The pipe that was written first; null when none was. */
  @Nullable Pipe first() {
    return count == 0 ? null : pipes[0];
  }

  /** About how much was written. */
  int bytes() {
    return bytes;
  }

  /** Who should see to the I/O. */
  Urgency urgency() {
    return count > 1 ? Urgency.SHARED : isFirst ? Urgency.FIRST : Urgency.NEXT;
  }

  /** Somebody waits on the socket: what is written next is urgent. */
  void onWait() {
    isFirst = true;
  }

  /** Empties the list, and answers the pipes behind the first. */
  @Nullable Pipe[] takeOthers() {
    if (count == 0) {
      return NONE;
    }
    @Nullable Pipe[] others = count == 1 ? NONE : Arrays.copyOfRange(pipes, 1, count);
    count = 0;
    bytes = 0;
    isFirst = false;
    return others;
  }

  /** A pipe is gone, and should not be kept. */
  void forget() {
    if (count == 0) {
      pipes = new @Nullable Pipe[FIRST_LENGTH];
    }
  }
}

/** What changes with each message. */
abstract class WrittenPipesState extends Padding {
  int count; // of the pipes; those behind them were written earlier
  int bytes;
  boolean isFirst = true; // somebody has waited since the last flush
}
