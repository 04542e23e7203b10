package io.github.zmq4j.internal.socket;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.socket.PendingCalls.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The receives and sends of a socket that are answered by futures.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
final class Futures {
  private static final Outcome<Void> SENT = new Outcome<>(null);

  private final Exchange exchange;
  private final PendingCalls<Message> receives;
  private final PendingCalls<Void> sends;

  Futures(SocketBase socket, Executor callbacks) {
    this.exchange = socket.exchange();
    this.receives = new PendingCalls<>(socket, callbacks, SocketBase.IN);
    this.sends = new PendingCalls<>(socket, callbacks, SocketBase.OUT);
  }

  /** Receives; the future completes by the executor, if there is one. */
  CompletableFuture<Message> receive(@Nullable Executor executor) {
    return receives.ask(this::received, executor);
  }

  private @Nullable Outcome<Message> received() {
    Message message = exchange.tryReceive();
    return message == null ? null : new Outcome<>(message);
  }

  /** Sends; the future completes by the executor, if there is one. */
  CompletableFuture<Void> send(Message message, @Nullable Executor executor) {
    return sends.ask(() -> exchange.trySend(message) ? SENT : null, executor);
  }
}
