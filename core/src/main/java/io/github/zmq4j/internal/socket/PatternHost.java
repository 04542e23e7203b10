package io.github.zmq4j.internal.socket;

import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.concurrent.BriefLock;
import io.github.zmq4j.internal.concurrent.MpscQueue;
import io.github.zmq4j.internal.engine.Signal;
import io.github.zmq4j.internal.log.Log;
import io.github.zmq4j.internal.pattern.Outbox;
import io.github.zmq4j.internal.pattern.Pattern;
import io.github.zmq4j.internal.pattern.Patterns;
import io.github.zmq4j.internal.pipe.Link.Urgency;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.pipe.PipeOwner;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A pattern, its pipes, the lock that guards them, and what is owed when the lock is left.
 *
 * <p><b>The mailbox.</b> A pipe with news puts itself into the mailbox and then tries the lock. Who
 * gets it handles the news; who does not can go, because the holder looks at the mailbox after he
 * has left the lock. So the network never waits for the application, an idle socket still takes in
 * its subscriptions, and news is handled under the lock like everything else.
 *
 * <p><b>Flushing.</b> What was written to pipes under the lock is flushed after leaving it: one
 * pipe by the leaver, several by the reactor. No I/O happens under the lock.
 *
 * <p><b>Lock order.</b> A thread that holds one socket's lock may try another's, and never waits
 * for it.
 *
 * <p><b>Threading.</b> Everything is guarded by the lock, between {@link #enter} and {@link
 * #leave}, except where said otherwise.
 */
final class PatternHost implements PipeOwner, Outbox {
  private static final Signal[] NO_SIGNALS = {};

  private final BriefLock lock = new BriefLock();
  private final MpscQueue<Pipe> mailbox = new MpscQueue<>(); // offered to by anyone
  private final Pattern pattern;
  private final PipeSet pipes = new PipeSet();
  private final WrittenPipes written = new WrittenPipes();
  private final List<Signal> receivers = new ArrayList<>();
  private final List<Signal> senders = new ArrayList<>();
  private final List<Signal> owed = new ArrayList<>(); // signalled once the lock is left
  private boolean closed;

  PatternHost(SocketType type) {
    this.pattern = Patterns.of(type, this, ThreadLocalRandom.current().nextInt());
  }

  // ---- The lock --------------------------------------------------------------------------------

  void enter() {
    lock.lock();
    if (!mailbox.isEmpty()) {
      readMailbox();
    }
  }

  /** Leaves the lock, flushes what was written, and handles news that came meanwhile. */
  void leave() {
    do {
      Signal[] signals = NO_SIGNALS;
      Pipe pipe = written.first();
      @Nullable Pipe[] others;
      int bytes = written.bytes();
      Urgency urgency = written.urgency();
      try {
        if (!owed.isEmpty()) {
          signals = owed.toArray(NO_SIGNALS);
          owed.clear();
        }
        others = written.takeOthers();
      } finally {
        lock.unlock();
      }
      for (Signal signal : signals) { // not sooner: who wakes takes the lock first of all
        signal.signal();
      }
      if (pipe != null) {
        pipe.flush(bytes, urgency);
      }
      for (Pipe other : others) {
        if (other != null) {
          other.flush(0, Urgency.SHARED);
        }
      }
    } while (readsMailboxAgain());
  }

  private boolean readsMailboxAgain() {
    if (mailbox.isEmpty() || !lock.tryLock()) {
      return false;
    }
    readMailbox();
    return true;
  }

  // ---- News from pipes -------------------------------------------------------------------------

  /** Any thread, also one that holds the lock. */
  @Override
  public void onPipeEvent(Pipe pipe) {
    mailbox.offer(pipe);
    if (lock.tryLock()) { // not if this thread holds it: then it reads the mailbox when it leaves
      readMailbox();
      leave();
    }
  }

  @Override
  public boolean isAwaited() {
    return lock.isAwaited();
  }

  private void readMailbox() {
    Pipe pipe;
    while ((pipe = mailbox.poll()) != null) {
      try {
        handle(pipe, pipe.takeEvents());
      } catch (RuntimeException | Error e) { // whatever it is, the lock must be left
        Log.logger()
            .log(
                Level.ERROR,
                "A pattern failed at an event; this is a bug in zmq4j, or memory is short",
                e);
      }
    }
  }

  private void handle(Pipe pipe, int events) {
    if (closed) {
      if ((events & Pipe.CLOSED) == 0) {
        pipe.close(); // it came after the socket closed
      }
      return;
    }
    if ((events & Pipe.ATTACHED) != 0) {
      attach(pipe);
    } else if (!pipes.contains(pipe)) {
      return; // the application dropped it
    }
    if ((events & Pipe.DISCONNECTED) != 0) {
      pattern.onDisconnected(pipe);
    }
    if ((events & Pipe.CONNECTED) != 0) {
      pattern.onConnected(pipe);
    }
    if ((events & Pipe.READABLE) != 0) {
      pattern.onReadable(pipe);
    }
    if ((events & Pipe.WRITABLE) != 0) {
      pattern.onWritable(pipe);
    }
    if ((events & Pipe.CLOSED) != 0 && pipes.remove(pipe)) {
      written.forget();
      pattern.detach(pipe);
    }
    if ((events & ~Pipe.WRITABLE) != 0) {
      signalAll(receivers);
    }
    if ((events & ~Pipe.READABLE) != 0) {
      signalAll(senders);
    }
  }

  /** Gives the pattern a new pipe. */
  void attach(Pipe pipe) {
    pipes.add(pipe);
    pattern.attach(pipe);
    signalAll(senders);
  }

  /** Takes a pipe away for the application's sake: what came in is not read any more. */
  void drop(Pipe pipe) {
    if (pipes.remove(pipe)) {
      pipe.close();
      written.forget();
      pattern.detach(pipe);
    }
  }

  // ---- Outbox ----------------------------------------------------------------------------------

  @Override
  public boolean offer(Pipe pipe, Message message) {
    if (!pipe.offer(message)) {
      return false;
    }
    written.add(pipe, message);
    return true;
  }

  @Override
  public void add(Pipe pipe, Message message) {
    pipe.add(message);
    written.add(pipe, message);
  }

  @Override
  public void onTurn() {
    signalEverybody();
  }

  // ---- Waiting ---------------------------------------------------------------------------------

  /** Registers a receiver, whom the next news wakes, once. */
  void addReceiver(Signal waiter) {
    written.onWait();
    receivers.add(waiter);
  }

  /** Registers a sender, whom the next news wakes, once. */
  void addSender(Signal waiter) {
    written.onWait();
    senders.add(waiter);
  }

  /** Registers a signal for either or both, unless it is so already. */
  void watch(Signal signal, boolean in, boolean out) {
    if (in && !receivers.contains(signal)) {
      addReceiver(signal);
    }
    if (out && !senders.contains(signal)) {
      addSender(signal);
    }
  }

  void remove(Signal waiter) {
    receivers.remove(waiter);
    senders.remove(waiter);
  }

  void signalEverybody() {
    signalAll(receivers);
    signalAll(senders);
  }

  private void signalAll(List<Signal> waiters) {
    if (!waiters.isEmpty()) {
      owed.addAll(waiters);
      waiters.clear();
    }
  }

  // ---- The rest --------------------------------------------------------------------------------

  Pattern pattern() {
    return pattern;
  }

  /** The pipes of this socket. */
  PipeSet pipes() {
    return pipes;
  }

  /** Closes every pipe; later ones are closed as they come. */
  void close() {
    closed = true;
    for (Pipe pipe : pipes.takeAll()) {
      pipe.close();
    }
    signalEverybody();
  }
}
