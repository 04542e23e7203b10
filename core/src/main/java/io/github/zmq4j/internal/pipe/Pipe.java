package io.github.zmq4j.internal.pipe;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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

  /** Which of CONNECTED and DISCONNECTED was raised last, when both are pending. */
  private static final int CONNECTED_LAST = 64;

  private static final VarHandle EVENTS;

  static {
    try {
      EVENTS = MethodHandles.lookup().findVarHandle(Pipe.class, "events", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final PipeOwner owner;
  private final MessageQueue out;
  private final MessageQueue in;
  private volatile int events; // changed by EVENTS alone
  private volatile Link link = Link.NONE;
  private volatile Frame routingId = Frame.EMPTY; // set by the far end before it raises CONNECTED
  private volatile Metadata metadata = Metadata.EMPTY; // likewise
  private volatile String remoteEndpoint = ""; // likewise

  private boolean connected;
  private boolean isInproc; // set before the far end shares the pipe
  private @Nullable Patience patience; // likewise; over a network the reader himself fetches
  private volatile boolean closed; // by either side; written under the owner's lock
  private boolean discarding; // the application dropped this peer: nothing more is read

  /** For the pattern alone: whether the pipe stands in its queue of readable pipes. */
  private boolean inFairQueue;

  /** For the pattern alone: whether the pipe stands in its queue of writable pipes. */
  private boolean inLoadBalancer;

  /** For the owner alone: where the pipe stands among its pipes; negative: nowhere. */
  private int place = -1;

  /** Whatever else the pattern keeps of this peer. */
  private @Nullable Object attachment;

  /** How many messages the peer missed for want of room. */
  private long drops;

  /** What the application calls this peer, instead of what the peer announces; empty: nothing. */
  private Frame connectRoutingId = Frame.EMPTY;

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
    Message message = patience == null ? in.poll() : in.poll(patience);
    if (message != null ? in.givesCredit() : in.givesLastCredit()) {
      link.onCredit();
    }
    return message != null && isInproc ? message.withoutOrigin() : message;
  }

  /** Whether a message could be taken now; when not, {@link #READABLE} will tell of the next. */
  public boolean canRead() {
    return !discarding && in.canRead();
  }

  /** Whether a message could be taken now; only a look, which changes nothing. */
  public boolean hasMessages() {
    return !discarding && in.hasMessages();
  }

  /** Whether the peer is there: over a network, its handshake is done. */
  public boolean isConnected() {
    return connected;
  }

  /** Whether nothing can be written any more. Thread-safe. */
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

  /** Ends this peer's link: what was written still goes out, what came in may still be read. */
  public void finish() {
    if (!closed) {
      closed = true;
      link.onClosed();
    }
  }

  /** Ends this peer's link: what was written still goes out, what came in is not read any more. */
  public void close() {
    discarding = true;
    finish();
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

  /** See {@link #place}. */
  public int place() {
    return place;
  }

  /** See {@link #place}. */
  public void place(int value) {
    place = value;
  }

  /** See {@link #attachment}. */
  public @Nullable Object attachment() {
    return attachment;
  }

  /** See {@link #attachment}. */
  public void attachment(@Nullable Object value) {
    attachment = value;
  }

  /** The pattern dropped a message that was for this peer. */
  public void countDrop() {
    drops++;
  }

  /** See {@link #drops}. */
  public long drops() {
    return drops;
  }

  /** See {@link #connectRoutingId}. */
  public Frame connectRoutingId() {
    return connectRoutingId;
  }

  // ---- For the socket --------------------------------------------------------------------------

  /** Names the peer, as {@code CONNECT_ROUTING_ID} asks. Before the pipe is attached. */
  public void connectRoutingId(Frame id) {
    connectRoutingId = id;
  }

  /** Tells the far end that messages were written: {@link Link#onWritten}. */
  public void flush(int bytes, Link.Urgency urgency) {
    link.onWritten(bytes, urgency);
  }

  /**
   * Takes the pending events, after which the pipe counts as quiet. They are to be answered in this
   * order: attached, disconnected, connected, readable, writable, closed.
   *
   * <p>CONNECTED and DISCONNECTED come in turns, whatever was raised meanwhile. A connection that
   * is lost before anyone saw it come is still seen to come, for it may have brought messages, and
   * is seen to go by the next call. One that came and went behind an earlier loss is not seen.
   */
  public int takeEvents() {
    int bits;
    do {
      bits = events;
    } while (!replaceEvents(bits, cameAndWent(bits) ? DISCONNECTED : 0));
    if (cameAndWent(bits)) {
      owner.onPipeEvent(this);
    }
    if (!connected) {
      bits &= ~DISCONNECTED;
    } else if ((bits & CONNECTED_LAST) == 0) {
      bits &= ~CONNECTED;
    }
    bits &= ~CONNECTED_LAST;
    connected = (bits & CONNECTED) != 0 || (connected && (bits & DISCONNECTED) == 0);
    if ((bits & CLOSED) != 0) {
      connected = false;
      closed = true;
    }
    return bits;
  }

  private boolean cameAndWent(int bits) {
    return !connected && (bits & CONNECTED) != 0 && (bits & (CONNECTED_LAST | CLOSED)) == 0;
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

  /** Reports events to the owner. Of CONNECTED and DISCONNECTED, one at a time. */
  public void raise(int bits) {
    int pending;
    do {
      pending = events;
    } while (!replaceEvents(pending, add(pending, bits)));
    if (pending == 0) {
      owner.onPipeEvent(this);
    }
  }

  private boolean replaceEvents(int expected, int next) {
    return EVENTS.compareAndSet(this, expected, next);
  }

  private static int add(int pending, int bits) {
    if ((bits & DISCONNECTED) != 0) {
      pending &= ~CONNECTED_LAST;
    }
    return pending | ((bits & CONNECTED) != 0 ? bits | CONNECTED_LAST : bits);
  }

  /**
   * Tells the owner of messages written to {@code in}, if it sleeps. By the writer of {@code in},
   * after a full fence.
   */
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

  /**
   * The far end is another socket of this context: messages arrive without their origin.
   *
   * @param spins whether a reader who finds nothing may look again for a moment
   */
  public void linkInproc(Link link, boolean spins) {
    isInproc = true;
    if (spins && Patience.IS_OF_USE) {
      patience = new Patience(owner::isAwaited);
    }
    this.link = link;
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
