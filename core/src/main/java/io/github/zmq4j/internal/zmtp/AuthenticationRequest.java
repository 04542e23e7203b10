package io.github.zmq4j.internal.zmtp;

import java.util.List;

/**
 * A question of a handshake: may this peer come in?
 *
 * @param mechanism the name of the mechanism
 * @param credentials what the peer presented, in the order of ZAP: none for NULL; user name and
 *     password for PLAIN; the public key for CURVE
 * @see <a href="https://rfc.zeromq.org/spec/27/">27/ZAP</a>
 */
public record AuthenticationRequest(String mechanism, List<byte[]> credentials) {

  /** Tells the mechanism alone; credentials are secrets. */
  @Override
  public String toString() {
    return "AuthenticationRequest[" + mechanism + "]";
  }
}
