package io.github.zmq4j;

import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static io.github.zmq4j.ZmqErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** REQ, REP, DEALER and ROUTER with each other, over tcp. */
@ExtendWith(LibraryThreads.class)
class RequestReplyIT {
  private static final String ANYWHERE = "tcp://127.0.0.1:*";

  private final Context context = Context.create();
  private final Rep server = context.rep();
  private final Req client = context.req();

  @AfterEach
  void close() {
    client.set(Options.LINGER, Duration.ZERO);
    context.close();
  }

  @Test
  void letsNobodyReceiveBeforeHeAsked() {
    client.connect(server.bind(ANYWHERE));
    assertFails(ErrorCode.EFSM, client::receive).withMessageContaining("must send a request");
    assertFails(ErrorCode.EFSM, client::tryReceive);
    assertFails(ErrorCode.EFSM, client::receiveFrame);
    client.send("request"); // nothing has changed
    assertThat(receiveText(server)).isEqualTo("request");
  }

  @Test
  void letsNobodyAskTwice() {
    client.connect(server.bind(ANYWHERE));
    client.send("first");
    assertFails(ErrorCode.EFSM, () -> client.send("second"))
        .withMessageContaining("must receive the reply");
    assertFails(ErrorCode.EFSM, () -> client.trySend("second"));
    assertFails(ErrorCode.EFSM, () -> client.sendMore("second"));
    assertThat(receiveText(server)).isEqualTo("first");
    server.send("reply");
    assertThat(receiveText(client)).isEqualTo("reply");
  }

  @Test
  void letsNobodyReplyBeforeHeWasAsked() {
    client.connect(server.bind(ANYWHERE));
    assertFails(ErrorCode.EFSM, () -> server.send("answer"));
    assertFails(ErrorCode.EFSM, () -> server.trySend("answer"));
    client.send("request");
    assertThat(receiveText(server)).isEqualTo("request");
    assertFails(ErrorCode.EFSM, server::receive);
    assertFails(ErrorCode.EFSM, server::tryReceive);
    server.send("reply");
    assertFails(ErrorCode.EFSM, () -> server.send("another"));
    assertThat(receiveText(client)).isEqualTo("reply");
  }

  @Test
  void waitsForAReplyNoLongerThanToldTo() {
    client.connect(server.bind(ANYWHERE));
    client.set(Options.RECEIVE_TIMEOUT, Duration.ofMillis(50));
    client.send("request");
    assertFails(ErrorCode.EAGAIN, client::receive).withMessageContaining("50 ms");
    assertThat(client.tryReceive(Duration.ofMillis(10))).isNull();
    assertThat(client.tryReceive()).isNull();
    assertThat(receiveText(server)).isEqualTo("request");
    server.send("late");
    assertThat(receiveText(client)).isEqualTo("late");
  }

  @Test
  void waitsForAPeerNoLongerThanToldTo() {
    client.set(Options.SEND_TIMEOUT, Duration.ofMillis(50));
    assertFails(ErrorCode.EAGAIN, () -> client.send("to nobody")).withMessageContaining("50 ms");
    assertThat(client.trySend("to nobody")).isFalse();
    assertThat(client.trySend(Message.of("to nobody"), Duration.ofMillis(10))).isFalse();
    client.connect(server.bind(ANYWHERE));
    client.send("to somebody");
    assertThat(receiveText(server)).isEqualTo("to somebody");
  }

  @Test
  void goesOnWhenAPeerComesWhileSomebodyWaitsToSend() {
    client.set(Options.SEND_TIMEOUT, Patience.LIMIT);
    Caller<Void> asker = Caller.run(() -> client.send("to whoever comes")).awaitWaiting();
    client.connect(server.bind(ANYWHERE));
    asker.result();
    assertThat(receiveText(server)).isEqualTo("to whoever comes");
  }

  @Test
  void asksAgainWithoutAReplyWhenRelaxed() {
    client.relaxed(true);
    client.correlate(true);
    client.connect(server.bind(ANYWHERE));
    client.send("first");
    assertThat(receiveText(server)).isEqualTo("first");
    client.send("second");
    server.send("reply to first"); // comes too late
    assertThat(receiveText(server)).isEqualTo("second");
    server.send("reply to second");
    assertThat(receiveText(client)).isEqualTo("reply to second");
    assertFails(ErrorCode.EFSM, client::tryReceive);
  }

  @Test
  void sendsTheRequestsOfOneSocketToItsPeersInTurn() {
    Rep other = context.rep();
    client.connect(server.bind(ANYWHERE));
    client.connect(other.bind(ANYWHERE));
    for (int i = 0; i < 6; i++) {
      client.send("request " + i);
      Rep asked = i % 2 == 0 ? server : other;
      assertThat(receiveText(asked)).isEqualTo("request " + i);
      asked.send("reply " + i);
      assertThat(receiveText(client)).isEqualTo("reply " + i);
    }
  }

