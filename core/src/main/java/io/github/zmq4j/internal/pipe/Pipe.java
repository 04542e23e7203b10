package io.github.zmq4j.internal.pipe;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A socket's end of the link to one peer: a queue of messages out and a queue of messages in.
 *
 * <p>The far end is a {@link Link}: a connection, which reads {@code out} and writes {@code in} as
 * the bytes come and go, or, over inproc, the other socket's pipe with the same two queues the
 * other way round. On a connecting socket the pipe outlives its connections: {@link #link} then
 * changes, the queues stay.
 *
 * <p>What the far end has to say arrives as event bits. The first bit raised on a quiet pipe puts
 * the pipe into its owner's mailbox; further ones only add to it.
 *
 * <p><b>Threading.</b> Everything is guarded by the owner's lock except where said otherwise.
 */
public final class Pipe {
  /** The peer is gone, the pipe stays: messages written now wait for the next connection. */
  public static final int DISCONNECTED = 1;

  /** The pipe has a peer, whose routing id and metadata are known. */
  public static final int CONNECTED = 2;

  /** Messages came in while the reader slept. */
  public static final int READABLE = 4;

  /** There is room to write again. */
  public static final int WRITABLE = 8;

  /** The peer is gone for good: nothing can be written; what came in may still be read. */
  public static final int CLOSED = 16;

  /** The pipe is new to its owner. */
  public static final int ATTACHED = 32;

  private final PipeOwner owner;
  private final MessageQueue out;
  private final MessageQueue in;
  private final AtomicInteger events = new AtomicInteger();

  private volatile Link link = Link.NONE;
  private volatile Frame routingId = Frame.EMPTY; // set by the far end before it raises CONNECTED
  private volatile Metadata metadata = Metadata.EMPTY; // likewise
  private volatile String remoteEndpoint = ""; // likewise

  private boolean connected;
  private boolean closed; // by either side
  private boolean discarding; // the application dropped this peer: nothing more is read

  /** For the pattern alone: whether the pipe stands in its queue of readable pipes. */
  private boolean inFairQueue;

  /** For the pattern alone: whether the pipe stands in its queue of writable pipes. */
  private boolean inLoadBalancer;

  /** Whatever else the pattern keeps of this peer. */
  private @Nullable Object attachment;

  /** Makes a pipe of two queues. */
  public Pipe(PipeOwner owner, MessageQueue out, MessageQueue in) {
    this.owner = owner;
    this.out = out;
    this.in = in;
  }

  // ---- For the pattern -------------------------------------------------------------------------

  /** Whether a message would be taken now; when not, {@link #WRITABLE} will tell. */
  public boolean canWrite() {
    return !closed && out.canWrite();
  }

  /** Writes a message unless the pipe is at its high-water mark or closed. */
  public boolean offer(Message message) {
    return !closed && out.offer(message);
  }

  /** Writes a message whatever the high-water mark says; a closed pipe drops it. */
  public void add(Message message) {
    if (closed) {
      message.release();
    } else {
      out.add(message);
    }
  }

  /** Takes the next message that came in; at null, {@link #READABLE} will tell of the next. */
  public @Nullable Message poll() {
    if (discarding) {
      return null;
    }
    Message message = in.poll();
    if (message != null && in.givesCredit()) {
      link.onCredit();
    }
    return message;
  }

  /** Whether a message could be taken now. */
  public boolean hasMessages() {
    return !discarding && in.hasMessages();
  }

  /** Whether the peer is there: over a network, its handshake is done. */
  public boolean isConnected() {
    return connected;
  }

  /** Whether nothing can be written any more. */
  public boolean isClosed() {
    return closed;
  }

  /** The routing id that the peer announced; empty when none. Thread-safe. */
  public Frame routingId() {
    return routingId;
  }

  /** What is known of the peer. Thread-safe. */
  public Metadata metadata() {
    return metadata;
  }

  /** Where the peer is; empty over inproc. Thread-safe. */
  public String remoteEndpoint() {
    return remoteEndpoint;
  }

  /** Ends this peer's link: what was written still goes out, what came in is not read any more. */
  public void close() {
    discarding = true;
    if (!closed) {
      closed = true;
      link.onClosed();
    }
    Message message;
    while ((message = in.poll()) != null) {
      message.release();
    }
  }

  /** See {@link #inFairQueue}. */
  public boolean inFairQueue() {
    return inFairQueue;
  }

  /** See {@link #inFairQueue}. */
  public void inFairQueue(boolean value) {
    inFairQueue = value;
  }

  /** See {@link #inLoadBalancer}. */
  public boolean inLoadBalancer() {
    return inLoadBalancer;
  }

  /** See {@link #inLoadBalancer}. */
  public void inLoadBalancer(boolean value) {
    inLoadBalancer = value;
  }

  /** See {@link #attachment}. */
  public @Nullable Object attachment() {
    return attachment;
  }

  /** See {@link #attachment}. */
  public void attachment(@Nullable Object value) {
    attachment = value;
  }

  // ---- For the socket --------------------------------------------------------------------------

  /** Tells the far end that messages were written. Called without the lock; thread-safe. */
  public void flush(int bytes, Link.Urgency urgency) {
    link.onWritten(bytes, urgency);
  }

  /** Takes all pending events, after which the pipe counts as quiet. */
  public int takeEvents() {
    int bits = events.getAndSet(0);
    if ((bits & DISCONNECTED) != 0) {
      connected = false;
    }
    if ((bits & CONNECTED) != 0) {
      connected = true;
    }
    if ((bits & CLOSED) != 0) {
      connected = false;
      closed = true;
    }
    return bits;
  }

  /** The queue towards the peer. The far end reads it. */
  public MessageQueue out() {
    return out;
  }

  /** The queue from the peer. The far end writes it. */
  public MessageQueue in() {
    return in;
  }

  // ---- For the far end: thread-safe ------------------------------------------------------------

  /** Reports events to the owner. */
  public void raise(int bits) {
    if (events.getAndUpdate(pending -> pending | bits) == 0) {
      owner.onPipeEvent(this);
    }
  }

  /** Tells the owner of messages written to {@code in}, if it sleeps. By the writer of {@code in}. */
  public void raiseReadable() {
    if (in.wakesReader()) {
      raise(READABLE);
    }
  }

  /** Introduces the peer; before CONNECTED is raised. */
  public void introduce(Frame routingId, Metadata metadata, String remoteEndpoint) {
    this.routingId = routingId;
    this.metadata = metadata;
    this.remoteEndpoint = remoteEndpoint;
  }

  /** Puts something at the far end. */
  public void link(Link link) {
    this.link = link;
  }

  /** What stands at the far end. */
  public Link link() {
    return link;
  }
}
