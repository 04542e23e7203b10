package io.github.zmq4j.internal.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zmq4j.internal.zmtp.wire.Command.Join;
import io.github.zmq4j.internal.zmtp.wire.Command.Leave;
import io.github.zmq4j.internal.zmtp.wire.Command.PeerError;
import io.github.zmq4j.internal.zmtp.wire.Command.Ping;
import io.github.zmq4j.internal.zmtp.wire.Command.Pong;
import io.github.zmq4j.internal.zmtp.wire.Command.Subscription;
import io.github.zmq4j.internal.zmtp.wire.Command.Unknown;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {

  @Test
  void parsesSubscriptions() throws Exception {
    assertThat(request("09535542534352494245" + "41")).isEqualTo("0141");
    assertThat(request("09535542534352494245")).isEqualTo("01");
    assertThat(request("0643414e43454c" + "41")).isEqualTo("0041");
    assertThat(request("0643414e43454c")).isEqualTo("00");
    assertThat(parse("0a5355425343524942455241")).isEqualTo(new Unknown("SUBSCRIBER"));
  }

  @Test
  void parsesHeartbeats() throws Exception {
    Ping plain = (Ping) parse("0450494e470000");
    assertThat(plain.ttlTenths()).isZero();
    assertThat(plain.context()).isEmpty();
    Ping full = (Ping) parse("0450494e47fffe616263");
    assertThat(full.ttlTenths()).isEqualTo(65534);
    assertThat(full.context()).asString().isEqualTo("abc");
    assertThat(((Pong) parse("04504f4e47616263")).context()).asString().isEqualTo("abc");
  }

  @Test
  void cutsTheContextOfAPingAt16Bytes() throws Exception {
    Ping ping = (Ping) parse("0450494e470000" + "00".repeat(20));
    assertThat(ping.context()).hasSize(16);
  }

  @Test
  void parsesGroups() throws Exception {
    assertThat(parse("044a4f494e77656174686572")).isEqualTo(new Join("weather"));
    assertThat(parse("054c4541564577656174686572")).isEqualTo(new Leave("weather"));
    assertThat(parse("044a4f494e" + "61".repeat(255))).isEqualTo(new Join("a".repeat(255)));
  }

  @Test
  void parsesErrorsAndIgnoresWhatFollowsTheReason() throws Exception {
    assertThat(parse("054552524f5203343030")).isEqualTo(new PeerError("400"));
    assertThat(parse("054552524f5203343030ff")).isEqualTo(new PeerError("400"));
    assertThat(parse("054552524f5200")).isEqualTo(new PeerError(""));
  }

  @Test
  void knowsNamesByCase() throws Exception {
    assertThat(parse("0470696e670000")).isEqualTo(new Unknown("ping"));
    assertThat(parse("0161")).isEqualTo(new Unknown("a"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no body,                '',               MALFORMED_COMMAND",
    "no name,                00,               MALFORMED_COMMAND",
    "name beyond the frame,  0550494e47,       MALFORMED_COMMAND",
    "long name,              ff50494e47,       MALFORMED_COMMAND",
    "ping without ttl,       0450494e47,       MALFORMED_COMMAND",
    "ping with half a ttl,   0450494e4700,     MALFORMED_COMMAND",
    "error without reason,   054552524f52,     MALFORMED_ERROR",
    "error that ends early,  054552524f52033430, MALFORMED_ERROR",
  })
  void refuses(String name, String hex, Reason reason) {
    assertViolation(hex, reason);
  }

  @Test
  void refusesGroupsOfMoreThan255Bytes() {
    assertViolation("044a4f494e" + "61".repeat(256), Reason.MALFORMED_COMMAND);
    assertViolation("054c45415645" + "61".repeat(256), Reason.MALFORMED_COMMAND);
  }

  private static void assertViolation(String hex, Reason reason) {
    assertThatThrownBy(() -> parse(hex))
        .isInstanceOfSatisfying(
            ProtocolViolation.class, violation -> assertThat(violation.reason()).isEqualTo(reason));
  }

  private static String request(String hex) throws ProtocolViolation {
    return Hex.text(((Subscription) parse(hex)).request());
  }

  private static Command parse(String hex) throws ProtocolViolation {
    return Command.parse(Hex.bytes(hex));
  }
}
