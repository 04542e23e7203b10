package io.github.zmq4j.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.Stress;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PipeSetTest {
  private final PatternHost host = new PatternHost(SocketType.DEALER);
  private final PipeSet set = new PipeSet();

  private Pipe pipe() {
    return new Pipe(host, new MessageQueue(0, false), new MessageQueue(0, false));
  }

  private Set<Pipe> content() {
    Set<Pipe> content = new HashSet<>();
    set.forEach(pipe -> assertThat(content.add(pipe)).isTrue());
    return content;
  }

  @Test
  void aPipeOfAnotherSetIsNotIn() {
    PipeSet other = new PipeSet();
    Pipe here = pipe();
    Pipe there = pipe();
    set.add(here);
    other.add(there);
    assertThat(set.contains(here)).isTrue();
    assertThat(set.contains(there)).isFalse();
    assertThat(set.remove(there)).isFalse();
    assertThat(other.contains(there)).isTrue();
  }

  @Test
  void givesAllAway() {
    Pipe first = pipe();
    Pipe second = pipe();
    set.add(first);
    set.add(second);
    assertThat(set.takeAll()).containsExactlyInAnyOrder(first, second);
    assertThat(set.contains(first)).isFalse();
    assertThat(set.takeAll()).isEmpty();
  }

  static LongStream seeds() {
    return Stress.seeds(5);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doesWhatAHashSetWouldDo(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Pipe> all = new ArrayList<>(Stream.generate(this::pipe).limit(30).toList());
    Set<Pipe> model = new HashSet<>();
    for (int step = 0; step < 2_000; step++) {
      Pipe pipe = all.get(random.nextInt(all.size()));
      if (!model.contains(pipe) && random.nextBoolean()) {
        set.add(pipe);
        model.add(pipe);
      } else {
        assertThat(set.remove(pipe)).isEqualTo(model.remove(pipe));
      }
      assertThat(set.contains(pipe)).isEqualTo(model.contains(pipe));
      assertThat(content()).isEqualTo(model);
    }
  }
}
