package io.github.zmq4j.internal.zmtp;

import static io.github.zmq4j.internal.zmtp.WirePeer.GREETING_3_1;
import static io.github.zmq4j.internal.zmtp.WirePeer.READY_DEALER;
import static io.github.zmq4j.internal.zmtp.WirePeer.READY_ROUTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Event;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a handshake does about a decision that somebody else makes. */
class AuthenticationTest {
  private final WirePeer peer =
      new WirePeer(
          TestSettings.of(SocketType.ROUTER).authenticating().withoutOldPeers().handshake());

  @Test
  void sendsNoReadyBeforeTheDecision() throws Exception {
    assertThat(peer.handshake.pollAuthentication()).isNull();
    peer.says(GREETING_3_1);
    AuthenticationRequest request = peer.handshake.pollAuthentication();
    assertThat(request.mechanism()).isEqualTo("NULL");
    assertThat(request.credentials()).isEmpty();
    assertThat(peer.handshake.pollAuthentication()).isNull();
    assertThat(peer.hears()).isEqualTo(GREETING_3_1);

    peer.handshake.onAuthentication(new AuthenticationReply.Unasked());
    assertThat(peer.hears()).isEqualTo(READY_ROUTER);
    assertThat(peer.handshake.isComplete()).isFalse();
    peer.says(READY_DEALER);
    assertThat(peer.handshake.isComplete()).isTrue();
    assertThat(peer.handshake.peer().metadata().get("User-Id")).isNull();
  }

  @Test
  void completesWithTheDecisionWhenThePeerIsReadyBefore() throws Exception {
    peer.says(GREETING_3_1 + READY_DEALER);
    assertThat(peer.handshake.isComplete()).isFalse();
    peer.handshake.onAuthentication(
        new AuthenticationReply.Accepted(
            "alice", Map.of("Peer-Address", "spoofed", "Socket-Type", "mine", "Level", "3")));
    assertThat(peer.handshake.isComplete()).isTrue();
    assertThat(peer.handshake.peer().metadata().asMap())
        .containsEntry("User-Id", "alice")
        .containsEntry("Peer-Address", "192.0.2.7")
        .containsEntry("Socket-Type", "mine")
        .containsEntry("Level", "3");
    assertThat(peer.handshake.peer().socketType()).isEqualTo(SocketType.DEALER);
  }

  @Test
  void tellsThePeerOfARefusal() throws Exception {
    peer.says(GREETING_3_1);
    peer.hears();
    ProtocolViolation violation = refuse(Reason.AUTHENTICATION_REFUSED);
    assertThat(violation.reason().event()).isEqualTo(Event.HANDSHAKE_FAILED_AUTH);
    assertThat(violation.eventValue()).isEqualTo(400);
    assertThat(peer.hears()).isEqualTo("040a" + "054552524f52" + "03343030");
  }

  @Test
  void saysNothingOfATemporaryFailure() throws Exception {
    peer.says(GREETING_3_1);
    peer.hears();
    ProtocolViolation violation = refuse(Reason.AUTHENTICATION_UNAVAILABLE);
    assertThat(violation.eventValue()).isEqualTo(300);
    assertThat(violation.mayReconnect()).isTrue();
    assertThat(peer.hears()).isEmpty();
  }

  @Test
  void reportsThatNobodyDecides() throws Exception {
    peer.says(GREETING_3_1);
    ProtocolViolation violation = refuse(Reason.NO_AUTHENTICATOR);
    assertThat(violation.reason().event()).isEqualTo(Event.HANDSHAKE_FAILED_NO_DETAIL);
    assertThat(violation.eventValue()).isEqualTo(14);
  }

  @Test
  void ignoresADecisionThatComesTooLate() throws Exception {
    peer.says(GREETING_3_1);
    assertThatThrownBy(() -> peer.says("0400")).isInstanceOf(ProtocolViolation.class);
    peer.handshake.onAuthentication(new AuthenticationReply.Unasked());
    assertThat(peer.handshake.isComplete()).isFalse();
  }

  private ProtocolViolation refuse(Reason reason) {
    return catchThrowableOfType(
        ProtocolViolation.class,
        () -> peer.handshake.onAuthentication(new AuthenticationReply.Refused(reason)));
  }
}
