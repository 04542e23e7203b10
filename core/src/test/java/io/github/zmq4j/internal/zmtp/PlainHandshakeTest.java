package io.github.zmq4j.internal.zmtp;

import static io.github.zmq4j.internal.zmtp.WirePeer.FILLER;
import static io.github.zmq4j.internal.zmtp.WirePeer.PLAIN_FIELD;
import static io.github.zmq4j.internal.zmtp.WirePeer.SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.mechanism.PlainClientMechanism;
import io.github.zmq4j.internal.zmtp.mechanism.PlainServerMechanism;
import io.github.zmq4j.internal.zmtp.wire.Hex;
import io.github.zmq4j.internal.zmtp.wire.Split;
import io.github.zmq4j.spi.Mechanism;
import io.github.zmq4j.spi.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainHandshakeTest {
  private static final String CLIENT_GREETING = SIGNATURE + "0301" + PLAIN_FIELD + FILLER;
  private static final String HELLO = "0415 0548454c4c4f 05 61646d696e 08 70617373776f7264";
  private static final String WELCOME = "0408 0757454c434f4d45";
  private static final String INITIATE =
      "041d 08494e495449415445 0b536f636b65742d54797065 00000004 50555348";
  private static final String READY =
      "041a 055245414459 0b536f636b65742d54797065 00000004 50554c4c";

  @Test
  void serverAnswersAsInTheExamples() throws Exception {
    WirePeer client = new WirePeer(server().handshake());
    client.says(CLIENT_GREETING);
    assertThat(client.hears()).isEqualTo(SIGNATURE + "0301" + PLAIN_FIELD + "01" + "00".repeat(31));

    client.says(HELLO);
    assertThat(client.hears()).isEmpty();
    AuthenticationRequest request = client.handshake.pollAuthentication();
    assertThat(request.mechanism()).isEqualTo("PLAIN");
    assertThat(request.credentials()).extracting(String::new).containsExactly("admin", "password");
    assertThat(request).asString().doesNotContain("admin").doesNotContain("[B");

    client.handshake.onAuthentication(new AuthenticationReply.Accepted("admin", Map.of()));
    assertThat(client.hears()).isEqualTo(hex(WELCOME));
    assertThat(client.says(INITIATE + "000161")).isEqualTo(3);
    assertThat(client.hears()).isEqualTo(hex(READY));
    assertThat(client.handshake.peer().socketType()).isEqualTo(SocketType.PUSH);
    assertThat(client.handshake.peer().metadata().get("User-Id")).isEqualTo("admin");
  }

  @Test
  void clientAnswersAsInTheExamples() throws Exception {
    byte[] script = Hex.bytes(CLIENT_GREETING, WELCOME, READY, "000161");
    for (List<ByteBuffer> pieces : Split.everyWay(script)) {
      WirePeer server = new WirePeer(client("admin", "password").handshake());
      assertThat(server.says(pieces)).isEqualTo(3);
      assertThat(server.hears()).isEqualTo(CLIENT_GREETING + hex(HELLO) + hex(INITIATE));
      assertThat(server.handshake.peer().socketType()).isEqualTo(SocketType.PULL);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "READY first,           041a 055245414459 0b536f636b65742d54797065 00000004 50555348, 10000001",
    "INITIATE first,        0409 08494e495449415445,       10000001",
    "ERROR of a client,     040a 054552524f52 03343030,    10000001",
    "no lengths,            0406 0548454c4c4f,             10000013",
    "no password,           0408 0548454c4c4f 0161,        10000013",
    "username past the end, 0408 0548454c4c4f 0261,        10000013",
    "password past the end, 040a 0548454c4c4f 0161 0362,   10000013",
    "bytes to spare,        040b 0548454c4c4f 0161 0162 63, 10000013",
  })
  void serverRefusesInsteadOfHello(String name, String frame, String code) {
    WirePeer client = new WirePeer(server().handshake());
    assertThat(violation(client, CLIENT_GREETING + frame).eventValue())
        .isEqualTo(Integer.parseInt(code, 16));
    assertThat(client.handshake.pollAuthentication()).isNull();
  }

  @Test
  void serverRefusesCommandsBeforeTheDecision() throws Exception {
    WirePeer client = new WirePeer(server().handshake());
    client.says(CLIENT_GREETING + HELLO);
    assertThat(violation(client, INITIATE).eventValue()).isEqualTo(0x10000001);
  }

  @Test
  void serverChecksTheMetadataBeforeItIsReady() throws Exception {
    WirePeer client = new WirePeer(server().handshake());
    client.says(CLIENT_GREETING + HELLO);
    client.handshake.onAuthentication(new AuthenticationReply.Accepted("", Map.of()));
    client.hears();
    String pub = "041c 08494e495449415445 0b536f636b65742d54797065 00000003 505542";
    assertThat(violation(client, pub).eventValue()).isEqualTo(0x10000018);
    assertThat(client.hears()).doesNotContain(hex("055245414459"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "READY first,    0406 055245414459,            10000001",
    "WELCOME and more, 0409 0757454c434f4d45 00,   10000017",
    "WELCOME twice,  0408 0757454c434f4d45 0408 0757454c434f4d45, 10000001",
    "bad metadata,   0408 0757454c434f4d45 0407 055245414459 05, 10000018",
    "refusal,        040a 054552524f52 03343030,   190",
    "refusal by libzmq, 0409 5e52524f52 03343030,  190",
    "refusal by libzmq that ends early, 0406 5e52524f52 03, 10000015",
  })
  void clientRefuses(String name, String frames, String code) {
    WirePeer server = new WirePeer(client("admin", "password").handshake());
    assertThat(violation(server, CLIENT_GREETING + frames).eventValue())
        .isEqualTo(Integer.parseInt(code, 16));
  }

  @Test
  void completesBetweenTwoOfUs() throws Exception {
    HandshakePair pair = new HandshakePair(client("é", "").settings(), server().settings());
    pair.exchange();
    assertThat(pair.right.pollAuthentication().credentials())
        .containsExactly("é".getBytes(java.nio.charset.StandardCharsets.UTF_8), new byte[0]);
    pair.right.onAuthentication(new AuthenticationReply.Accepted("", Map.of()));
    pair.exchange();
    assertThat(pair.left.isComplete()).isTrue();
    assertThat(pair.right.isComplete()).isTrue();
  }

  @Test
  void refusesCredentialsOfMoreThan255Bytes() {
    Mechanism.Setup setup = new Mechanism.Setup(new byte[0], false);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlainClientMechanism(setup, "a", "secret".repeat(50)))
        .withMessageNotContaining("secret");
  }

  private static TestSettings server() {
    return TestSettings.of(SocketType.PULL)
        .mechanism(PlainServerMechanism::new)
        .authenticating()
        .withoutOldPeers();
  }

  private static TestSettings client(String username, String password) {
    return TestSettings.of(SocketType.PUSH)
        .mechanism(setup -> new PlainClientMechanism(setup, username, password))
        .withoutOldPeers();
  }

  private static String hex(String spaced) {
    return spaced.replace(" ", "");
  }

  private static ProtocolViolation violation(WirePeer peer, String script) {
    ProtocolViolation violation =
        catchThrowableOfType(ProtocolViolation.class, () -> peer.says(script));
    assertThat(violation).isNotNull();
    return violation;
  }
}
