package io.github.zmq4j;

import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Peers that speak ZMTP 1.0, 2.0 and 3.0, by hand (zmtp.md 21.1). */
@ExtendWith(LibraryThreads.class)
class OldPeerIT {
  private static final String TCP = "tcp://127.0.0.1:*";

  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void talksToADealerOf1Dot0() {
    Dealer dealer = context.dealer();
    try (RawPeer peer = RawPeer.connect(dealer.bind(TCP))) {
      peer.send("01 00"); // anonymous
      peer.expect("ff 0000000000000001 7f"); // which is an identity of no octets to it
      peer.send("06 00 68656c6c6f");
      assertThat(receiveText(dealer)).isEqualTo("hello");
      peer.send("02 01 61", "02 00 62");
      assertThat(receive(dealer)).isEqualTo(Message.of("a", "b"));
      dealer.send(Message.of("c", ""));
      peer.expect("02 01 63", "01 00");
      dealer.send(new byte[254]);
      peer.expect("ff 00000000000000ff 00", "00".repeat(254));
    }
  }

  @Test
  void tellsAPeerOf1Dot0WhoItIs() throws IOException {
    Dealer dealer = context.dealer();
    dealer.routingId("ab");
    try (ServerSocket listener = RawPeer.listen()) {
      dealer.connect(RawPeer.endpointOf(listener));
      try (RawPeer peer = RawPeer.accept(listener)) {
        peer.send("03 00 7879"); // called "xy"
        peer.expect("ff 0000000000000003 7f", "6162");
      }
    }
  }

  @Test
  void knowsAPeerOf1Dot0ByItsIdentity() {
    Router router = context.router();
    try (RawPeer peer = RawPeer.connect(router.bind(TCP))) {
      peer.send("03 00 7879", "02 00 61");
      assertThat(receive(router)).isEqualTo(Message.of("xy", "a"));
      router.send(Message.of("xy", "b"));
      peer.expect("ff 0000000000000001 7f", "02 00 62");
    }
  }

  @Test
  void talksToADealerOf2Dot0() {
    Dealer dealer = context.dealer();
    try (RawPeer peer = RawPeer.connect(dealer.bind(TCP))) {
      peer.send(RawPeer.SIGNATURE, "01 06", "00 00"); // a ROUTER
      peer.expect(RawPeer.SIGNATURE, "03 05", "00 00");
      peer.send("01 01 61", "00 01 62");
      assertThat(receive(dealer)).isEqualTo(Message.of("a", "b"));
      dealer.send("c");
      peer.expect("00 01 63");
      dealer.send(new byte[256]);
      peer.expect("02 0000000000000100", "00".repeat(256));
    }
  }

  @Test
  void connectsToARouterOf2Dot0() throws IOException {
    Req client = context.req();
    client.routingId("ab");
    client.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(5));
    try (ServerSocket listener = RawPeer.listen()) {
      client.connect(RawPeer.endpointOf(listener));
      try (RawPeer peer = RawPeer.accept(listener)) {
        peer.send(RawPeer.SIGNATURE, "01 06", "00 00");
        peer.expect("ff 0000000000000003 7f", "03 03", "00 02 6162");
        client.send("hi");
        peer.expect("01 00", "00 02 6869");
        peer.send("01 00", "00 02 796f");
        assertThat(receiveText(client)).isEqualTo("yo");
      }
    }
  }

  @Test
  void talksToADealerOf3Dot0() {
    Dealer dealer = context.dealer();
    dealer.set(Options.HEARTBEAT_INTERVAL, Duration.ofMillis(10)); // which 3.0 does not have
    try (RawPeer peer = RawPeer.connect(dealer.bind(TCP))) {
      peer.send(RawPeer.GREETING.replace("03 01", "03 00"), RawPeer.ready("DEALER"));
      peer.read(64);
      peer.readFrame();
      peer.send("00 01 61");
      assertThat(receiveText(dealer)).isEqualTo("a");
      assertThat(peer.isLeftAlone(100)).isTrue();
    }
  }

  @Test
  void greetsInTheStagesThatOldPeersNeed() throws IOException {
    Dealer dealer = context.dealer();
    try (ServerSocket listener = RawPeer.listen()) {
      dealer.connect(RawPeer.endpointOf(listener));
      try (RawPeer peer = RawPeer.accept(listener)) {
        peer.expect(RawPeer.SIGNATURE); // no more before we have answered
        peer.send(RawPeer.SIGNATURE).expect("03");
        peer.send("03").expect("01 4e554c4c" + "00".repeat(16) + "00" + "00".repeat(31));
        peer.send("01 4e554c4c" + "00".repeat(16) + "00" + "00".repeat(31));
        peer.expect(
            "0429 055245414459 0b536f636b65742d54797065 00000006 4445414c4552"
                + "084964656e74697479 00000000");
      }
    }
  }
}
