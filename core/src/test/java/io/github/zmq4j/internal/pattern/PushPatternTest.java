package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushPatternTest implements PatternContract.Sends, PatternContract.ReceivesNot {
  private final PatternRig rig = new PatternRig(SocketType.PUSH, 2);
  private final Pattern push = rig.pattern;

  @Override
  public SocketType type() {
    return SocketType.PUSH;
  }

  private int sendUntilItMustWait() {
    int sent = 0;
    while (push.trySend(Message.of("" + sent))) {
      sent++;
    }
    return sent;
  }

  @Test
  void dealsToItsPeersInTurn() {
    List<FarEnd> workers = List.of(rig.peer(), rig.peer(), rig.peer());
    assertThat(sendUntilItMustWait()).isEqualTo(6);
    for (int i = 0; i < 3; i++) {
      assertThat(workers.get(i).receiveAll())
          .containsExactly(Message.of("" + i), Message.of("" + (i + 3)));
    }
  }

  @Test
  void givesTheRestToTheOthersWhenOneHasStopped() {
    rig.peer();
    FarEnd worker = rig.peer();
    int sent = sendUntilItMustWait();
    worker.receiveAll();
    sent += sendUntilItMustWait();
    assertThat(sent).isEqualTo(2 + 2 + 2);
  }

  @Test
  void dealsToANewcomerAtOnce() {
    rig.peer();
    sendUntilItMustWait();
    FarEnd newcomer = rig.peer();
    assertThat(push.canSend()).isTrue();
    push.trySend(Message.of("x"));
    assertThat(newcomer.receiveAll()).containsExactly(Message.of("x"));
  }
}
