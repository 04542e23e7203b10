package io.github.zmq4j.internal.session;

import io.github.zmq4j.internal.zmtp.AuthenticationReply;
import io.github.zmq4j.internal.zmtp.AuthenticationRequest;
import io.github.zmq4j.spi.Mechanism;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the sessions of an endpoint know friend from foe.
 *
 * @param mechanism makes the security mechanism of each connection
 * @param authenticator who decides about each peer; null when nobody does
 */
public record Security(Mechanism.Factory mechanism, @Nullable Authenticator authenticator) {

  /** Whether somebody decides about each peer. */
  boolean authenticates() {
    return authenticator != null;
  }

  /** Whether peers of ZMTP 1.0 and 2.0 may come in, which know no security. */
  boolean letsOldPeersIn() {
    return !authenticates();
  }

  /** Decides about peers. Thread-safe. */
  @FunctionalInterface
  public interface Authenticator {
    /**
     * Asks about a peer. Does not wait.
     *
     * @param request what the peer presented
     * @param peerAddress where it is
     * @param reply takes the decision, once or never, on any thread
     * @return to be run when the answer is not needed any more, answered or not
     */
    Runnable ask(
        AuthenticationRequest request, String peerAddress, Consumer<AuthenticationReply> reply);
  }
}
