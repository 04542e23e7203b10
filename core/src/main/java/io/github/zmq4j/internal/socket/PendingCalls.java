package io.github.zmq4j.internal.socket;

import io.github.zmq4j.internal.engine.Signal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Receives, or sends, of one socket that were asked for and could not be done at once: futures, the
 * oldest first. No thread waits for them.
 *
 * <p><b>How they are answered.</b> While calls wait, the socket is watched. Its signal has {@link
 * #run} called on a callback thread, which does as many calls as the socket allows, under its lock,
 * and completes their futures outside of it. {@code claims} counts the signals: who makes the first
 * one sends the run on its way, and the run goes on until no claim came meanwhile. So one thread at
 * a time completes futures, in order.
 *
 * <p><b>Giving up.</b> A future that the application cancels or completes itself leaves the queue
 * under the lock first. If it is not there any more its call was done, and the application comes
 * too late: no message is lost.
 *
 * <p><b>Threading.</b> Thread-safe.
 *
 * @param <R> what the futures give
 */
final class PendingCalls<R> implements Signal, Runnable {
  private static final int CALLS_A_ROUND = 256;

  private final SocketBase socket;
  private final PatternHost host;
  private final Executor callbacks;
  private final int event;
  private final Set<Call> waiting = new LinkedHashSet<>(); // guarded by the host's lock
  private final AtomicInteger claims = new AtomicInteger();

  /**
   * @param event {@link SocketBase#IN} or {@link SocketBase#OUT}: what the calls wait for
   */
  PendingCalls(SocketBase socket, Executor callbacks, int event) {
    this.socket = socket;
    this.host = socket.host();
    this.callbacks = callbacks;
    this.event = event;
  }

  /** What a call does. */
  @FunctionalInterface
  interface Attempt<R> {
    /** Does it if that is possible now, and says what came of it. Under the socket's lock. */
    @Nullable Outcome<R> tryNow();
  }

  /** What came of a call. */
  record Outcome<R>(@Nullable R value) {}

  /** Does a call, now or later; its future then completes by the executor, if there is one. */
  CompletableFuture<R> ask(Attempt<R> attempt, @Nullable Executor executor) {
    host.enter();
    try {
      socket.checkOpen();
      Outcome<R> outcome = waiting.isEmpty() ? attempt.tryNow() : null;
      if (outcome != null) {
        return CompletableFuture.completedFuture(outcome.value());
      }
      Call call = new Call(attempt, executor);
      waiting.add(call);
      watch();
      return call;
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    } finally {
      host.leave();
    }
  }

  private void watch() {
    host.watch(this, event == SocketBase.IN, event == SocketBase.OUT);
  }

  @Override
  public void signal() {
    if (claims.getAndIncrement() == 0) {
      callbacks.execute(this);
    }
  }

  @Override
  public void run() {
    int seen = claims.get();
    do {
      List<Call> done = round();
      done.forEach(Call::settle);
      if (done.size() == CALLS_A_ROUND) {
        callbacks.execute(this); // go on behind what others wait for; the claims stay
        return;
      }
      seen = claims.addAndGet(-seen);
    } while (seen != 0);
  }

  private List<Call> round() {
    host.enter();
    try {
      List<Call> done = doCalls();
      if (!waiting.isEmpty()) {
        watch();
      }
      return done;
    } finally {
      host.leave();
    }
  }

  private List<Call> doCalls() {
    List<Call> done = new ArrayList<>();
    Iterator<Call> calls = waiting.iterator();
    while (calls.hasNext() && done.size() < CALLS_A_ROUND) {
      Call call = calls.next();
      if (!call.isDoneNow()) {
        break;
      }
      calls.remove();
      done.add(call);
    }
    return done;
  }

  private boolean withdraw(Call call) {
    host.enter();
    try {
      return waiting.remove(call);
    } finally {
      host.leave();
    }
  }

  private final class Call extends CompletableFuture<R> {
    private final Attempt<R> attempt;
    private final @Nullable Executor executor;
    private @Nullable Outcome<R> outcome; // of the two, one is set when the call was done
    private @Nullable RuntimeException failure;

    Call(Attempt<R> attempt, @Nullable Executor executor) {
      this.attempt = attempt;
      this.executor = executor;
    }

    /** Does the call if its turn has come. Under the host's lock. */
    boolean isDoneNow() {
      try {
        socket.checkOpen();
        if (socket.exchange().ready(event) != 0) {
          outcome = attempt.tryNow();
        }
      } catch (RuntimeException e) {
        failure = e;
      }
      return outcome != null || failure != null;
    }

    /** Completes the future. On a callback thread. */
    void settle() {
      Executor own = executor;
      if (own == null) {
        finish();
        return;
      }
      try {
        own.execute(this::finish);
      } catch (RejectedExecutionException e) {
        finish(); // better here than never
      }
    }

    private void finish() {
      if (failure != null) {
        super.completeExceptionally(failure);
      } else if (outcome != null) {
        super.complete(outcome.value());
      }
    }

    @Override
    public boolean complete(R value) {
      return withdraw(this) && super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable cause) {
      return withdraw(this) && super.completeExceptionally(cause);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return withdraw(this) && super.cancel(mayInterruptIfRunning);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>(); // what depends on a call is no call
    }
  }
}
