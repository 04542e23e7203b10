package io.github.zmq4j.internal.session;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.engine.Buffers;
import io.github.zmq4j.internal.log.Log;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.zmtp.wire.CommandEncoder;
import io.github.zmq4j.internal.zmtp.wire.MessageEncoder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outgoing half of one connection: turns messages into bytes, a batch at a time, and writes
 * them.
 *
 * <p>Raw bytes and commands, such as a handshake's or a PONG, overtake the messages but never cut
 * into one. Messages flow once {@link #begin} was called.
 *
 * <p><b>Threading.</b> {@code transmit} and all plain fields belong to whoever holds the gate of
 * the {@link WireLink}; methods that say so are thread-safe.
 */
final class Transmission {
  /** How many batches one claim writes before others on the reactor have their turn. */
  private static final int BATCHES_A_CLAIM = 16;

  private final SocketChannel channel;
  private final Buffers buffers;
  private final Listener listener;

  private final CommandQueue commands = new CommandQueue();

  // Published together by begin(), with a first message: the encoder is written last.
  private @Nullable WireForm form;
  private @Nullable CommandEncoder commandEncoder;
  private volatile @Nullable MessageEncoder encoder;

  private volatile boolean blocked; // raised by the gate's holder, lowered by him or the driver
  private volatile boolean closed; // raised by the driver
  private volatile boolean draining; // raised by the driver

  // The gate's holder's. Written when a batch ends, not with each message: senders read the fields
  // above, on the same cache lines; and it costs G1 a fence to have an old object refer to a new
  // one.
  private @Nullable ByteBuffer unwritten; // what the network did not take, ready to be read
  private @Nullable ByteBuffer body; // of the message; follows the batch, from where it lies
  private @Nullable Message message; // partly encoded
  private byte @Nullable [] bytes; // partly copied
  private int bytesCopied;

  private long messagesSent; // read racily by snapshots
  private long bytesSent; // likewise

  /** Hears of what happens during a write, on whatever thread holds the gate. */
  interface Listener {
    /** The socket has taken messages that came in. Called by the driver. */
    void onCredit();

    /** The network takes no more: tell me with {@link Transmission#unblock()} when it does. */
    void onBlocked();

    /** There is more to write than one claim may. */
    void onUnfinished();

    /** A draining transmission has written everything. */
    void onDrained();

    /** The channel is broken. */
    void onBroken(IOException cause);
  }

  Transmission(SocketChannel channel, Buffers buffers, Listener listener) {
    this.channel = channel;
    this.buffers = buffers;
    this.listener = listener;
  }

  // ---- Driver ----------------------------------------------------------------------------------

  /**
   * Lets messages flow.
   *
   * @param hello goes before those of the pipe; {@code null}: none
   */
  void begin(
      WireForm form,
      CommandEncoder commandEncoder,
      MessageEncoder encoder,
      @Nullable Message hello) {
    this.form = form;
    this.commandEncoder = commandEncoder;
    if (hello != null) {
      message = hello; // the gate's holder looks at it only once there is an encoder
      messagesSent++; // likewise
    }
    this.encoder = encoder;
  }

  /** The socket has taken messages that came in. */
  void onCredit() {
    listener.onCredit();
  }

  /** Queues bytes of the handshake. */
  void send(ByteBuffer octets) {
    byte[] copy = new byte[octets.remaining()];
    octets.get(copy);
    commands.add(() -> copy);
  }

  /** Queues a command, after {@link #begin}; drops it when the peer takes none of many. */
  void send(Function<CommandEncoder, byte[]> command) {
    CommandEncoder current = Objects.requireNonNull(commandEncoder);
    commands.add(() -> command.apply(current)); // not now: a cipher counts what it seals
  }

  /** The network takes bytes again; flush next. */
  void unblock() {
    blocked = false;
  }

  /** Has the listener told once everything is written. */
  void drain() {
    draining = true;
  }

  /** Nothing is written any more; flush next, so that buffers come back. */
  void close() {
    closed = true;
  }

  // ---- Any thread ------------------------------------------------------------------------------

  /** Whether messages may be written: the handshake is over, and the connection not. */
  boolean isOpen() {
    return encoder != null && !closed;
  }

  /** Whether bytes wait that the network does not take. */
  boolean isStalled() {
    return blocked && !closed;
  }

  long messagesSent() {
    return messagesSent;
  }

  long bytesSent() {
    return bytesSent;
  }

  // ---- The gate's holder -----------------------------------------------------------------------

  /** Writes what there is, as far as the network takes it. Throws nothing: the gate must open. */
  void transmit(@Nullable Pipe pipe) {
    try {
      if (!closed) {
        writeAll(pipe);
      }
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new IOException("internal error: " + e, e));
      Log.logger()
          .log(
              Level.ERROR,
              "A write failed: a frame was released before it was sent, memory is short, or this is a bug"
                  + " in zmq4j",
              e);
    }
    if (closed) {
      discard();
    }
  }

  private void fail(IOException cause) {
    closed = true;
    listener.onBroken(cause);
  }

  private void writeAll(@Nullable Pipe pipe) throws IOException {
    ByteBuffer batch = unwritten;
    if (batch == null) {
      batch = buffers.take();
      batch.limit(0);
    }
    unwritten = batch; // discarded with the rest if this fails
    write(batch, pipe);
    if (!batch.hasRemaining()) {
      unwritten = null;
      buffers.give(batch);
    }
  }

  /** Leaves in the batch what the network did not take. */
  private void write(ByteBuffer batch, @Nullable Pipe pipe) throws IOException {
    for (int i = 0; i < BATCHES_A_CLAIM; i++) {
      if (!batch.hasRemaining() && body == null) {
        batch.clear();
        fill(batch, pipe);
        batch.flip();
        if (!batch.hasRemaining() && body == null) {
          if (draining && encoder != null) {
            listener.onDrained();
          }
          return;
        }
      }
      if (!isTaken(batch)) {
        if (!blocked) { // else the selector watches already
          blocked = true;
          listener.onBlocked();
        }
        return;
      }
      blocked = false;
    }
    listener.onUnfinished();
  }

  /** Hands the batch, and the body that follows it, to the network; false: it takes no more now. */
  private boolean isTaken(ByteBuffer batch) throws IOException {
    ByteBuffer following = body;
    if (following == null) {
      bytesSent += channel.write(batch);
      return !batch.hasRemaining();
    }
    bytesSent += channel.write(new ByteBuffer[] {batch, following});
    if (following.hasRemaining()) {
      return false;
    }
    body = null;
    return true;
  }

  private void fill(ByteBuffer batch, @Nullable Pipe pipe) {
    MessageEncoder current = encoder;
    if (bytes != null && !copyBytes(batch, bytes)) {
      return;
    }
    if (message != null && current != null) {
      if (!encode(message, current, batch)) {
        return;
      }
      message = null;
    }
    MessageQueue queue = current == null || pipe == null ? null : pipe.out();
    long readBefore = queue == null ? 0 : queue.read();
    boolean goesOn = true;
    while (goesOn && batch.hasRemaining()) {
      byte[] command = commands.poll();
      if (command != null) {
        goesOn = copyBytes(batch, command);
      } else {
        goesOn = current != null && pipe != null && encodeNext(pipe, current, batch);
      }
    }
    if (queue != null) {
      messagesSent += queue.read() - readBefore;
    }
  }

  /** Encodes the message, or its next bytes; true: that was all, and it is released. */
  private boolean encode(Message current, MessageEncoder by, ByteBuffer batch) {
    if (!by.encode(current, batch)) {
      body = by.inPlace();
      return false;
    }
    current.release();
    return true;
  }

  private boolean copyBytes(ByteBuffer batch, byte[] source) {
    int count = Math.min(batch.remaining(), source.length - bytesCopied);
    batch.put(source, bytesCopied, count);
    if (bytesCopied + count < source.length) {
      bytes = source;
      bytesCopied += count;
      return false;
    }
    bytes = null;
    bytesCopied = 0;
    return true;
  }

  /** Encodes the next message of the pipe; false: there is none, or the rest must wait. */
  private boolean encodeNext(Pipe pipe, MessageEncoder by, ByteBuffer batch) {
    Message next = pipe.out().poll();
    if (next == null ? pipe.out().givesLastCredit() : pipe.out().givesCredit()) {
      pipe.raise(Pipe.WRITABLE);
    }
    if (next == null) {
      return false;
    }
    WireForm outgoing = form;
    if (outgoing == null || commandEncoder == null) {
      throw new IllegalStateException("messages flow before begin()");
    }
    byte[] command = outgoing.command(next, commandEncoder);
    if (command != null) {
      return copyBytes(batch, command);
    }
    next = outgoing.outgoing(next);
    if (encode(next, by, batch)) {
      return true;
    }
    message = next;
    return false;
  }

  /** Drops what was begun; a message partly sent is gone with its connection. */
  private void discard() {
    if (message != null) {
      message.release();
      message = null;
    }
    bytes = null;
    body = null;
    commands.clear();
    if (unwritten != null) {
      buffers.give(unwritten);
      unwritten = null;
    }
  }
}
