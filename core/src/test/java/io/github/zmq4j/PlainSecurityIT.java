package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_FAILED_AUTH;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_FAILED_NO_DETAIL;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_FAILED_PROTOCOL;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.internal.zmtp.wire.Hex;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PLAIN, chosen by options, and the handler of ZAP who decides. */
@ExtendWith(LibraryThreads.class)
class PlainSecurityIT {
  private static final String ANY_PORT = "tcp://127.0.0.1:*";
  private static final String HANDLER = "inproc://zeromq.zap.01";

  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  private Dealer server() {
    Dealer server = context.dealer();
    server.set(Options.PLAIN_SERVER, true);
    return server;
  }

  private Dealer client(String username, String password) {
    Dealer client = context.dealer();
    client.set(Options.PLAIN_USERNAME, username);
    client.set(Options.PLAIN_PASSWORD, password);
    client.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    return client;
  }

  /** Answers one question and tells which it was. */
  private static List<String> answer(Rep handler, String status, String userId, byte[] metadata) {
    Message question = Patience.receive(handler);
    List<String> frames = new ArrayList<>();
    question.frames().forEach(frame -> frames.add(frame.text()));
    handler.send(Message.of("1.0", frames.get(1), status, "because", userId, metadata));
    return frames;
  }

  private Rep handler() {
    Rep handler = context.rep();
    handler.bind(HANDLER);
    return handler;
  }

  // ---- The choice ------------------------------------------------------------------------------

  @Test
  void isChosenByTheOptionThatWasSetLast() {
    Dealer dealer = context.dealer();
    assertThat(dealer.get(Options.MECHANISM)).isZero();
    dealer.set(Options.PLAIN_SERVER, true);
    assertThat(dealer.get(Options.MECHANISM)).isEqualTo(1);
    dealer.set(Options.PLAIN_SERVER, false);
    assertThat(dealer.get(Options.MECHANISM)).isZero();
    dealer.set(Options.PLAIN_USERNAME, "user");
    assertThat(dealer.get(Options.MECHANISM)).isEqualTo(1);
    dealer.set(Options.PLAIN_PASSWORD, "");
    assertThat(dealer.get(Options.MECHANISM)).isZero();
  }

  // ---- PLAIN -----------------------------------------------------------------------------------

