package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * REP: receives a request, sends the reply, in turn. Requests come from all peers in turn; the
 * reply goes to whoever asked.
 *
 * <p>The frames up to the first empty one are the envelope: the way back, noted by the ROUTERs that
 * the request came through. The application sees the frames behind it; the reply gets the same
 * envelope. A request without one is dropped. A reply whose asker is gone or takes no more is
 * dropped too, and counts as sent: one lost client must not stop a server.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/28/">28/REQREP, the REP socket type</a>
 */
final class ReplyPattern implements Pattern {
  private static final String MUST_SEND =
      "A REP socket must send the reply before it receives the next request";
  private static final String MUST_RECEIVE =
      "A REP socket must receive a request before it sends a reply";

  private enum State {
    /** No request taken. Receiving one leads to OWING. */
    IDLE,
    /** A request waits for its reply. Sending it leads to IDLE. */
    OWING
  }

  private final Outbox outbox;
  private final FairQueue in = new FairQueue();
  private State state = State.IDLE;
  private @Nullable Message request; // found by canReceive, not yet received
  private @Nullable Pipe asker; // of the request found or received
  private Frame[] envelope = {}; // likewise
  private long drops;

  ReplyPattern(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void attach(Pipe pipe) {}

  @Override
  public void detach(Pipe pipe) {
    if (pipe.hasMessages()) {
      in.activate(pipe);
    }
  }

  @Override
  public void onReadable(Pipe pipe) {
    in.activate(pipe);
  }

  @Override
  public void onWritable(Pipe pipe) {} // a reply never waits

  @Override
  public boolean trySend(Message message) {
    checkMaySend();
    if (asker == null || !outbox.offer(asker, message.prepend(envelope))) {
      message.release();
      drops++;
      if (asker != null) {
        asker.countDrop();
      }
    }
    asker = null;
    state = State.IDLE;
    outbox.onTurn();
    return true;
  }

  @Override
  public @Nullable Message tryReceive() {
    if (state == State.OWING) {
      throw Refusal.wrongState(MUST_SEND);
    }
    Message received = nextRequest();
    if (received != null) {
      request = null;
      state = State.OWING;
      outbox.onTurn();
    }
    return received;
  }

  private @Nullable Message nextRequest() {
    Message message = request;
    while (message == null && (message = in.poll()) != null) {
      int frames = envelopeOf(message);
      if (frames > 0) {
        asker = in.source();
        envelope = firstFrames(message, frames);
        message = message.dropFirst(frames);
      } else {
        message.release();
        message = null;
      }
    }
    request = message;
    return message;
  }

  /** The number of frames up to the empty one, which can't be the last; 0 when there is none. */
  private static int envelopeOf(Message message) {
    for (int i = 0; i < message.frameCount() - 1; i++) {
      if (message.frameSize(i) == 0) {
        return i + 1;
      }
    }
    return 0;
  }

  private static Frame[] firstFrames(Message message, int count) {
    Frame[] frames = new Frame[count];
    for (int i = 0; i < count; i++) {
      frames[i] = message.frame(i);
    }
    return frames;
  }

  @Override
  public boolean canSend() {
    return state == State.OWING;
  }

  @Override
  public boolean canReceive() {
    return state == State.IDLE && nextRequest() != null;
  }

  @Override
  public boolean tryBegin(Frame first) {
    checkMaySend();
    return true;
  }

  private void checkMaySend() {
    if (state == State.IDLE) {
      throw Refusal.wrongState(MUST_RECEIVE);
    }
  }

  @Override
  public long drops() {
    return drops;
  }
}
