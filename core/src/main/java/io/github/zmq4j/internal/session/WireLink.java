package io.github.zmq4j.internal.session;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.pipe.Link;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The far end of a pipe whose peer is reached over a network, and the gate through which its
 * messages leave. On a connecting socket it outlives the connections, as the pipe does.
 *
 * <p><b>The gate.</b> Whoever wants messages written calls {@link #flush()}. It counts a claim; who
 * made the first one holds the gate, takes messages from the pipe and writes them, and goes on
 * until no claim came meanwhile. Who comes second leaves at once: the holder will look again. So
 * one thread at a time reads the pipe's {@code out} queue, writes the channel, and touches the
 * {@link Transmission}, whichever thread that is. A holder that others keep from leaving, by ever
 * new claims, opens the gate after some rounds and has the reactor flush.
 *
 * <p><b>Who flushes.</b> A sender on its own stack, when it has just waited or its socket has
 * written nothing for a while ({@link Pace}), so that a lone message leaves at once; in a burst the
 * reactor, by one posted flush however many messages come, and again the sender itself each time a
 * batch has gathered, or as many messages as half of the high-water mark. While senders stream,
 * batch upon batch, the reactor keeps out of their way: it looks in once a tick, for the tail, or
 * when somebody begins to wait.
 */
final class WireLink implements Link, Runnable {
  private static final int BATCH_BYTES = 32 * 1024;

  /** So many batches of senders since the reactor last looked are a stream. */
  private static final int STREAM_BATCHES = 4;

  /** How often the gate's holder goes on for others before it leaves that to the reactor. */
  private static final int ROUNDS_A_FLUSH = 8;

  private final Reactor reactor;
  private final Pace pace;
  private final AtomicInteger claims = new AtomicInteger();
  private volatile @Nullable Transmission transmission; // written by the driver
  private volatile @Nullable Pipe pipe; // written by the driver, or before the link is shared
  private volatile @Nullable Owner owner; // likewise

  private volatile boolean ended; // raised by the driver, for good
  private volatile boolean posted; // a flush is queued with the reactor and will look at the pipe

  // Heuristics, shared without order: a lost update costs a write too early or too late.
  private int gatheredBytes;
  private int leastBytes; // what a message counts for at least, that half a full pipe be a batch
  private int batches; // written by senders
  private int batchesSeen; // by the reactor
  private int waitsSeen; // likewise

  /** A link of a socket that has no other. */
  WireLink(Reactor reactor) {
    this(reactor, new Pace(System.nanoTime()));
  }

  /** A link of a socket; its links share the pace. */
  WireLink(Reactor reactor, Pace pace) {
    this.reactor = reactor;
    this.pace = pace;
  }

  // ---- For the session's driver ----------------------------------------------------------------

  /** Hears of the pipe. An object that is there anyway: there is a link for each connection. */
  @FunctionalInterface
  interface Owner {
    /** The socket is done with the pipe: nothing more is written. Called by the driver. */
    void onPipeClosed();
  }

  /** Gives the link a pipe and its owner. */
  void pipe(Pipe pipe, Owner owner) {
    this.pipe = pipe;
    this.owner = owner;
    pipe.link(this);
  }

  @Nullable Pipe pipe() {
    return pipe;
  }

  /** Writes go to this transmission from now on; with null, messages wait in the pipe. */
  void transmission(@Nullable Transmission transmission) {
    this.transmission = transmission;
  }

  /**
   * Drops what waits in the pipe, before messages flow. Someone who wrote to the connection before
   * may still be about to leave the gate. Never from inside the gate.
   */
  @SuppressWarnings("ThreadPriorityCheck") // the sender may need this processor to leave
  void discardQueued() {
    while (!claims.compareAndSet(0, 1)) {
      Thread.yield();
    }
    dropQueued();
    writeAndLeave();
  }

  /** Drops what waits in the pipe and what still comes: no connection will follow. */
  void end() {
    ended = true;
    flush();
  }

  Reactor reactor() {
    return reactor;
  }

  // ---- Writing: any thread ---------------------------------------------------------------------

  /** Writes what there is, or leaves it to whoever is writing now. */
  void flush() {
    if (claims.getAndIncrement() == 0) {
      writeAndLeave();
    }
  }

  private void writeAndLeave() {
    int seen = 1;
    for (int round = 0; seen != 0; round++) {
      if (round == ROUNDS_A_FLUSH) {
        claims.set(0);
        postFlush(); // for the claims that were dropped
        return;
      }
      Transmission current = transmission;
      if (current != null) {
        gatheredBytes = 0;
        leastBytes = leastBytes();
        current.transmit(pipe);
        pace.onWritten(
            System.nanoTime()); // not before: a slow write would make the next one look late
      }
      if (ended) {
        dropQueued();
      }
      seen = claims.addAndGet(-seen);
    }
  }

  /**
   * Without this a stream of short messages would fill the pipe, and wait, before a batch gathers.
   */
  private int leastBytes() {
    Pipe current = pipe;
    int hwm = current == null ? 0 : current.out().hwm();
    return hwm == 0 ? 0 : 2 * BATCH_BYTES / hwm + 1;
  }

  /** For the gate's holder. */
  private void dropQueued() {
    Pipe current = pipe;
    Message stale;
    while (current != null && (stale = current.out().poll()) != null) {
      stale.release();
    }
  }

  /** Has the reactor flush soon. */
  void postFlush() {
    if (!posted) {
      posted = true;
      reactor.post(this);
    }
  }

  /** The posted flush. */
  @Override
  public void run() {
    int waits = reactor.waits();
    boolean isStream = batches - batchesSeen >= STREAM_BATCHES && waits == waitsSeen;
    batchesSeen = batches;
    waitsSeen = waits;
    if (isStream) {
      reactor.defer(this, waits);
      return;
    }
    posted = false; // before the pipe is looked at: a later message posts anew
    flush();
  }

  // ---- Link ------------------------------------------------------------------------------------

  @Override
  public void onWritten(int bytes, Urgency urgency) {
    Transmission current = transmission;
    if (ended) {
      flush();
      return;
    }
    if (current == null || !current.isOpen()) {
      return; // the handshake's end will flush
    }
    int gathered = gatheredBytes + Math.max(bytes, leastBytes);
    if (current.isStalled() && (urgency == Urgency.SHARED || gathered < BATCH_BYTES)) {
      gatheredBytes = gathered; // the selector will flush
    } else if (urgency == Urgency.SHARED) {
      postFlush();
    } else if (gathered >= BATCH_BYTES) {
      batches++;
      flush();
    } else if (urgency == Urgency.FIRST) {
      flush();
    } else if (posted) {
      gatheredBytes = gathered;
    } else if (pace.isQuiet(System.nanoTime())) {
      flush();
    } else {
      gatheredBytes = gathered;
      postFlush();
    }
  }

  @Override
  public void onCredit() {
    Transmission current = transmission;
    if (current != null) {
      reactor.post(current::onCredit);
    }
  }

  @Override
  public void onClosed() {
    Owner current = owner;
    if (current != null) {
      reactor.post(current::onPipeClosed);
    }
  }
}