  @Test
  void letsInWhomTheHandlerAccepts() {
    Rep handler = handler();
    Dealer server = server();
    server.set(Options.ZAP_DOMAIN, "test");
    Dealer client = client("admin", "secret");
    client.connect(server.bind(ANY_PORT));
    client.send("hello");
    byte[] metadata = Hex.bytes("04 726f6c65 00000004 726f6f74"); // role: root

    assertThat(answer(handler, "200", "Ann", metadata))
        .containsExactly("1.0", "1", "test", "127.0.0.1", "", "PLAIN", "admin", "secret");
    Message message = Patience.receive(server);
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.metadata().get("User-Id")).isEqualTo("Ann");
    assertThat(message.metadata().get("role")).isEqualTo("root");
    assertThat(message.metadata().get("Peer-Address")).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"400", "500"})
  void refusesForGoodWhomTheHandlerRefuses(String status) {
    Rep handler = handler();
    Dealer server = server();
    Dealer client = client("admin", "guess");
    EventRecorder ofServer = EventRecorder.on(server);
    EventRecorder ofClient = EventRecorder.on(client);
    String endpoint = server.bind(ANY_PORT);
    client.connect(endpoint);
    answer(handler, status, "", new byte[0]);

    MonitorEvent atServer = ofServer.await(HANDSHAKE_FAILED_AUTH);
    MonitorEvent atClient = ofClient.await(HANDSHAKE_FAILED_AUTH);
    assertThat(atServer.value()).isEqualTo(Long.parseLong(status));
    assertThat(atClient.value()).isEqualTo(Long.parseLong(status));
    assertThat(atServer.localEndpoint()).isEqualTo(endpoint);
    assertThat(atClient.remoteEndpoint()).isEqualTo(endpoint);
    ofServer.next(DISCONNECTED);
    ofClient.next(DISCONNECTED);
    assertThat(client.trySend("nobody is there")).isFalse();
  }

  @Test
  void letsATemporarilyRefusedClientTryAgain() {
    Rep handler = handler();
    Dealer server = server();
    Dealer client = client("admin", "secret");
    EventRecorder events = EventRecorder.on(server);
    client.connect(server.bind(ANY_PORT));
    answer(handler, "300", "", new byte[0]);
    assertThat(events.await(HANDSHAKE_FAILED_AUTH).value()).isEqualTo(300);
    answer(handler, "200", "", new byte[0]);
    events.await(HANDSHAKE_SUCCEEDED);
  }

  @Test
  void refusesEverybodyWithoutAHandler() {
    Dealer server = server();
    Dealer client = client("admin", "secret");
    EventRecorder events = EventRecorder.on(server);
    client.connect(server.bind(ANY_PORT));
    MonitorEvent failed = events.await(HANDSHAKE_FAILED_NO_DETAIL);
    assertThat(failed.value()).isEqualTo(ErrorCode.EFAULT.number());
    events.next(DISCONNECTED);
  }

  @Test
  void refusesAClientOfAnotherMechanism() {
    handler();
    Dealer server = server();
    Dealer client = context.dealer();
    EventRecorder events = EventRecorder.on(server);
    client.connect(server.bind(ANY_PORT));
    assertThat(events.await(HANDSHAKE_FAILED_PROTOCOL).value()).isEqualTo(0x11000002);
    events.next(DISCONNECTED);
  }

  @Test
  void refusesPeersTooOldToKnowSecurity() {
    handler();
    Dealer server = server();
    EventRecorder events = EventRecorder.on(server);
    try (RawPeer old = RawPeer.connect(server.bind(ANY_PORT))) {
      old.send(RawPeer.SIGNATURE + "01 05");
      events.await(DISCONNECTED);
      old.readUntilClosed();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1, 999, 0x20000004",
    "2.0, 1, 200, 0x20000003",
    "1.0, 2, 200, 0x20000002",
  })
  void refusesWhenTheHandlersReplyIsMalformed(
      String version, String request, String status, String code) {
    Rep handler = handler();
    Dealer server = server();
    EventRecorder events = EventRecorder.on(server);
    client("admin", "secret").connect(server.bind(ANY_PORT));
    Patience.receive(handler);
    handler.send(Message.of(version, request, status, "", "", ""));
    assertThat(events.await(HANDSHAKE_FAILED_PROTOCOL).value()).isEqualTo(Long.decode(code));
  }

  @Test
  void refusesWhenTheHandlersReplyHasTooFewFrames() {
    Rep handler = handler();
    Dealer server = server();
    EventRecorder events = EventRecorder.on(server);
    client("admin", "secret").connect(server.bind(ANY_PORT));
    Patience.receive(handler);
    handler.send(Message.of("1.0", "1", "200"));
    assertThat(events.await(HANDSHAKE_FAILED_PROTOCOL).value()).isEqualTo(0x20000001);
  }

  // ---- The handler -----------------------------------------------------------------------------

  @Test
  void asksARouterAboutManyAtOnceAndTakesTheAnswersInAnyOrder() {
    Router handler = context.router();
    handler.bind(HANDLER);
    Dealer server = server();
    EventRecorder events = EventRecorder.on(server);
    String endpoint = server.bind(ANY_PORT);
    for (int i = 0; i < 8; i++) {
      client("user" + i, "word" + i).connect(endpoint);
    }
    List<Message> questions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      questions.add(Patience.receive(handler));
    }
    for (int i = 7; i >= 0; i--) {
      Frame asker = questions.get(i).frame(0);
      handler.send(Message.of(asker, "", "1.0", "1", "200", "", "", ""));
    }
    for (int i = 0; i < 8; i++) {
      events.await(HANDSHAKE_SUCCEEDED);
    }
  }

  @Test
  void forgetsAQuestionWhoseConnectionIsGone() {
    Router handler = context.router();
    handler.bind(HANDLER);
    Dealer server = server();
    server.set(Options.HANDSHAKE_INTERVAL, Duration.ofMillis(50));
    EventRecorder events = EventRecorder.on(server);
    client("admin", "secret").connect(server.bind(ANY_PORT));
    Frame asker = Patience.receive(handler).frame(0); // and is never answered
    assertThat(events.await(HANDSHAKE_FAILED_NO_DETAIL).error()).isEqualTo(ErrorCode.ETIMEDOUT);
    Patience.until("the asker has gone", () -> !handler.canSendTo(asker));
  }

  @Test
  void asksAboutPeersOfTheNullMechanismOnlyInADomain() {
    Rep handler = handler();
    Dealer plain = context.dealer();
    Dealer guarded = context.dealer();
    guarded.set(Options.ZAP_DOMAIN, "here");
    Dealer client = context.dealer();
    client.connect(plain.bind(ANY_PORT));
    client.send("unasked");
    assertThat(Patience.receiveText(plain)).isEqualTo("unasked");

    Dealer other = context.dealer();
    other.connect(guarded.bind(ANY_PORT));
    other.send("asked");
    assertThat(answer(handler, "200", "Bob", new byte[0]))
        .containsExactly("1.0", "1", "here", "127.0.0.1", "", "NULL");
    assertThat(Patience.receive(guarded).metadata().get("User-Id")).isEqualTo("Bob");
  }

  @Test
  void letsPeersOfTheNullMechanismInWithoutAHandlerUnlessItIsEnforced() {
    Dealer lax = context.dealer();
    lax.set(Options.ZAP_DOMAIN, "here");
    Dealer client = context.dealer();
    client.connect(lax.bind(ANY_PORT));
    client.send("come in");
    assertThat(Patience.receiveText(lax)).isEqualTo("come in");

    Dealer strict = context.dealer();
    strict.set(Options.ZAP_DOMAIN, "here");
    strict.set(Options.ZAP_ENFORCE_DOMAIN, true);
    EventRecorder events = EventRecorder.on(strict);
    context.dealer().connect(strict.bind(ANY_PORT));
    assertThat(events.await(HANDSHAKE_FAILED_NO_DETAIL).value())
        .isEqualTo(ErrorCode.EFAULT.number());
  }

  // ---- The client ------------------------------------------------------------------------------

  @Test
  void sendsUserAndPasswordOnceTheServerSpeaksPlain() throws IOException {
    Dealer client = client("admin", "password");
    try (ServerSocket listener = RawPeer.listen()) {
      client.connect(RawPeer.endpointOf(listener));
      try (RawPeer server = RawPeer.accept(listener)) {
        server.send(
            RawPeer.SIGNATURE + "03 01 504c41494e" + "00".repeat(15) + "01" + "00".repeat(31));
        server.read(64);
        server.expect("04 15 0548454c4c4f 05 61646d696e 08 70617373776f7264");
        server.send("04 08 0757454c434f4d45");
        assertThat(new String(server.readFrame(), ISO_8859_1))
            .contains("INITIATE", "Socket-Type", "DEALER");
      }
    }
  }

  @Test
  void hasNoCurveYetAndSaysSoInsteadOfTalkingInClear() {
    Dealer dealer = context.dealer();
    dealer.set(Options.CURVE_SERVER, true);
    ZmqErrors.assertFails(ErrorCode.ENOTSUP, () -> dealer.bind(ANY_PORT))
        .withMessageContaining("CURVE");
    ZmqErrors.assertFails(ErrorCode.ENOTSUP, () -> dealer.connect("tcp://127.0.0.1:5555"));
  }
}
