package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.internal.pattern.PatternContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

class DishPatternTest implements PatternContract.SendsNot, SingleFrameContract.Receives {
  private final PatternRig rig = new PatternRig(SocketType.DISH, 2);
  private final DishPattern dish = (DishPattern) rig.pattern;
  private int rounds;

  @Override
  public SocketType type() {
    return SocketType.DISH;
  }

  @Override
  public void letReceive(PatternRig rig, FarEnd peer) {
    if (rounds++ == 0) {
      ((DishPattern) rig.pattern).join("");
    }
  }

  private static Message of(String group, String text) {
    return Message.of(text).withGroup(group);
  }

  @Test
  void receivesTheMessagesOfTheGroupsItHasJoined() {
    dish.join("a");
    FarEnd radio = rig.peer();
    radio.send(of("b", "other"));
    radio.send(of("ab", "longer"));
    radio.send(of("", "none"));
    assertThat(dish.canReceive()).isFalse();
    radio.send(of("a", "mine"));
    Message received = dish.tryReceive();
    assertThat(received).isEqualTo(Message.of("mine"));
    assertThat(received.group()).isEqualTo("a");
    dish.leave("a");
    radio.send(of("a", "late"));
    assertThat(dish.tryReceive()).isNull();
  }

  @Test
  void tellsItsRadiosNowAndWhenTheyComeBack() {
    FarEnd there = rig.peer();
    FarEnd awaited = rig.awaitedPeer();
    dish.join("a");
    dish.join("b");
    dish.leave("a");
    assertThat(there.receiveAll())
        .containsExactly(Message.of("\1a"), Message.of("\1b"), Message.of("\0a"));
    assertThat(awaited.receiveAll()).isEmpty();
    awaited.connect("");
    assertThat(awaited.receiveAll()).containsExactly(Message.of("\1b"));
    awaited.disconnect();
    awaited.connect("");
    assertThat(awaited.receiveAll()).containsExactly(Message.of("\1b"));
  }

  @Test
  void refusesToJoinTwiceToLeaveWhatItIsNotInAndLongNames() {
    dish.join("a");
    assertRefused(ErrorCode.EINVAL, () -> dish.join("a"));
    assertRefused(ErrorCode.EINVAL, () -> dish.leave("b"));
    assertRefused(ErrorCode.EINVAL, () -> dish.join("x".repeat(256)));
    dish.join("x".repeat(255));
  }
}
