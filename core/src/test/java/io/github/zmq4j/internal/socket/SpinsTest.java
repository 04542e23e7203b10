package io.github.zmq4j.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Context;
import io.github.zmq4j.Poller.Event;
import io.github.zmq4j.Socket;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the switch reaches; what it does then is {@code SpinningTest}'s matter. */
class SpinsTest {
  @Test
  void mayBeForbiddenToTheSocketsOfAContext() {
    try (Context spinning = Context.create();
        Context sleeping = Context.builder().spins(false).build()) {
      assertThat(spins(spinning.pull())).isTrue();
      assertThat(spins(sleeping.pull())).isFalse();
    }
  }

  @Test
  void isForbiddenToAPollerBySocketsOfASingleContext() {
    try (Context spinning = Context.create();
        Context sleeping = Context.builder().spins(false).build();
        SocketPoller poller = new SocketPoller()) {
      poller.add(spinning.pull(), Set.of(Event.IN), null);
      assertThat(poller.spins()).isTrue();
      poller.add(sleeping.pull(), Set.of(Event.IN), null);
      assertThat(poller.spins()).isFalse();
    }
  }

  private static boolean spins(Socket socket) {
    return ((SocketBase) socket).spins();
  }
}
