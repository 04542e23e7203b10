package io.github.zmq4j.internal.zmtp;

import static io.github.zmq4j.internal.zmtp.WirePeer.FILLER;
import static io.github.zmq4j.internal.zmtp.WirePeer.GREETING_3_0;
import static io.github.zmq4j.internal.zmtp.WirePeer.GREETING_3_1;
import static io.github.zmq4j.internal.zmtp.WirePeer.NULL_FIELD;
import static io.github.zmq4j.internal.zmtp.WirePeer.READY_DEALER;
import static io.github.zmq4j.internal.zmtp.WirePeer.READY_ROUTER;
import static io.github.zmq4j.internal.zmtp.WirePeer.SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.Hex;
import io.github.zmq4j.internal.zmtp.wire.RecordingHandler;
import io.github.zmq4j.internal.zmtp.wire.Split;
import io.github.zmq4j.internal.zmtp.wire.Version;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Handshakes with peers of 3.0 and later that do as they should. */
class HandshakeTest {

  @Test
  void sendsTheGreetingInStages() throws Exception {
    WirePeer peer = new WirePeer(TestSettings.of(SocketType.DEALER).handshake());
    assertThat(peer.hears()).isEqualTo("ff00000000000000017f");
    peer.says("ff0000000000000001");
    assertThat(peer.hears()).isEmpty();
    peer.says("7f");
    assertThat(peer.hears()).isEqualTo("03");
    peer.says("03");
    assertThat(peer.hears()).isEqualTo("01" + NULL_FIELD + FILLER);
    peer.says("01" + NULL_FIELD + FILLER.substring(2));
    assertThat(peer.hears()).isEmpty();
    peer.says("00");
    assertThat(peer.hears()).isEqualTo(READY_DEALER);
    assertThat(peer.handshake.isComplete()).isFalse();
    peer.says(READY_ROUTER);
    assertThat(peer.handshake.isComplete()).isTrue();
    assertThat(peer.hears()).isEmpty();
  }

  @Test
  void sendsTheWholeGreetingAtOnceWhereOldPeersAreNotLetIn() {
    TestSettings settings = TestSettings.of(SocketType.DEALER).withoutOldPeers();
    assertThat(new WirePeer(settings.handshake()).hears()).isEqualTo(GREETING_3_1);
  }

  @Test
  void putsTheLengthOfTheRoutingIdIntoTheSignature() {
    TestSettings settings = TestSettings.of(SocketType.DEALER).named("abcd");
    assertThat(new WirePeer(settings.handshake()).hears()).isEqualTo("ff00000000000000057f");
  }

  @Test
  void sendsTheRoutingId() throws Exception {
    WirePeer peer = new WirePeer(TestSettings.of(SocketType.DEALER).named("client-1").handshake());
    peer.says(GREETING_3_1);
    assertThat(peer.hears())
        .endsWith(
            Hex.text(
                Hex.bytes(
                    "0431 055245414459 0b536f636b65742d54797065 00000006 4445414c4552",
                    "084964656e74697479 00000008 636c69656e742d31")));
  }

  @ParameterizedTest(name = "octets 10 and 11 {0}: {1}")
  @CsvSource({
    "0300, ZMTP_3_0",
    "0301, ZMTP_3_1",
    "0302, ZMTP_3_1",
    "03ff, ZMTP_3_1",
    "0400, ZMTP_3_1",
    "ff00, ZMTP_3_1",
    "0200, ZMTP_3_1",
  })
  void choosesTheVersion(String octets, Version version) throws Exception {
    byte[] script = Hex.bytes(SIGNATURE, octets, NULL_FIELD, FILLER, READY_ROUTER);
    for (List<ByteBuffer> pieces : Split.everyWay(script)) {
      WirePeer peer = new WirePeer(TestSettings.of(SocketType.DEALER).handshake());
      assertThat(peer.says(pieces)).isZero();
      assertThat(peer.handshake.peer().version()).isEqualTo(version);
      assertThat(peer.hears()).isEqualTo(GREETING_3_1 + READY_DEALER);
    }
  }

