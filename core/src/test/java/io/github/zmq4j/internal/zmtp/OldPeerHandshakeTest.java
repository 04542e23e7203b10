package io.github.zmq4j.internal.zmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zmq4j.Frame;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.Hex;
import io.github.zmq4j.internal.zmtp.wire.Split;
import io.github.zmq4j.internal.zmtp.wire.Version;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Event;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with peers of ZMTP 1.0 and 2.0. */
class OldPeerHandshakeTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "unnamed 1.0 peer,     0100 0600 68656c6c6f, ZMTP_1_0, '', 7, ff00000000000000037f 6162",
    "1.0 peer named xyz,   0400 78797a 020061, ZMTP_1_0, xyz, 3, ff00000000000000037f 6162",
    "1.0 peer with MORE,   0401 78797a 020061, ZMTP_1_0, xyz, 3, ff00000000000000037f 6162",
    "1.0 peer in long form, ff0000000000000004 00 78797a 020061, ZMTP_1_0, xyz, 3,"
        + " ff00000000000000037f 6162",
    "1.0 peer in long form of nothing, ff0000000000000001 00 020061, ZMTP_1_0, '', 3,"
        + " ff00000000000000037f 6162",
    "revision 0,           ff00000000000000017f 00 06 0100 020061, ZMTP_1_0, '', 3,"
        + " ff00000000000000037f 03 05 0300 6162",
    "revision 1,           ff00000000000000017f 01 06 0000 000161, ZMTP_2_0, '', 3,"
        + " ff00000000000000037f 03 05 0002 6162",
    "revision 1 named xyz, ff00000000000000047f 01 06 0003 78797a, ZMTP_2_0, xyz, 0,"
        + " ff00000000000000037f 03 05 0002 6162",
    "odd socket type,      ff00000000000000047f 01 63 0003 78797a, ZMTP_2_0, xyz, 0,"
        + " ff00000000000000037f 03 05 0002 6162",
  })
  void completes(
      String name, String script, Version version, String routingId, int traffic, String answer)
      throws Exception {
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(script))) {
      WirePeer peer = new WirePeer(TestSettings.of(SocketType.DEALER).named("ab").handshake());
      assertThat(peer.says(pieces)).isEqualTo(traffic);
      assertThat(peer.hears()).isEqualTo(answer.replace(" ", ""));
      assertThat(peer.handshake.peer().version()).isEqualTo(version);
      assertThat(peer.handshake.peer().routingId()).asString().isEqualTo(routingId);
      assertThat(peer.handshake.peer().metadata().asMap()).containsOnlyKeys("Peer-Address");
    }
  }

  @Test
  void answersAnUnnamed2PeerAsAnUnnamedDealer() throws Exception {
    WirePeer peer = new WirePeer(TestSettings.of(SocketType.DEALER).handshake());
    peer.says("ff00000000000000017f" + "01" + "06" + "0000");
    assertThat(peer.hears()).isEqualTo("ff00000000000000017f" + "0305" + "0000");
    assertThat(peer.handshake.peer().socketType()).isEqualTo(SocketType.ROUTER);
    assertThat(peer.handshake.commandEncoder().subscription(Frame.of("\1A")))
        .isEqualTo(Hex.bytes("00020141"));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "PUB,  0100, true",
    "XPUB, 0100, true",
    "PUSH, 0100, false",
    "PUB,  ff00000000000000017f 00 02 0100, false",
    "PUB,  ff00000000000000017f 01 02 0000, false",
  })
  void anUnversionedPeerOfAPublisherSubscribesToAll(
      SocketType type, String script, boolean subscribes) throws Exception {
    WirePeer peer = new WirePeer(TestSettings.of(type).handshake());
    peer.says(script);
    assertThat(peer.handshake.peer().subscribesToAll()).isEqualTo(subscribes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "0100",
        "ff0000000000000100 00",
        "ff00000000000000017f00",
        "ff00000000000000017f01"
      })
  void refusesThemWhereTheyCouldEvadeSecurity(String script) {
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(script))) {
      WirePeer peer =
          new WirePeer(TestSettings.of(SocketType.DEALER).withoutOldPeers().handshake());
      assertThatThrownBy(() -> peer.says(pieces))
          .isInstanceOfSatisfying(
              ProtocolViolation.class,
              violation -> {
                assertThat(violation.reason()).isEqualTo(Reason.OLD_PEER);
                assertThat(violation.reason().event()).isEqualTo(Event.NONE);
                assertThat(violation.mayReconnect()).isFalse();
              });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RADIO", "DISH"})
  void refusesThemWhereGroupsNeedCommands(SocketType type) {
    WirePeer peer = new WirePeer(TestSettings.of(type).handshake());
    assertThatThrownBy(() -> peer.says("0100")).isInstanceOf(ProtocolViolation.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00", // a length of 0
        "ff0000000000000101 00", // an identity of 256 octets
        "ff00000000000000017f 01 06 0200", // an identity of 2^56 octets and more
        "474554202f20485454502f312e310d0a", // GET / HTTP/1.1
        "160301020001000001fc0303", // a TLS hello
        "5353482d322e30", // SSH-2.0
      })
  void refusesWhatIsNoIdentity(String script) {
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(script, "aa".repeat(600)))) {
      WirePeer peer = new WirePeer(TestSettings.of(SocketType.DEALER).handshake());
      assertThatThrownBy(() -> peer.says(pieces)).isInstanceOf(ProtocolViolation.class);
    }
  }
}
