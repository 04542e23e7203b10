package io.github.zmq4j.internal.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits for channels of the application's own, beside the reactors: a reactor is shared by all of a
 * context and serves only what never blocks it.
 *
 * <p><b>Threading.</b> {@link #wakeUp()} is thread-safe. Everything else is for one thread at a
 * time.
 */
public final class ChannelSelector {
  /** A channel that is closed elsewhere wakes nobody; this often the waiting thread looks. */
  private static final long LONGEST_MILLIS = 1000;

  private final Selector selector;
  private volatile boolean selecting;

  /** Hears which channels are ready. */
  @FunctionalInterface
  public interface Ready {
    /**
     * A channel is ready.
     *
     * @param attachment what it was registered with
     * @param readyOps the operations, as {@code SelectionKey} numbers them
     */
    void onReady(Object attachment, int readyOps);
  }

  /** Opens a selector. */
  public ChannelSelector() {
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open a selector", e);
    }
  }

  /** The operations that stand for "something comes in" on a channel: to read or to accept. */
  public static int inOps(SelectableChannel channel) {
    return channel.validOps() & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT);
  }

  /** The operations that stand for "something can go out" on a channel: to write or to connect. */
  public static int outOps(SelectableChannel channel) {
    return channel.validOps() & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT);
  }

  /** Registers a channel, or changes what it is registered for. A closed one is passed over. */
  public void register(SelectableChannel channel, int ops, Object attachment) {
    try {
      try {
        channel.register(selector, ops, attachment);
      } catch (CancelledKeyException e) {
        forgetCancelled(); // it was registered before
        channel.register(selector, ops, attachment);
      }
    } catch (ClosedChannelException e) {
      // who waits for it looks whether it is open
    } catch (IOException e) {
      throw new UncheckedIOException("The selector failed", e);
    }
  }

  /** Takes a channel away; one that was closed is now let go by the operating system too. */
  public void deregister(SelectableChannel channel) {
    SelectionKey key = channel.keyFor(selector);
    if (key != null) {
      key.cancel();
    }
    try {
      forgetCancelled();
    } catch (IOException e) {
      throw new UncheckedIOException("The selector failed", e);
    }
  }

  private void forgetCancelled() throws IOException {
    selector.selectNow(key -> {});
  }

  /**
   * Tells which channels are ready; waits for one, or for the waiter's signal, if need be. Not
   * longer than a second, so that the caller looks in.
   *
   * @param nanos how long to wait; 0 or less not at all
   */
  public void await(long nanos, Waiter waiter, Ready ready) {
    Consumer<SelectionKey> each = key -> ready.onReady(key.attachment(), key.readyOps());
    try {
      if (nanos <= 0) {
        selector.selectNow(each);
        return;
      }
      selecting = true; // before the last look at the waiter, so that no wake-up is missed
      if (waiter.isSignalled()) {
        selector.selectNow(each);
      } else {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1; // rounded up
        selector.select(each, Math.min(millis, LONGEST_MILLIS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The selector failed", e);
    } finally {
      selecting = false;
    }
  }

  /** Ends the wait that is on, if any. Thread-safe. */
  public void wakeUp() {
    if (selecting) {
      selector.wakeup();
    }
  }

  /** Closes the selector; channels stay open. */
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Closing the selector failed", e);
    }
  }
}
