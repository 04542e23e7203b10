package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes to several peers is left to the reactor to write. After each few messages all of them
 * must come, though nothing follows that would have them written.
 */
class FanOutStressTest {
  static LongStream seeds() {
    return Stress.seeds(2);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theLastMessageComesToo(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long end = Stress.end();
    try (Context context = Context.builder().blocky(false).build();
        XPub publisher = context.xpub()) {
      publisher.set(Options.XPUB_VERBOSE, true);
      String endpoint = publisher.bind("tcp://127.0.0.1:*");
      List<Sub> subscribers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Sub subscriber = context.sub();
        subscriber.subscribe("");
        subscriber.connect(endpoint);
        subscribers.add(subscriber);
        assertThat(publisher.tryReceive(Stress.PATIENCE)).isNotNull(); // the subscription
      }
      for (long sent = 0, came = 0; Stress.goesOn(end); ) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
          publisher.send(Long.toString(sent++));
          for (int j = random.nextInt(1 + random.nextInt(2_000)); j > 0; j--) {
            Thread.onSpinWait();
          }
        }
        for (; came < sent; came++) {
          for (Sub subscriber : subscribers) {
            Message message = subscriber.tryReceive(Stress.PATIENCE);
            assertThat(message).as("message %d of %d", came, sent).isNotNull();
            assertThat(message.text()).isEqualTo(Long.toString(came));
          }
        }
      }
    }
  }
}