  @Test
  void repliesToTheAskerWhoeverElseIsThere() {
    String endpoint = server.bind(ANYWHERE);
    List<Req> clients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Req asker = context.req();
      clients.add(asker);
      asker.connect(endpoint);
      asker.send(Integer.toString(i));
    }
    for (int i = 0; i < 10; i++) {
      String asker = receiveText(server);
      server.send("to " + asker);
      assertThat(receiveText(clients.get(Integer.parseInt(asker)))).isEqualTo("to " + asker);
    }
  }

  @Test
  void goesOnServingWhenTheAskerHasGone() {
    EventRecorder events = EventRecorder.on(server);
    String endpoint = server.bind(ANYWHERE);
    Req vanishing = context.req();
    vanishing.connect(endpoint);
    vanishing.send("last words");
    assertThat(receiveText(server)).isEqualTo("last words");
    vanishing.close();
    events.await(MonitorEvent.Type.DISCONNECTED);
    server.send("to nobody");
    client.connect(endpoint);
    client.send("request");
    assertThat(receiveText(server)).isEqualTo("request");
    server.send("reply");
    assertThat(receiveText(client)).isEqualTo("reply");
  }

  @Test
  void carriesSeveralFramesBothWays() {
    client.connect(server.bind(ANYWHERE));
    client.send(Message.of("", "b", "", "d"));
    Message request = receive(server);
    assertThat(request.frames()).extracting(Frame::text).containsExactly("", "b", "", "d");
    server.send(request);
    assertThat(receive(client)).isEqualTo(request);
  }

  @Test
  void keepsTheWholeEnvelopeBetweenRequestAndReply() {
    Dealer dealer = context.dealer();
    dealer.connect(server.bind(ANYWHERE));
    dealer.send(Message.of("hop 2", "hop 1", "", "request"));
    assertThat(receive(server)).isEqualTo(Message.of("request"));
    server.send("reply");
    assertThat(receive(dealer)).isEqualTo(Message.of("hop 2", "hop 1", "", "reply"));
  }

  @Test
  void dropsRequestsWithoutAnEnvelope() {
    Dealer dealer = context.dealer();
    dealer.connect(server.bind(ANYWHERE));
    dealer.send("malformed");
    dealer.send(Message.of("", "well-formed"));
    assertThat(receiveText(server)).isEqualTo("well-formed");
  }

  @Test
  void ignoresAReplyWithoutTheEmptyFrame() {
    Router router = context.router();
    client.connect(router.bind(ANYWHERE));
    client.send("request");
    Message request = receive(router);
    assertThat(request.frames()).hasSize(3);
    assertThat(request.frame(1)).isEqualTo(Frame.EMPTY);
    router.send(Message.of(request.frame(0), "malformed"));
    router.send(Message.of(request.frame(0), "", "well-formed"));
    assertThat(receiveText(client)).isEqualTo("well-formed");
  }

  @Test
  void passesRequestsThroughRouterAndDealer() {
    Router front = context.router();
    Dealer back = context.dealer();
    back.connect(server.bind(ANYWHERE));
    client.connect(front.bind(ANYWHERE));
    client.send("request");
    back.send(receive(front));
    assertThat(receiveText(server)).isEqualTo("request");
    server.send("reply");
    front.send(receive(back));
    assertThat(receiveText(client)).isEqualTo("reply");
  }

  @Test
  void tellsWhoIsThere() {
    Router router = context.router();
    Dealer dealer = context.dealer();
    dealer.routingId("dealer");
    dealer.connect(router.bind(ANYWHERE));
    dealer.send("hello");
    receive(router);
    assertThat(router.peers()).hasSize(1);
    RouterPeer peer = router.peers().get(0);
    assertThat(peer.routingId().text()).isEqualTo("dealer");
    assertThat(peer.remoteEndpoint()).startsWith("tcp://127.0.0.1:");
    assertThat(peer.metadata().get("Socket-Type")).isEqualTo("DEALER");
    assertThat(peer.metadata().get("Peer-Address")).isEqualTo("127.0.0.1");
    EventRecorder atDealer = EventRecorder.on(dealer);
    assertThat(router.disconnectPeer(Frame.of("dealer"))).isTrue();
    atDealer.await(MonitorEvent.Type.DISCONNECTED);
    assertThat(router.disconnectPeer(Frame.of("nobody"))).isFalse();
  }

  @Test
  void reportsWhatCannotBeRoutedWhenItIsMandatory() {
    Router router = context.router();
    router.bind(ANYWHERE);
    router.send(Message.of("nobody", "dropped"));
    router.mandatory(true);
    assertFails(ErrorCode.EHOSTUNREACH, () -> router.send(Message.of("nobody", "refused")));
  }

  @Test
  void tellsWhatCanBeDoneAtOnce() {
    assertThat(client.get(Options.EVENTS)).isZero();
    client.connect(server.bind(ANYWHERE));
    assertThat(client.get(Options.EVENTS)).isEqualTo(2);
    client.send("request");
    assertThat(client.get(Options.EVENTS)).isZero();
    Patience.until("the request is there", () -> server.get(Options.EVENTS) == 1);
    assertThat(receiveText(server)).isEqualTo("request");
    assertThat(server.get(Options.EVENTS)).isEqualTo(2);
    server.send("reply");
    Patience.until("the reply is there", () -> client.get(Options.EVENTS) == 1);
    assertThat(receiveText(client)).isEqualTo("reply");
  }
}
