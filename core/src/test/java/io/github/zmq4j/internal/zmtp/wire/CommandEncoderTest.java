package io.github.zmq4j.internal.zmtp.wire;

import static io.github.zmq4j.internal.zmtp.wire.Version.ZMTP_1_0;
import static io.github.zmq4j.internal.zmtp.wire.Version.ZMTP_2_0;
import static io.github.zmq4j.internal.zmtp.wire.Version.ZMTP_3_0;
import static io.github.zmq4j.internal.zmtp.wire.Version.ZMTP_3_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.zmq4j.Frame;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CommandEncoderTest {
  private static final byte[] TOPIC = {'A'};
  private static final byte[] NOTHING = {};

  private static Frame request(int mark, byte[] topic) {
    return Frame.wrap(ByteBuffer.allocate(1 + topic.length).put((byte) mark).put(topic).array());
  }

  @Test
  void subscribesInTheFormOfEachVersion() {
    assertThat(CommandEncoder.of(ZMTP_3_1).subscription(request(1, TOPIC)))
        .isEqualTo(Hex.bytes("040b 09535542534352494245 41"));
    assertThat(CommandEncoder.of(ZMTP_3_0).subscription(request(1, TOPIC)))
        .isEqualTo(Hex.bytes("00020141"));
    assertThat(CommandEncoder.of(ZMTP_2_0).subscription(request(1, TOPIC)))
        .isEqualTo(Hex.bytes("00020141"));
    assertThat(CommandEncoder.of(ZMTP_1_0).subscription(request(1, TOPIC)))
        .isEqualTo(Hex.bytes("03000141"));
  }

  @Test
  void subscribesToEverything() {
    assertThat(CommandEncoder.of(ZMTP_3_1).subscription(request(1, NOTHING)))
        .isEqualTo(Hex.bytes("040a 09535542534352494245"));
    assertThat(CommandEncoder.of(ZMTP_3_0).subscription(request(1, NOTHING)))
        .isEqualTo(Hex.bytes("000101"));
  }

  @Test
  void cancelsInTheFormOfEachVersion() {
    assertThat(CommandEncoder.of(ZMTP_3_1).subscription(request(0, TOPIC)))
        .isEqualTo(Hex.bytes("0408 0643414e43454c 41"));
    assertThat(CommandEncoder.of(ZMTP_3_0).subscription(request(0, TOPIC)))
        .isEqualTo(Hex.bytes("00020041"));
    assertThat(CommandEncoder.of(ZMTP_2_0).subscription(request(0, TOPIC)))
        .isEqualTo(Hex.bytes("00020041"));
    assertThat(CommandEncoder.of(ZMTP_1_0).subscription(request(0, TOPIC)))
        .isEqualTo(Hex.bytes("03000041"));
  }

  /** libzmq chooses the form by the topic alone here, one octet too early. */
  @Test
  void takesTheLongFormForAnOldSubscriptionOf255Bytes() {
    byte[] topic = new byte[255];
    assertThat(Hex.text(CommandEncoder.of(ZMTP_3_0).subscription(request(1, topic))))
        .startsWith("020000000000000100" + "01")
        .hasSize(2 * (9 + 256));
  }

  @Test
  void makesHeartbeats() {
    CommandEncoder encoder = CommandEncoder.of(ZMTP_3_1);
    assertThat(encoder.ping(0, NOTHING)).isEqualTo(Hex.bytes("0407 0450494e47 0000"));
    assertThat(encoder.ping(30, "abc".getBytes(US_ASCII)))
        .isEqualTo(Hex.bytes("040a 0450494e47 001e 616263"));
    assertThat(encoder.ping(0xfffe, NOTHING)).isEqualTo(Hex.bytes("0407 0450494e47 fffe"));
    assertThat(encoder.pong("abc".getBytes(US_ASCII)))
        .isEqualTo(Hex.bytes("0408 04504f4e47 616263"));
    assertThat(encoder.pong(NOTHING)).isEqualTo(Hex.bytes("0405 04504f4e47"));
  }

  @Test
  void makesGroups() {
    CommandEncoder encoder = CommandEncoder.of(ZMTP_3_1);
    assertThat(encoder.join("weather")).isEqualTo(Hex.bytes("040c 044a4f494e 77656174686572"));
    assertThat(encoder.leave("weather")).isEqualTo(Hex.bytes("040d 054c45415645 77656174686572"));
  }

  @Test
  void sealsCommandsAndOldSubscriptions() {
    assertThat(CommandEncoder.of(ZMTP_3_1, new ToyCipher()).pong(NOTHING))
        .isEqualTo(Hex.bytes("0007 0201 474e4f5004"));
    assertThat(CommandEncoder.of(ZMTP_3_0, new ToyCipher()).subscription(request(1, TOPIC)))
        .isEqualTo(Hex.bytes("0004 0001 4101"));
  }

  @Test
  void hasNoCommandsForOldPeers() {
    assertThatIllegalStateException()
        .isThrownBy(() -> CommandEncoder.of(ZMTP_2_0).ping(0, NOTHING));
  }
}
