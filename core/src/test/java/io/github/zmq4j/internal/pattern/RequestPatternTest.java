package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.internal.pattern.PatternContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

class RequestPatternTest implements PatternContract.Sends, PatternContract.Receives {
  private final PatternRig rig = new PatternRig(SocketType.REQ);
  private final Pattern req = rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.REQ;
  }

  @Override
  public Message incoming(String text) {
    return Message.of(Frame.EMPTY, text);
  }

  @Override
  public void letReceive(PatternRig rig, FarEnd peer) {
    rig.pattern.trySend(Message.of("request"));
  }

  @Override
  public void letSend(PatternRig rig, FarEnd peer) {
    rig.pattern.onOption(Options.REQ_RELAXED, true); // the contract may have sent already
  }

  @Test
  void putsAnEmptyFrameBeforeTheRequestAndTakesItOffTheReply() {
    FarEnd server = rig.peer();
    req.trySend(Message.of("a", "b"));
    assertThat(server.receive()).isEqualTo(Message.of("", "a", "b"));
    server.send("", "c", "d");
    assertThat(req.tryReceive()).isEqualTo(Message.of("c", "d"));
  }

  @Test
  void refusesToReceiveBeforeItHasAsked() {
    rig.peer().send("", "unasked");
    assertThat(req.canReceive()).isFalse();
    assertRefused(ErrorCode.EFSM, req::tryReceive);
  }

  @Test
  void refusesToAskAgainBeforeTheReply() {
    rig.peer();
    req.trySend(Message.of("one"));
    assertThat(req.canSend()).isFalse();
    assertRefused(ErrorCode.EFSM, () -> req.trySend(Message.of("two")));
    assertRefused(ErrorCode.EFSM, () -> req.tryBegin(Frame.of("two")));
  }

  @Test
  void mayAskAgainAfterTheReply() {
    FarEnd server = rig.peer();
    req.trySend(Message.of("one"));
    server.send("", "reply");
    req.tryReceive();
    assertThat(req.canSend()).isTrue();
    assertThat(req.canReceive()).isFalse();
    assertRefused(ErrorCode.EFSM, req::tryReceive);
  }

  @Test
  void dealsItsRequestsToThePeersInTurn() {
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    req.trySend(Message.of("one"));
    a.send("", "reply");
    req.tryReceive();
    req.trySend(Message.of("two"));
    assertThat(a.receive()).isEqualTo(Message.of("", "one"));
    assertThat(b.receive()).isEqualTo(Message.of("", "two"));
  }

  @Test
  void dropsRepliesOfThoseItDidNotAsk() {
    FarEnd asked = rig.peer();
    FarEnd other = rig.peer();
    req.trySend(Message.of("request"));
    other.send("", "foreign");
    assertThat(req.canReceive()).isFalse();
    asked.send("", "right");
    assertThat(req.tryReceive()).isEqualTo(Message.of("right"));
  }

  @Test
  void dropsWhatCameBeforeItAsked() {
    FarEnd server = rig.peer();
    server.send("", "early");
    req.trySend(Message.of("request"));
    server.send("", "reply");
    assertThat(req.tryReceive()).isEqualTo(Message.of("reply"));
  }

  @Test
  void skipsRepliesWithoutTheEmptyFrameOrWithoutABody() {
    FarEnd server = rig.peer();
    req.trySend(Message.of("request"));
    server.send("naked");
    server.send("not empty", "body");
    server.send("");
    assertThat(req.canReceive()).isFalse();
    server.send("", "reply");
    assertThat(req.tryReceive()).isEqualTo(Message.of("reply"));
  }

  @Test
  void goesOnWaitingWhenTheAskedPeerIsGoneAndTakesAnyReplyThen() {
    FarEnd asked = rig.peer();
    FarEnd other = rig.peer();
    req.trySend(Message.of("request"));
    asked.close();
    assertThat(req.tryReceive()).isNull();
    assertRefused(ErrorCode.EFSM, () -> req.trySend(Message.of("again")));
    other.send("", "reply by another way");
    assertThat(req.tryReceive()).isEqualTo(Message.of("reply by another way"));
  }

  @Test
  void aFailedSendLeavesItWhereItWas() {
    assertThat(req.trySend(Message.of("to nobody"))).isFalse();
    assertRefused(ErrorCode.EFSM, req::tryReceive);
    rig.peer();
    assertThat(req.trySend(Message.of("request"))).isTrue();
  }

  @Test
  void relaxedItMayAskAgainAndForgetsTheEarlierRequest() {
    rig.with(Options.REQ_RELAXED, true);
    FarEnd a = rig.peer();
    FarEnd b = rig.peer();
    req.trySend(Message.of("one"));
    assertThat(req.canSend()).isTrue();
    req.trySend(Message.of("two"));
    a.send("", "late");
    assertThat(req.tryReceive()).isNull();
    b.send("", "right");
    assertThat(req.tryReceive()).isEqualTo(Message.of("right"));
  }

  @Test
  void relaxedItDropsAReplyThatWasReadyWhenItAskedAgain() {
    rig.with(Options.REQ_RELAXED, true);
    FarEnd server = rig.peer();
    req.trySend(Message.of("one"));
    server.send("", "reply one");
    assertThat(req.canReceive()).isTrue();
    req.trySend(Message.of("two"));
    assertThat(req.tryReceive()).isNull();
    server.send("", "reply two");
    assertThat(req.tryReceive()).isEqualTo(Message.of("reply two"));
  }

  @Test
  void correlatedItNumbersTheRequestsAndSkipsRepliesToOthers() {
    rig.with(Options.REQ_RELAXED, true).with(Options.REQ_CORRELATE, true);
    FarEnd server = rig.peer();
    req.trySend(Message.of("one"));
    req.trySend(Message.of("two"));
    Message one = server.receive();
    Message two = server.receive();
    assertThat(one.frame(0).bytes()).containsExactly(1, 2, 3, 4);
    assertThat(two.frame(0).bytes()).containsExactly(1, 2, 3, 5);
    assertThat(two.dropFirst(1)).isEqualTo(Message.of("", "two"));
    server.send(one.frame(0), "", "late");
    server.send("", "unnumbered");
    server.send(two.frame(0), "no empty frame", "x");
    server.send(two.frame(0), "");
    assertThat(req.canReceive()).isFalse();
    server.send(two.frame(0), "", "right");
    assertThat(req.tryReceive()).isEqualTo(Message.of("right"));
  }

  @Test
  void probesNewPeersWhenAsked() {
    rig.with(Options.PROBE_ROUTER, true);
    assertThat(rig.peer().receiveAll()).containsExactly(Message.of(""));
  }
}
