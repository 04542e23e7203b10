package io.github.zmq4j.internal.zmtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.Version;
import org.junit.jupiter.api.Test;

class HandshakeTest {

  @Test
  void completesBetweenTwoOfUs() throws Exception {
    HandshakePair pair =
        new HandshakePair(
            TestSettings.of(SocketType.DEALER).named("client-1").with("X-Color", "red").settings(),
            TestSettings.of(SocketType.ROUTER).settings());
    pair.exchange();

    assertThat(pair.left.isComplete()).isTrue();
    assertThat(pair.left.peer().version()).isEqualTo(Version.ZMTP_3_1);
    assertThat(pair.left.peer().socketType()).isEqualTo(SocketType.ROUTER);
    Peer dealer = pair.right.peer();
    assertThat(dealer.routingId()).asString().isEqualTo("client-1");
    assertThat(dealer.metadata().get("x-color")).isEqualTo("red");
    assertThat(dealer.metadata().get("Peer-Address")).isEqualTo("192.0.2.7");
  }
}
