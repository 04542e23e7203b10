package io.github.zmq4j;

import static io.github.zmq4j.Patience.receive;
import static io.github.zmq4j.Patience.receiveText;
import static io.github.zmq4j.ZmqErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages sent and received a frame at a time, over tcp. */
@ExtendWith(LibraryThreads.class)
class PartByPartIT {
  private static final String ANYWHERE = "tcp://127.0.0.1:*";

  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void sendsNothingBeforeTheLastPart() {
    Dealer left = context.dealer();
    Dealer right = context.dealer();
    right.connect(left.bind(ANYWHERE));
    right.sendMore("first");
    right.sendMore(new byte[0]);
    left.send("to see that the connection works");
    receive(right);
    assertThat(left.tryReceive()).isNull();
    right.send("last");
    assertThat(receive(left)).isEqualTo(Message.of("first", "", "last"));
  }

  @Test
  void sendsSeveralPartsLast() {
    Dealer left = context.dealer();
    Dealer right = context.dealer();
    right.connect(left.bind(ANYWHERE));
    right.sendMore("1");
    assertThat(right.trySendMore(Frame.of("2"))).isTrue();
    assertThat(right.trySend(Message.of("3", "4"))).isTrue();
    assertThat(receive(left)).isEqualTo(Message.of("1", "2", "3", "4"));
  }

  @Test
  void receivesFrameByFrame() {
    Dealer left = context.dealer();
    Dealer right = context.dealer();
    right.connect(left.bind(ANYWHERE));
    right.send(Message.of("1", "", "3"));
    right.send("next");
    assertThat(left.hasMore()).isFalse();
    assertThat(left.receiveFrame().text()).isEqualTo("1");
    assertThat(left.hasMore()).isTrue();
    assertThat(left.get(Options.RECEIVE_MORE)).isTrue();
    assertThat(left.tryReceiveFrame()).isEqualTo(Frame.EMPTY);
    assertThat(left.receiveFrame().text()).isEqualTo("3");
    assertThat(left.hasMore()).isFalse();
    assertThat(left.receiveFrame().text()).isEqualTo("next");
    assertThat(left.hasMore()).isFalse();
    assertThat(left.tryReceiveFrame()).isNull();
  }

  @Test
  void receivesTheRestOfAMessageBegun() {
    Dealer left = context.dealer();
    Dealer right = context.dealer();
    right.connect(left.bind(ANYWHERE));
    right.send(Message.of("1", "2", "3"));
    assertThat(left.receiveFrame().text()).isEqualTo("1");
    assertThat(receive(left)).isEqualTo(Message.of("2", "3"));
    assertThat(left.hasMore()).isFalse();
    assertThat(left.tryReceive()).isNull();
  }

  @Test
  void waitsWithTheFirstPartOnly() {
    Dealer dealer = context.dealer();
    dealer.set(Options.SEND_TIMEOUT, Duration.ofMillis(50));
    assertFails(ErrorCode.EAGAIN, () -> dealer.sendMore("to nobody"));
    assertThat(dealer.trySendMore(Frame.of("to nobody"))).isFalse();
    Dealer other = context.dealer();
    dealer.connect(other.bind(ANYWHERE));
    dealer.sendMore("1");
    dealer.send("2");
    assertThat(receive(other)).isEqualTo(Message.of("1", "2"));
  }

  @Test
  void receivesTheFirstFrameNoLaterThanToldTo() {
    Dealer dealer = context.dealer();
    dealer.set(Options.RECEIVE_TIMEOUT, Duration.ofMillis(50));
    assertFails(ErrorCode.EAGAIN, dealer::receiveFrame).withMessageContaining("50 ms");
  }

  @Test
  void losesPartsOfAMessageThatWasNeverFinished() {
    Dealer left = context.dealer();
    String endpoint = left.bind(ANYWHERE);
    Dealer unfinished = context.dealer();
    unfinished.connect(endpoint);
    unfinished.set(Options.LINGER, Duration.ofSeconds(5));
    unfinished.send("whole");
    unfinished.sendMore("part");
    unfinished.close();
    assertThat(receive(left)).isEqualTo(Message.of("whole"));
    Dealer other = context.dealer();
    other.connect(endpoint);
    other.send("of another");
    assertThat(receive(left)).isEqualTo(Message.of("of another"));
  }

