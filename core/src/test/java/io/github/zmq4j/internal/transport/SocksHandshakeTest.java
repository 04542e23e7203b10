package io.github.zmq4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.internal.zmtp.wire.Hex;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of each exchange as the RFCs 1928 and 1929 have it, octet by octet. */
class SocksHandshakeTest {
  private static final SocksProxy OPEN = new SocksProxy("proxy:1080", "", "");
  private static final SocksProxy GUARDED = new SocksProxy("proxy:1080", "user", "word");

  /** A reply that grants the request, with an IPv4 address. */
  private static final String GRANTED = "05 00 00 01 00000000 0000";

  private static SocksHandshake to(SocksProxy proxy, String destination) {
    return new SocksHandshake(proxy, TcpAddress.parse(destination));
  }

  private static String sent(SocksHandshake handshake) {
    ByteBuffer octets = handshake.pollTransmit();
    if (octets == null) {
      return "";
    }
    byte[] bytes = new byte[octets.remaining()];
    octets.get(bytes);
    return Hex.text(bytes);
  }

  private static String hex(String text) {
    return Hex.text(Hex.bytes(text));
  }

  /** Gives the handshake octets, at most as many at a time as it wants; answers what is left. */
  private static int receive(SocksHandshake handshake, String hex) throws SocksHandshake.Refusal {
    ByteBuffer all = ByteBuffer.wrap(Hex.bytes(hex));
    while (all.hasRemaining() && handshake.wantedBytes() > 0) {
      int count = Math.min(all.remaining(), handshake.wantedBytes());
      handshake.onBytes(all.slice(all.position(), count));
      all.position(all.position() + count);
    }
    return all.remaining();
  }

  @Test
  void offersNoAuthenticationWithoutAUser() {
    assertThat(sent(to(OPEN, "h:1"))).isEqualTo(hex("05 01 00"));
  }

  @Test
  void offersUserAndPasswordAloneWhenThereIsAUser() throws Exception {
    SocksHandshake handshake = to(GUARDED, "192.0.2.7:5555");
    assertThat(sent(handshake)).isEqualTo(hex("05 01 02"));
    receive(handshake, "05 02");
    assertThat(sent(handshake)).isEqualTo(hex("01 04 75736572 04 776f7264"));
    receive(handshake, "01 00");
    assertThat(sent(handshake)).isEqualTo(hex("05 01 00 01 c0000207 15b3"));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7:5555,     01 c0000207 15b3",
    "[2001:db8::1]:80,   04 20010db8000000000000000000000001 0050",
    "example.org:65535,  03 0b 6578616d706c652e6f7267 ffff",
  })
  void leavesNamesToTheProxyToLookUp(String destination, String address) throws Exception {
    SocksHandshake handshake = to(OPEN, destination);
    sent(handshake);
    receive(handshake, "05 00");
    assertThat(sent(handshake)).isEqualTo(hex("05 01 00" + address));
  }

  @ParameterizedTest
  @CsvSource({
    "05 00 00 01 7f000001 0050",
    "05 00 00 04 00000000000000000000000000000001 0050",
    "05 00 00 03 05 70726f7879 0050",
    "05 00 00 03 00 0050",
  })
  void isDoneAfterTheReplyAndTakesNothingOfWhatFollows(String reply) throws Exception {
    SocksHandshake handshake = to(OPEN, "h:1");
    receive(handshake, "05 00");
    assertThat(handshake.isDone()).isFalse();
    assertThat(receive(handshake, reply + "ff 00 00")).isEqualTo(3);
    assertThat(handshake.isDone()).isTrue();
  }

  @Test
  void takesTheProxysOctetsOneByOne() throws Exception {
    SocksHandshake handshake = to(GUARDED, "h:1");
    for (byte octet : Hex.bytes("05 02 01 00" + GRANTED)) {
      assertThat(handshake.isDone()).isFalse();
      handshake.onBytes(ByteBuffer.wrap(new byte[] {octet}));
    }
    assertThat(handshake.isDone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1, EIO",
    "2, EACCES",
    "3, ENETUNREACH",
    "4, EHOSTUNREACH",
    "5, ECONNREFUSED",
    "6, ETIMEDOUT",
    "7, EIO",
    "8, EIO",
  })
  void tellsWhyTheProxyDoesNotConnect(int reply, ErrorCode code) throws Exception {
    SocksHandshake handshake = to(OPEN, "h:1");
    receive(handshake, "05 00");
    assertRefused(handshake, "05 0" + reply + " 00 01 00", code);
  }

  @Test
  void tellsThatTheProxyWantsAUser() {
    assertRefused(to(OPEN, "h:1"), "05 ff", ErrorCode.EACCES);
  }

  @Test
  void tellsThatTheProxyKnowsNoUsers() {
    assertRefused(to(GUARDED, "h:1"), "05 00", ErrorCode.EACCES);
  }

  @Test
  void tellsThatThePasswordIsWrongWithoutSayingIt() throws Exception {
    SocksHandshake handshake = to(GUARDED, "h:1");
    receive(handshake, "05 02");
    assertThatExceptionOfType(SocksHandshake.Refusal.class)
        .isThrownBy(() -> receive(handshake, "01 01"))
        .withMessageNotContaining("word ")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EACCES));
  }

  @ParameterizedTest
  @CsvSource({"48 54", "04 00", "00 00"})
  void leavesServersOfOtherProtocols(String octets) {
    assertRefused(to(OPEN, "h:1"), octets, ErrorCode.EPROTO);
  }

  @Test
  void refusesARequestWhoseNameIsTooLong() {
    assertRefused(to(OPEN, "a".repeat(256) + ":1"), "05 00", ErrorCode.ENAMETOOLONG);
  }

  private static void assertRefused(SocksHandshake handshake, String octets, ErrorCode code) {
    assertThatExceptionOfType(SocksHandshake.Refusal.class)
        .isThrownBy(() -> receive(handshake, octets))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void showsNoPassword() {
    assertThat(GUARDED.toString()).doesNotContain("word").doesNotContain("user");
    assertThat(to(GUARDED, "h:1").toString()).doesNotContain("word");
  }
}
