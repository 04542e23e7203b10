package io.github.zmq4j.interop;

import io.github.zmq4j.Message;
import java.time.Duration;
import java.util.Optional;

/**
 * A socket of some library. Every wait has a deadline, and missing it fails the test.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
interface PeerSocket extends AutoCloseable {
  /** Longer than anything takes on a busy machine. */
  Duration DEADLINE = Duration.ofSeconds(20);

  /** Binds, and gives the endpoint with its wildcards resolved. */
  String bind(String endpoint);

  void connect(String endpoint);

  void send(Message message);

  /** Sends, or answers {@code false} when a ROUTER knows no such peer. */
  boolean trySend(Message message);

  default Message receive() {
    return tryReceive(DEADLINE)
        .orElseThrow(() -> new AssertionError("nothing came in " + DEADLINE.toSeconds() + " s"));
  }

  Optional<Message> tryReceive(Duration timeout);

  void subscribe(byte[] prefix);

  void unsubscribe(byte[] prefix);

  void routingId(String routingId);

  /** Makes a ROUTER say when it knows no such peer. */
  void mandatory();

  /** Closes the socket and its context; after this the endpoint is free and all is sent. */
  @Override
  void close();
}
