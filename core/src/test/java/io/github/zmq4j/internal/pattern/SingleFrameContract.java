package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.internal.pattern.PatternContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import org.junit.jupiter.api.Test;

/** What holds for the types whose messages have one frame. */
interface SingleFrameContract extends PatternContract {
  /** For those that send. */
  interface Sends extends PatternContract.Sends {
    @Test
    default void refusesToSendMoreThanOneFrame() {
      PatternRig rig = new PatternRig(type());
      rig.peer();
      assertRefused(ErrorCode.EINVAL, () -> rig.pattern.trySend(Message.of("a", "b")));
      assertRefused(ErrorCode.EINVAL, () -> rig.pattern.tryBegin(Frame.of("a")));
    }
  }

  /** For those that receive. */
  interface Receives extends PatternContract.Receives {
    @Test
    default void dropsMessagesOfMoreThanOneFrame() {
      PatternRig rig = new PatternRig(type());
      FarEnd peer = rig.peer();
      letReceive(rig, peer);
      peer.send("a", "b");
      assertThat(rig.pattern.canReceive()).isFalse();
      assertThat(rig.pattern.tryReceive()).isNull();
      peer.send("a", "b");
      peer.send("c");
      assertThat(rig.receiveAll()).containsExactly(Message.of("c"));
    }
  }
}
