package io.github.zmq4j.internal.zmtp;

import static io.github.zmq4j.internal.zmtp.WirePeer.FILLER;
import static io.github.zmq4j.internal.zmtp.WirePeer.GREETING_3_1;
import static io.github.zmq4j.internal.zmtp.WirePeer.PLAIN_FIELD;
import static io.github.zmq4j.internal.zmtp.WirePeer.READY_DEALER;
import static io.github.zmq4j.internal.zmtp.WirePeer.READY_ROUTER;
import static io.github.zmq4j.internal.zmtp.WirePeer.SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.Hex;
import io.github.zmq4j.internal.zmtp.wire.Split;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Event;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Handshakes with peers of 3.0 and later that do as they should not. */
class HandshakeViolationTest {
  private static final String READY = "055245414459";
  private static final String TYPE = "0b536f636b65742d54797065";
  private static final String IDENTITY = "084964656e74697479";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no command name,        0400,                                10000011",
    "name beyond the frame,  0403 055245,                         10000011",
    "another command,        0406 0548454c4c4f,                   10000001",
    "a message,              0002 0161,                           10000001",
    "a name in lower case,   0406 057265616479,                   10000001",
    "half a property,        0407 055245414459 0b,                10000018",
    "a value past the end,   0417 055245414459 0b536f636b65742d54797065 00000004 50, 10000018",
    "a huge value,           0417 055245414459 0b536f636b65742d54797065 ffffffff 50, 10000018",
    "a type that is none,    0418 055245414459 0b536f636b65742d54797065 00000002 5055, 10000018",
    "a type that fits not,   0419 055245414459 0b536f636b65742d54797065 00000003 505542, 10000018",
    "error that ends early,  0408 054552524f520334,               10000015",
    "error without a reason, 0406 054552524f52,                   10000015",
  })
  void reportsTheProtocolErrorThatLibzmqNames(String name, String frame, String code) {
    for (List<ByteBuffer> pieces : Split.everyWay(Hex.bytes(GREETING_3_1, frame))) {
      WirePeer peer = dealer();
      ProtocolViolation violation = violation(peer, pieces);
      assertThat(violation.reason().event()).isEqualTo(Event.HANDSHAKE_FAILED_PROTOCOL);
      assertThat(violation.eventValue()).isEqualTo(Integer.parseInt(code, 16));
      assertThat(violation.mayReconnect()).isFalse();
      assertThat(violation.getStackTrace()).isEmpty();
      assertThat(peer.handshake.isComplete()).isFalse();
    }
  }

  @Test
  void checksEachSocketType() {
    String twoTypes = READY + TYPE + "00000006" + "524f55544552" + TYPE + "00000003" + "505542";
    ProtocolViolation violation = violation(dealer(), GREETING_3_1 + command(twoTypes));
    assertThat(violation).hasMessageContaining("DEALER").hasMessageContaining("PUB");
    assertThat(violation.eventValue()).isEqualTo(0x10000018);
  }

  @Test
  void tellsThePeerWhyItsMetadataDoesNotDo() {
    WirePeer peer = dealer();
    violation(peer, GREETING_3_1 + command(READY + TYPE + "00000003" + "505542"));
    assertThat(peer.hears()).contains("054552524f52" /* ERROR */).contains("505542");
  }

  @Test
  void refusesAnIdentityOfMoreThan255Bytes() throws Exception {
    dealer().says(GREETING_3_1 + command(READY + IDENTITY + "000000ff" + "61".repeat(255)));
    String tooLong = command(READY + IDENTITY + "00000100" + "61".repeat(256));
    assertThat(violation(dealer(), GREETING_3_1 + tooLong).eventValue()).isEqualTo(0x10000018);
  }

  @Test
  void takesAnIdentityThatBeginsWith0ForNone() throws Exception {
    WirePeer peer = dealer();
    peer.says(GREETING_3_1 + command(READY + IDENTITY + "00000005" + "0000000001"));
    assertThat(peer.handshake.peer().routingId()).isEmpty();
  }

  @Test
  void theLastIdentityAndTheFirstOfOtherPropertiesCount() throws Exception {
    WirePeer peer = dealer();
    String list =
        IDENTITY
            + "00000001"
            + "61"
            + IDENTITY
            + "00000001"
            + "62" //
            + "03582d61"
            + "00000001"
            + "31"
            + "03782d41"
            + "00000001"
            + "32";
    peer.says(GREETING_3_1 + command(READY + list));
    assertThat(peer.handshake.peer().routingId()).asString().isEqualTo("b");
    assertThat(peer.handshake.peer().metadata().get("X-A")).isEqualTo("1");
  }

  @Test
  void dropsWhatAPeerMayNotSayOfItself() throws Exception {
    WirePeer peer = dealer();
    String userId = "07" + Hex.ofText("USER-id") + "00000004" + "726f6f74";
    String address = "0c" + Hex.ofText("Peer-Address") + "00000001" + "31";
    peer.says(GREETING_3_1 + command(READY + userId + address));
    assertThat(peer.handshake.peer().metadata().get("User-Id")).isNull();
    assertThat(peer.handshake.peer().metadata().get("Peer-Address")).isEqualTo("192.0.2.7");
  }

  @Test
  void sendsTheWholeGreetingBeforeItReportsAnotherMechanism() {
    WirePeer peer = dealer();
    ProtocolViolation violation = violation(peer, SIGNATURE + "0301" + PLAIN_FIELD + FILLER);
    assertThat(violation.eventValue()).isEqualTo(0x11000002);
    assertThat(violation).hasMessageContaining("PLAIN").hasMessageContaining("NULL");
    assertThat(peer.hears()).isEqualTo(GREETING_3_1);
  }

  @Test
  void comparesAll20OctetsOfTheMechanism() {
    String field = "4e554c4c" + "00".repeat(15) + "01";
    assertThat(violation(dealer(), SIGNATURE + "0301" + field + FILLER).eventValue())
        .isEqualTo(0x11000002);
  }

  @ParameterizedTest(name = "ERROR {0}")
  @CsvSource({
    "300,  HANDSHAKE_FAILED_AUTH, 300, true",
    "400,  HANDSHAKE_FAILED_AUTH, 400, false",
    "500,  HANDSHAKE_FAILED_AUTH, 500, false",
    "600,  NONE,                  0,   false",
    "4000, NONE,                  0,   false",
    "'',   NONE,                  0,   false",
  })
  void takesErrorForARefusal(String words, Event event, int value, boolean mayReconnect) {
    String body = "054552524f52" + "0" + words.length() + Hex.ofText(words);
    ProtocolViolation violation = violation(dealer(), GREETING_3_1 + command(body));
    assertThat(violation.reason().event()).isEqualTo(event);
    assertThat(violation.eventValue()).isEqualTo(value);
    assertThat(violation.mayReconnect()).isEqualTo(mayReconnect);
  }

  @Test
  void printsNothingOfAnErrorThatCannotBePrinted() {
    ProtocolViolation violation =
        violation(dealer(), GREETING_3_1 + command("054552524f52" + "03" + "611b0a"));
    assertThat(violation).hasMessageEndingWith("a??");
  }

  @Test
  void boundsTheBytesOfAHandshake() {
    String large = "06" + "0000000000010001" + "05";
    assertThat(violation(dealer(), GREETING_3_1 + large).eventValue()).isZero();
    String fitsAlone = command(READY + "0161" + "0000fff0" + "00".repeat(0xfff0));
    assertThat(violation(dealer(), GREETING_3_1 + fitsAlone).eventValue()).isEqualTo(0x10000000);
  }

  @Test
  void aHandshakeThatFailedStaysFailed() {
    WirePeer peer = dealer();
    violation(peer, GREETING_3_1 + "0400");
    assertThat(catchThrowableOfType(IllegalStateException.class, () -> peer.says(READY_ROUTER)))
        .isNotNull();
    assertThat(peer.handshake.isComplete()).isFalse();
  }

  static List<Long> seeds() {
    return LongStream.range(0, 300).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void garbageIsAViolationOrNothing(long seed) {
    Random random = new Random(seed);
    byte[] script = Hex.bytes(GREETING_3_1, READY_DEALER, "000161");
    if (random.nextInt(4) == 0) {
      random.nextBytes(script);
    } else {
      for (int i = random.nextInt(4); i >= 0; i--) {
        script[random.nextInt(script.length)] = (byte) random.nextInt();
      }
    }
    TestSettings settings = TestSettings.of(SocketType.ROUTER);
    WirePeer peer =
        new WirePeer(
            random.nextBoolean() ? settings.handshake() : settings.withoutOldPeers().handshake());
    try {
      peer.says(Split.randomly(script, random));
    } catch (ProtocolViolation violation) {
      assertThat(violation.getMessage()).isNotEmpty();
    }
  }

  private static WirePeer dealer() {
    return new WirePeer(TestSettings.of(SocketType.DEALER).handshake());
  }

  private static String command(String body) {
    int length = body.length() / 2;
    return (length < 256 ? String.format("04%02x", length) : String.format("06%016x", length))
        + body;
  }

  private static ProtocolViolation violation(WirePeer peer, String script) {
    return violation(peer, List.of(ByteBuffer.wrap(Hex.bytes(script))));
  }

  private static ProtocolViolation violation(WirePeer peer, List<ByteBuffer> script) {
    ProtocolViolation violation =
        catchThrowableOfType(ProtocolViolation.class, () -> peer.says(script));
    assertThat(violation).isNotNull();
    return violation;
  }
}
