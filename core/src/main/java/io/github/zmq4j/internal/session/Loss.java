package io.github.zmq4j.internal.session;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.spi.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ended.
 *
 * @param kind what it means for the next attempt
 * @param error the code that comes nearest
 * @param violation what the peer did, when it broke the protocol
 * @param reason in words
 */
record Loss(Kind kind, ErrorCode error, @Nullable ProtocolViolation violation, String reason) {

  enum Kind {
    /** The network or the peer went away: try again. */
    LOST,
    /** The peer broke the protocol or refused us: it would do so again. */
    VIOLATION,
    /** We closed it. */
    CLOSED
  }

  static Loss lost(ErrorCode error, String reason) {
    return new Loss(Kind.LOST, error, null, reason);
  }

  static Loss violation(ProtocolViolation violation) {
    return new Loss(
        violation.mayReconnect() ? Kind.LOST : Kind.VIOLATION,
        ErrorCode.EPROTO,
        violation,
        String.valueOf(violation.getMessage()));
  }

  static Loss closed(String reason) {
    return new Loss(Kind.CLOSED, ErrorCode.ECONNABORTED, null, reason);
  }
}
