package io.github.zmq4j.internal.zmtp;

import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.util.Map;

/**
 * The answer to an {@link AuthenticationRequest}.
 *
 * @see <a href="https://rfc.zeromq.org/spec/27/">27/ZAP</a>
 */
public sealed interface AuthenticationReply {

  /**
   * The peer may come in, and somebody looked at it: status 200.
   *
   * @param userId the property {@code User-Id} of its messages
   * @param properties further properties of its messages
   */
  record Accepted(String userId, Map<String, String> properties) implements AuthenticationReply {}

  /** The peer may come in because nobody is there to decide. */
  record Unasked() implements AuthenticationReply {}

  /**
   * The peer may not come in.
   *
   * @param reason an authentication status, or what was wrong with the reply
   */
  record Refused(Reason reason) implements AuthenticationReply {}
}
