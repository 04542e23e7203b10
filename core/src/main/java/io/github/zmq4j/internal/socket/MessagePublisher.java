package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ContextTerminatedException;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketClosedException;
import io.github.zmq4j.internal.engine.Signal;
import io.github.zmq4j.internal.log.Log;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a socket receives: to each subscriber as much as it asks for. What nobody asks for
 * stays in the socket's queues, and when these are full, with the peers.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
final class MessagePublisher implements Flow.Publisher<Message> {
  private static final int MESSAGES_A_ROUND = 256;

  private final SocketBase socket;
  private final Executor callbacks;
  private final @Nullable Executor executor;

  /**
   * @param executor calls the subscribers; null: the callback threads do
   */
  MessagePublisher(SocketBase socket, Executor callbacks, @Nullable Executor executor) {
    this.socket = socket;
    this.callbacks = callbacks;
    this.executor = executor;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Message> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    Subscription subscription = new Subscription(subscriber);
    subscriber.onSubscribe(subscription);
    subscription.dispatch();
  }

  /**
   * One subscriber. {@code claims} counts the reasons to serve it: who makes the first one sends
   * the subscription to the executor, which serves until no claim came meanwhile. So the subscriber
   * is called by one thread at a time, and not before {@code onSubscribe} has returned, which holds
   * the first claim.
   */
  private final class Subscription implements Flow.Subscription, Signal, Runnable {
    private final Flow.Subscriber<? super Message> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger claims = new AtomicInteger(1);
    private volatile boolean ended;
    private volatile boolean askedForNothing;

    Subscription(Flow.Subscriber<? super Message> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        askedForNothing = true;
      } else {
        demand.accumulateAndGet(count, Subscription::sum);
      }
      signal();
    }

    private static long sum(long left, long right) {
      long sum = left + right;
      return sum < 0 ? Long.MAX_VALUE : sum; // as good as without end
    }

    @Override
    public void cancel() {
      ended = true;
      signal();
    }

    @Override
    public void signal() {
      if (claims.getAndIncrement() == 0) {
        dispatch();
      }
    }

    /**
     * Has the subscriber served; by way of a callback thread, as the caller may drive a reactor.
     */
    void dispatch() {
      Executor own = executor;
      callbacks.execute(own == null ? this : () -> dispatchTo(own));
    }

    private void dispatchTo(Executor own) {
      try {
        own.execute(this);
      } catch (RejectedExecutionException e) {
        end(e);
        socket.signals().unwatch(this);
      }
    }

    @Override
    public void run() {
      int seen = claims.get();
      do {
        if (servesRound()) {
          dispatch(); // behind what others wait for; the claims stay
          return;
        }
        seen = claims.addAndGet(-seen);
      } while (seen != 0);
    }

    /** Hands over messages; answers whether there may be more at once. */
    private boolean servesRound() {
      for (int i = 0; i < MESSAGES_A_ROUND; i++) {
        Message message = ended ? null : next();
        if (message == null) {
          if (ended) {
            socket.signals().unwatch(this);
          }
          return false;
        }
        deliver(message);
      }
      return true;
    }

    /** The next message, if the subscriber wants one; null when there is none, or at the end. */
    private @Nullable Message next() {
      if (askedForNothing) {
        end(new IllegalArgumentException("A subscriber requests one message or more"));
        return null;
      }
      try {
        if (demand.get() > 0) {
          return socket.signals().receiveOrWatch(this);
        }
        socket.signals().watch(this); // to hear of the end
      } catch (SocketClosedException | ContextTerminatedException e) {
        end(null);
      } catch (RuntimeException e) {
        end(e);
      }
      return null;
    }

    private void deliver(Message message) {
      demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
      try {
        subscriber.onNext(message);
      } catch (RuntimeException e) {
        ended = true;
        Log.logger()
            .log(Level.WARNING, "A subscriber failed at a message; its subscription ends", e);
      }
    }

    private void end(@Nullable Throwable cause) {
      if (ended) {
        return;
      }
      ended = true;
      try {
        if (cause == null) {
          subscriber.onComplete();
        } else {
          subscriber.onError(cause);
        }
      } catch (RuntimeException e) {
        Log.logger().log(Level.WARNING, "A subscriber failed at the end of its subscription", e);
      }
    }
  }
}
