package io.github.zmq4j;

import java.time.Instant;

/**
 * What an endpoint of a socket looked like at a moment.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param endpoint as bound, wildcards resolved, or as given to {@code connect}
 * @param kind which of the two
 * @param state what it is doing
 * @param reason why it is not connected, in words; empty when it is, or there was no reason yet
 * @param since since when it is in this state
 * @param connections how many connections it has, those that still shake hands included
 * @param attempts how often it tried to connect, or how many peers it accepted
 * @param handshakes how many connections came through their handshake; when connecting, all but the
 *     first are reconnects. Over inproc there is none
 * @param sendQueue messages that wait for a connection to be made; those that wait on a connection
 *     stand there
 */
public record EndpointSnapshot(
    String endpoint,
    Kind kind,
    State state,
    String reason,
    Instant since,
    int connections,
    long attempts,
    long handshakes,
    long sendQueue) {

  /** How an endpoint came to be. */
  public enum Kind {
    /** By {@link Socket#bind}. */
    BOUND,
    /** By {@link Socket#connect}. */
    CONNECTED
  }

  /** What an endpoint can be doing. */
  public enum State {
    /** Accepts connections. */
    LISTENING,
    /** Waits for the next attempt to connect, or over inproc for somebody to bind. */
    WAITING,
    /** Looks up the host's name. */
    RESOLVING,
    /** Tries to connect. */
    CONNECTING,
    /** Has a connection, perhaps still shaking hands. */
    CONNECTED,
    /** Was given up, or is closing. */
    ENDED
  }
}