  @Test
  void sendsTheWholeToAnotherPeerWhenTheFirstOneGoesBetweenParts() {
    Pull gone = context.pull();
    Pull stays = context.pull();
    String endpoint = gone.bind(ANYWHERE);
    Push push = context.push();
    push.connect(endpoint);
    push.sendMore("first");
    push.disconnect(endpoint);
    assertThat(push.trySend("last")).as("there is nobody").isFalse();
    push.sendMore("second"); // begun is begun: only the last part needs a peer
    push.connect(stays.bind(ANYWHERE));
    push.send("last");
    assertThat(receive(stays)).isEqualTo(Message.of("first", "second", "last"));
    push.send("next");
    assertThat(receive(stays)).isEqualTo(Message.of("next"));
    assertThat(gone.tryReceive()).isNull();
  }

  @Test
  void dropsTheWholeWhenTheAddressedPeerGoesBetweenParts() {
    Router router = context.router();
    String endpoint = router.bind("inproc://addressed");
    Dealer dealer = context.dealer();
    dealer.set(Options.ROUTING_ID, new byte[] {1});
    dealer.connect(endpoint);
    Dealer other = context.dealer();
    other.set(Options.ROUTING_ID, new byte[] {2});
    other.connect(endpoint);
    router.sendMore(new byte[] {1});
    router.sendMore("lost");
    dealer.close();
    router.send("too");
    router.send(Message.of(Frame.of(new byte[] {2}), "kept"));
    assertThat(receive(other)).isEqualTo(Message.of("kept"));
  }

  @Test
  void asksAndRepliesInParts() {
    Rep server = context.rep();
    Req client = context.req();
    client.connect(server.bind(ANYWHERE));
    client.sendMore("re");
    assertFails(ErrorCode.EFSM, client::tryReceive);
    client.send("quest");
    assertThat(server.receiveFrame().text()).isEqualTo("re");
    assertThat(server.receiveFrame().text()).isEqualTo("quest");
    server.sendMore("re");
    assertFails(ErrorCode.EFSM, server::tryReceive);
    server.send("ply");
    assertThat(client.receiveFrame().text()).isEqualTo("re");
    assertThat(client.receiveFrame().text()).isEqualTo("ply");
    client.send("again");
    assertThat(receiveText(server)).isEqualTo("again");
  }

  @Test
  void hasTheWholeRequestReceivedBeforeTheReply() {
    Rep server = context.rep();
    Req client = context.req();
    client.connect(server.bind(ANYWHERE));
    client.send(Message.of("1", "2"));
    assertThat(server.receiveFrame().text()).isEqualTo("1");
    assertFails(ErrorCode.EFSM, () -> server.send("too early"));
    assertFails(ErrorCode.EFSM, () -> server.trySendMore(Frame.of("too early")));
    assertThat(server.receiveFrame().text()).isEqualTo("2");
    server.send("reply");
    assertThat(receiveText(client)).isEqualTo("reply");
  }

  @Test
  void hasTheWholeReplyReceivedBeforeTheNextRequest() {
    Rep server = context.rep();
    Req client = context.req();
    client.connect(server.bind(ANYWHERE));
    client.send("request");
    receive(server);
    server.send(Message.of("1", "2"));
    assertThat(client.receiveFrame().text()).isEqualTo("1");
    assertFails(ErrorCode.EFSM, () -> client.send("too early"));
    assertThat(client.receiveFrame().text()).isEqualTo("2");
    client.send("next");
    assertThat(receiveText(server)).isEqualTo("next");
  }

  @Test
  void forgetsTheRestOfAReplyWhenItAsksAgainRelaxed() {
    Rep server = context.rep();
    Req client = context.req();
    client.relaxed(true);
    client.correlate(true);
    client.connect(server.bind(ANYWHERE));
    client.send("request");
    receive(server);
    server.send(Message.of("1", "2"));
    assertThat(client.receiveFrame().text()).isEqualTo("1");
    client.send("next");
    assertThat(receiveText(server)).isEqualTo("next");
    server.send("reply to next");
    assertThat(receiveText(client)).isEqualTo("reply to next");
  }

  @Test
  void addressesAPeerWithTheFirstPart() {
    Router router = context.router();
    Dealer dealer = context.dealer();
    dealer.routingId("dealer");
    dealer.connect(router.bind(ANYWHERE));
    dealer.send("hello");
    assertThat(router.receiveFrame().text()).isEqualTo("dealer");
    assertThat(router.hasMore()).isTrue();
    assertThat(router.receiveFrame().text()).isEqualTo("hello");
    router.sendMore("dealer");
    router.send("welcome");
    assertThat(receiveText(dealer)).isEqualTo("welcome");
    router.mandatory(true);
    assertFails(ErrorCode.EHOSTUNREACH, () -> router.sendMore("nobody"));
    router.sendMore("dealer"); // nothing is left of the failed one
    router.send("again");
    assertThat(receiveText(dealer)).isEqualTo("again");
  }
}
