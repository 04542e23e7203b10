package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedPeersTest {
  private static Pipe pipe() {
    return new Pipe(p -> {}, new MessageQueue(0, false), new MessageQueue(0, false));
  }

  @Test
  void neverGivesTheNumberZero() {
    NumberedPeers peers = new NumberedPeers(-1);
    Pipe a = pipe();
    Pipe b = pipe();
    peers.add(a);
    peers.add(b);
    assertThat(NumberedPeers.numberOf(a)).isEqualTo(-1);
    assertThat(NumberedPeers.numberOf(b)).isEqualTo(1);
    assertThat(peers.get(0)).isNull();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithAMapInAnyHistory(long seed) {
    Random random = new Random(seed);
    NumberedPeers peers = new NumberedPeers(random.nextInt());
    Map<Integer, Pipe> model = new HashMap<>();
    List<Pipe> known = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      if (known.isEmpty() || random.nextInt(100) < 52) {
        Pipe pipe = pipe();
        peers.add(pipe);
        known.add(pipe);
        model.put(NumberedPeers.numberOf(pipe), pipe);
      } else {
        Pipe pipe = known.remove(random.nextInt(known.size()));
        peers.remove(pipe);
        peers.remove(pipe);
        model.remove(NumberedPeers.numberOf(pipe));
        assertThat(peers.get(NumberedPeers.numberOf(pipe))).isNull();
      }
    }
    assertThat(peers.size()).isEqualTo(model.size());
    model.forEach((number, pipe) -> assertThat(peers.get(number)).isSameAs(pipe));
  }
}
