package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.internal.pipe.Pipe;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * REQ: one request, one reply, in turn. The request goes to the next peer that has room, with an
 * empty frame before it; the reply counts if it comes from that peer and has the empty frame too.
 * Everything else that comes in is dropped.
 *
 * <p>When the asked peer goes away for good the reply may come from anyone; nothing is asked again.
 * With {@code REQ_RELAXED} a send need not wait for the reply: it forgets the earlier request. A
 * late reply of the same peer could then pass for the new one, unless {@code REQ_CORRELATE} puts a
 * number before each request, which the peer sends back.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/28/">28/REQREP, the REQ socket type</a>
 */
final class RequestPattern implements Pattern {
  private static final String MUST_RECEIVE =
      "A REQ socket must receive the reply before it sends again; "
          + "REQ_RELAXED lets it give up waiting and send";
  private static final String MUST_SEND = "A REQ socket must send a request before it receives";

  private enum State {
    /** Nothing asked. A send leads to WAITING. */
    IDLE,
    /** A request is out. Receiving the reply leads to IDLE; a relaxed send starts over. */
    WAITING
  }

  private final Outbox outbox;
  private final LoadBalancer out;
  private final FairQueue in = new FairQueue();
  private boolean relaxed;
  private boolean correlate;
  private boolean probesRouter;

  private State state = State.IDLE;
  private @Nullable Pipe asked; // null while waiting: anyone may answer
  private @Nullable Frame requestId; // of the request that is out, when it has one
  private @Nullable Message reply; // found by canReceive, not yet received
  private int nextRequestId;

  RequestPattern(Outbox outbox, int firstRequestId) {
    this.outbox = outbox;
    this.out = new LoadBalancer(outbox);
    this.nextRequestId = firstRequestId;
  }

  @Override
  public void attach(Pipe pipe) {
    if (probesRouter) {
      outbox.offer(pipe, Message.of(Frame.EMPTY));
    }
    out.activate(pipe);
  }

  @Override
  public void detach(Pipe pipe) {
    out.remove(pipe);
    if (pipe == asked) {
      asked = null;
    }
    if (pipe.hasMessages()) {
      in.activate(pipe);
    }
  }

  @Override
  public void onReadable(Pipe pipe) {
    in.activate(pipe);
  }

  @Override
  public void onWritable(Pipe pipe) {
    out.activate(pipe);
  }

  @Override
  public boolean trySend(Message message) {
    checkMaySend();
    Pipe pipe = out.next();
    if (pipe == null) {
      return false;
    }
    dropStaleReplies(pipe);
    if (correlate) {
      requestId = Frame.wrap(ByteBuffer.allocate(4).putInt(nextRequestId++).array());
      out.send(message.prepend(requestId, Frame.EMPTY));
    } else {
      requestId = null;
      out.send(message.prepend(Frame.EMPTY));
    }
    asked = pipe;
    state = State.WAITING;
    return true;
  }

  /** What a peer sent before it was asked is no answer. The other peers' messages never are. */
  private void dropStaleReplies(Pipe pipe) {
    if (reply != null) {
      reply.release();
      reply = null;
    }
    Message stale;
    while (pipe.hasMessages() && (stale = pipe.poll()) != null) { // a look costs less than a poll
      stale.release();
    }
  }

  @Override
  public @Nullable Message tryReceive() {
    if (state == State.IDLE) {
      throw Refusal.wrongState(MUST_SEND);
    }
    Message received = nextReply();
    if (received != null) {
      reply = null;
      asked = null;
      state = State.IDLE;
      outbox.onTurn();
    }
    return received;
  }

  private @Nullable Message nextReply() {
    Message message = reply;
    while (message == null && (message = in.poll()) != null) {
      int envelope = envelopeOf(message);
      if (envelope > 0 && (asked == null || asked == in.source())) {
        message = message.dropFirst(envelope);
      } else {
        message.release();
        message = null;
      }
    }
    reply = message;
    return message;
  }

  /** The number of frames before the body, or 0 when the message can't be the reply. */
  private int envelopeOf(Message message) {
    int delimiter = 0;
    if (requestId != null) {
      if (message.frameSize(0) != requestId.size() || !message.frame(0).equals(requestId)) {
        return 0;
      }
      delimiter = 1;
    }
    boolean delimited = message.frameCount() > delimiter + 1 && message.frameSize(delimiter) == 0;
    return delimited ? delimiter + 1 : 0;
  }

  @Override
  public boolean canSend() {
    return (state == State.IDLE || relaxed) && out.next() != null;
  }

  @Override
  public boolean canReceive() {
    return state == State.WAITING && nextReply() != null;
  }

  @Override
  public boolean tryBegin(Frame first) {
    checkMaySend();
    return canSend();
  }

  private void checkMaySend() {
    if (state == State.WAITING && !relaxed) {
      throw Refusal.wrongState(MUST_RECEIVE);
    }
  }

  @Override
  public void onOption(SocketOption<?> option, Object value) {
    if (option == Options.REQ_RELAXED) {
      relaxed = (Boolean) value;
    } else if (option == Options.REQ_CORRELATE) {
      correlate = (Boolean) value;
    } else if (option == Options.PROBE_ROUTER) {
      probesRouter = (Boolean) value;
    }
  }
}
