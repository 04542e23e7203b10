package io.github.zmq4j.internal.pipe;

import static io.github.zmq4j.internal.pipe.Pipe.ATTACHED;
import static io.github.zmq4j.internal.pipe.Pipe.CLOSED;
import static io.github.zmq4j.internal.pipe.Pipe.CONNECTED;
import static io.github.zmq4j.internal.pipe.Pipe.DISCONNECTED;
import static io.github.zmq4j.internal.pipe.Pipe.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import org.junit.jupiter.api.Test;

class PipeTest {
  private int calls;
  private final Pipe pipe =
      new Pipe(p -> calls++, new MessageQueue(0, false), new MessageQueue(0, false));

  private void raise(int... events) {
    for (int event : events) {
      pipe.raise(event);
    }
  }

  @Test
  void tellsItsOwnerOnceUntilTheEventsAreTaken() {
    raise(ATTACHED, READABLE);
    assertThat(calls).isEqualTo(1);
    assertThat(pipe.takeEvents()).isEqualTo(ATTACHED | READABLE);
    raise(READABLE);
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void aConnectionLostBeforeAnyoneSawItIsSeenToComeAndThenToGo() {
    raise(ATTACHED, CONNECTED, READABLE, DISCONNECTED);
    assertThat(pipe.takeEvents()).isEqualTo(ATTACHED | CONNECTED | READABLE);
    assertThat(pipe.isConnected()).isTrue();
    assertThat(calls).isEqualTo(2);
    assertThat(pipe.takeEvents()).isEqualTo(DISCONNECTED);
    assertThat(pipe.isConnected()).isFalse();
  }

  @Test
  void aConnectionThatIsBackAtOnceIsSeenToGoAndToCome() {
    raise(CONNECTED);
    pipe.takeEvents();
    raise(DISCONNECTED, CONNECTED);
    assertThat(pipe.takeEvents()).isEqualTo(DISCONNECTED | CONNECTED);
    assertThat(pipe.isConnected()).isTrue();
  }

  @Test
  void aConnectionBetweenTwoLossesIsNotSeen() {
    raise(CONNECTED);
    pipe.takeEvents();
    raise(DISCONNECTED, CONNECTED, DISCONNECTED);
    assertThat(pipe.takeEvents()).isEqualTo(DISCONNECTED);
    assertThat(pipe.isConnected()).isFalse();
  }

  @Test
  void ofManyConnectionsBeforeAnyoneLookedTheLastIsSeen() {
    raise(CONNECTED, DISCONNECTED, CONNECTED);
    assertThat(pipe.takeEvents()).isEqualTo(CONNECTED);
    assertThat(pipe.isConnected()).isTrue();
  }

  @Test
  void aPeerThatComesAndGoesForGoodIsSeenToComeFirst() {
    raise(ATTACHED, CONNECTED, CLOSED);
    assertThat(pipe.takeEvents()).isEqualTo(ATTACHED | CONNECTED | CLOSED);
    assertThat(pipe.isClosed()).isTrue();
    assertThat(pipe.isConnected()).isFalse();
    raise(CONNECTED, DISCONNECTED, CLOSED);
    assertThat(pipe.takeEvents()).isEqualTo(CONNECTED | CLOSED);
  }

  @Test
  void aFinishedPipeStillGivesWhatCameIn() {
    pipe.in().add(Message.of("x"));
    pipe.finish();
    assertThat(pipe.offer(Message.of("y"))).isFalse();
    assertThat(pipe.poll()).isEqualTo(Message.of("x"));
  }

  @Test
  void aClosedPipeGivesNothing() {
    pipe.in().add(Message.of("x"));
    pipe.close();
    assertThat(pipe.canRead()).isFalse();
    assertThat(pipe.poll()).isNull();
  }
}