  @Test
  void ignoresPaddingRoleAndFiller() throws Exception {
    WirePeer peer = new WirePeer(TestSettings.of(SocketType.DEALER).handshake());
    peer.says("ff" + "a5".repeat(8) + "ff" + "0301" + NULL_FIELD + "a5".repeat(32) + READY_ROUTER);
    assertThat(peer.handshake.isComplete()).isTrue();
  }

  @Test
  void leavesTheTrafficUnread() throws Exception {
    byte[] script = Hex.bytes(GREETING_3_0, READY_ROUTER, "000161 000162");
    for (List<ByteBuffer> pieces : Split.everyWay(script)) {
      WirePeer peer = new WirePeer(TestSettings.of(SocketType.DEALER).handshake());
      assertThat(peer.says(pieces)).isEqualTo(6);
    }
  }

  /** libzmq takes a handshake's command without the flag that says it is one. */
  @Test
  void takesReadyWithoutTheCommandFlag() throws Exception {
    WirePeer peer = new WirePeer(TestSettings.of(SocketType.DEALER).handshake());
    peer.says(GREETING_3_1 + "00" + READY_ROUTER.substring(2));
    assertThat(peer.handshake.isComplete()).isTrue();
  }

  /** The example of 37/ZMTP has a ROUTER that announces no identity. */
  @Test
  void takesReadyWithoutIdentityOrTypeInAnyCase() throws Exception {
    WirePeer peer = new WirePeer(TestSettings.of(SocketType.DEALER).handshake());
    peer.says(GREETING_3_1 + "041c 055245414459 0b534f434b45542d74797065 00000006 726f75746572");
    assertThat(peer.handshake.peer().socketType()).isEqualTo(SocketType.ROUTER);

    WirePeer silent = new WirePeer(TestSettings.of(SocketType.DEALER).handshake());
    silent.says(GREETING_3_1 + "0406 055245414459");
    assertThat(silent.handshake.peer().socketType()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = SocketType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"STREAM", "DGRAM"})
  void completesForEachPairOfTypes(SocketType type) throws Exception {
    for (SocketType other : type.peers()) {
      HandshakePair pair =
          new HandshakePair(
              TestSettings.of(type).settings(),
              TestSettings.of(other).withoutOldPeers().settings());
      pair.exchange();
      assertThat(pair.left.peer().socketType()).isEqualTo(other);
      assertThat(pair.right.peer().socketType()).isEqualTo(type);
    }
  }

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
    assertThat(pair.left.peer().routingId()).isEmpty();
    Peer dealer = pair.right.peer();
    assertThat(dealer.routingId()).asString().isEqualTo("client-1");
    assertThat(dealer.metadata().get("x-color")).isEqualTo("red");
    assertThat(dealer.metadata().get("Routing-Id")).isEqualTo("client-1");
    assertThat(dealer.metadata().get("Socket-Type")).isEqualTo("DEALER");
    assertThat(dealer.metadata().get("Peer-Address")).isEqualTo("192.0.2.7");
    assertThat(dealer.subscribesToAll()).isFalse();
  }

  @Test
  void makesWhatTheTrafficNeeds() throws Exception {
    HandshakePair pair =
        new HandshakePair(
            TestSettings.of(SocketType.PUB).settings(), TestSettings.of(SocketType.SUB).settings());
    pair.exchange();
    ByteBuffer wire = ByteBuffer.allocate(100);
    wire.put(pair.right.commandEncoder().subscription(Frame.of("\1A")));
    assertThat(pair.right.encoder().encode(Message.of("b"), wire)).isTrue();

    RecordingHandler handler = new RecordingHandler();
    pair.left.decoder().decode(wire.flip(), handler);
    assertThat(handler.events).containsExactly("command 0953554253435249424541", "message [62]");
    assertThat(handler.messages.get(0).get("Socket-Type")).isEqualTo("SUB");
  }

  @Test
  void tellsNothingOfThePeerBeforeItIsComplete() {
    Handshake handshake = TestSettings.of(SocketType.PUB).handshake();
    assertThatIllegalStateException().isThrownBy(handshake::peer);
    assertThatIllegalStateException().isThrownBy(handshake::decoder);
  }
}
