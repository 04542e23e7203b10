package io.github.zmq4j.internal.pattern;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long it takes to find who has subscribed to a message, all over the topics; to subscribe and
 * take the subscription back.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SubscriptionTrieBenchmark {
  private static final int MESSAGES = 1 << 16;
  private static final int SUBSCRIBERS = 10;

  /** How many topics are subscribed to. */
  @Param({"1", "1000", "1000000"})
  int topics;

  /** Whether topics differ in a number of eight digits only, or nearly everywhere. */
  @Param({"numbered", "scattered"})
  String shape = "";

  private final SubscriptionTrie<Object> trie = new SubscriptionTrie<>();
  private final Object[] subscribers = new Object[SUBSCRIBERS];
  private final byte[][] messages = new byte[MESSAGES][];
  private int next;

  /** Subscribes. */
  @Setup(Level.Trial)
  public void subscribe() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < SUBSCRIBERS; i++) {
      subscribers[i] = new Object();
    }
    for (int i = 0; i < topics; i++) {
      trie.add(topic(i), 0, subscribers[i % SUBSCRIBERS]);
    }
    for (int i = 0; i < MESSAGES; i++) {
      messages[i] = topic(random.nextInt(topics));
    }
  }

  private byte[] topic(int index) {
    String form = shape.equals("numbered") ? "topic.%08d/+" : "%016x";
    long number = shape.equals("numbered") ? index : index * 0x9E3779B97F4A7C15L;
    return form.formatted(number).getBytes(US_ASCII);
  }

  private byte[] nextMessage() {
    return messages[next++ & (MESSAGES - 1)];
  }

  /** Finds the one subscriber of a message. */
  @Benchmark
  public void match(Blackhole blackhole) {
    byte[] message = nextMessage();
    trie.match(message, message.length, blackhole::consume);
  }

  /** Another subscriber comes to a topic and goes. */
  @Benchmark
  public void join() {
    byte[] message = nextMessage();
    trie.add(message, 0, messages);
    trie.remove(message, 0, messages);
  }
}
