package io.github.zmq4j.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.zmq4j.Context;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Options;
import io.github.zmq4j.Pull;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.engine.Reactor;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AffinityIT {
  private static Reactor reactorOf(Context context, long affinity) {
    Pull pull = context.pull();
    pull.set(Options.AFFINITY, affinity);
    pull.bind("tcp://127.0.0.1:*");
    return ((SocketBase) pull).endpoints().waitingReactor();
  }

  @Test
  void choosesTheReactorsOfConnections() {
    try (Context context = Context.builder().ioThreads(3).build()) {
      Reactor second = reactorOf(context, 0b010);
      Reactor third = reactorOf(context, 0b100);
      assertThat(second).isNotSameAs(third);
      assertThat(reactorOf(context, 0b010)).isSameAs(second);
      assertThat(reactorOf(context, 0b100)).isSameAs(third);
      assertThat(Set.of(second, third)).contains(reactorOf(context, 0b110));
    }
  }

  @Test
  void refusesAMaskThatNamesNoThread() {
    try (Context context = Context.builder().ioThreads(3).build()) {
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> reactorOf(context, 0b1000))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EMTHREAD));
    }
  }
}
