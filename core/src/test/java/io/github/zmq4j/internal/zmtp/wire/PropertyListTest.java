package io.github.zmq4j.internal.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.PropertyList.Property;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyListTest {
  private static final byte[] NO_ID = {};

  /** Each READY as an unnamed socket of libzmq sends it. */
  @ParameterizedTest
  @CsvSource({
    "PAIR,    041a 055245414459 0b536f636b65742d54797065 00000004 50414952",
    "PUB,     0419 055245414459 0b536f636b65742d54797065 00000003 505542",
    "SUB,     0419 055245414459 0b536f636b65742d54797065 00000003 535542",
    "REQ,     0426 055245414459 0b536f636b65742d54797065 00000003 524551"
        + " 084964656e74697479 00000000",
    "REP,     0419 055245414459 0b536f636b65742d54797065 00000003 524550",
    "DEALER,  0429 055245414459 0b536f636b65742d54797065 00000006 4445414c4552"
        + " 084964656e74697479 00000000",
    "ROUTER,  0429 055245414459 0b536f636b65742d54797065 00000006 524f55544552"
        + " 084964656e74697479 00000000",
    "PULL,    041a 055245414459 0b536f636b65742d54797065 00000004 50554c4c",
    "PUSH,    041a 055245414459 0b536f636b65742d54797065 00000004 50555348",
    "XPUB,    041a 055245414459 0b536f636b65742d54797065 00000004 58505542",
    "XSUB,    041a 055245414459 0b536f636b65742d54797065 00000004 58535542",
    "SERVER,  041c 055245414459 0b536f636b65742d54797065 00000006 534552564552",
    "CLIENT,  041c 055245414459 0b536f636b65742d54797065 00000006 434c49454e54",
    "RADIO,   041b 055245414459 0b536f636b65742d54797065 00000005 524144494f",
    "DISH,    041a 055245414459 0b536f636b65742d54797065 00000004 44495348",
    "GATHER,  041c 055245414459 0b536f636b65742d54797065 00000006 474154484552",
    "SCATTER, 041d 055245414459 0b536f636b65742d54797065 00000007 53434154544552",
    "PEER,    041a 055245414459 0b536f636b65742d54797065 00000004 50454552",
    "CHANNEL, 041d 055245414459 0b536f636b65742d54797065 00000007 4348414e4e454c",
  })
  void writesWhatAnUnnamedSocketSends(SocketType type, String ready) {
    byte[] list = PropertyList.encode(type, NO_ID, Map.of());
    byte[] frame = Framing.V2.frame(Framing.COMMAND, CommandBody.encode("READY", list));
    assertThat(frame).isEqualTo(Hex.bytes(ready));
  }

  @Test
  void writesTheRoutingId() {
    assertThat(PropertyList.encode(SocketType.DEALER, Hex.bytes("636c69656e742d31"), Map.of()))
        .isEqualTo(
            Hex.bytes(
                "0b536f636b65742d54797065 00000006 4445414c4552",
                "084964656e74697479 00000008 636c69656e742d31"));
  }

  @Test
  void writesTheApplicationsPropertiesByName() {
    Map<String, String> application = new LinkedHashMap<>();
    application.put("X-b", "2");
    application.put("X-a", "1");
    assertThat(PropertyList.encode(SocketType.PUB, NO_ID, application))
        .isEqualTo(
            Hex.bytes(
                "0b536f636b65742d54797065 00000003 505542",
                "03582d61 00000001 31",
                "03582d62 00000001 32"));
  }

  @Test
  void readsPropertiesInOrderDuplicatesIncluded() throws Exception {
    PropertyList list =
        PropertyList.parse(Hex.bytes("0161 00000001 31 0162 00000000 0141 00000002 3233"));
    assertThat(list.properties()).extracting(Property::name).containsExactly("a", "b", "A");
    assertThat(list.properties()).extracting(Property::text).containsExactly("1", "", "23");
    assertThat(PropertyList.parse(NO_ID).properties()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00", // no name
        "0000000000",
        "01", // a name that is not there
        "0361",
        "0161", // no value
        "0161 000000",
        "0161 00000001",
        "0161 00000002 31",
        "0161 7fffffff 31",
        "0161 80000000 31",
        "0161 ffffffff 31",
        "0161 fffffffb 31", // adding the header to it would overflow
        "0161 00000001 31 02",
      })
  void refusesWhatRunsPastTheEnd(String hex) {
    assertThatThrownBy(() -> PropertyList.parse(Hex.bytes(hex)))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            violation -> assertThat(violation.reason()).isEqualTo(Reason.INVALID_METADATA));
  }

  @Test
  void garbageIsAViolationOrAList() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] garbage = new byte[random.nextInt(40)];
      for (int j = 0; j < garbage.length; j++) {
        garbage[j] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(3));
      }
      try {
        PropertyList.parse(garbage);
      } catch (ProtocolViolation violation) {
        assertThat(violation.eventValue()).isEqualTo(0x10000018);
      }
    }
  }
}
