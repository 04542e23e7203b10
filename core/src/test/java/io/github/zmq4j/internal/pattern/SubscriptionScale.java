package io.github.zmq4j.internal.pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Measures what a million subscriptions cost: heap, and time to add, match and remove. Run it by
 * hand: {@code java -cp core/target/classes:core/target/test-classes
 * io.github.zmq4j.internal.pattern.SubscriptionScale}.
 */
public final class SubscriptionScale {
  private static final int SUBSCRIBERS = 10;

  private SubscriptionScale() {}

  /** Prints a table. */
  public static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    System.out.printf(
        "%-22s %12s %10s %10s %12s %10s%n",
        "topics", "bytes/sub", "add ns", "match ns", "no match ns", "remove ns");
    for (Topics topics : Topics.values()) {
      measure(topics, count);
    }
  }

  enum Topics {
    /** Twenty to thirty random bytes. */
    RANDOM,
    /** Such as market.NYSE.sym0012345.trades: about 30 bytes with shared beginnings. */
    SHARED,
    /** Sixteen hexadecimal digits behind a common word. */
    HEX;

    byte[] topic(int i, Random random) {
      switch (this) {
        case RANDOM -> {
          byte[] bytes = new byte[20 + random.nextInt(11)];
          random.nextBytes(bytes);
          return bytes;
        }
        case SHARED -> {
          String[] markets = {"NYSE", "NASDAQ", "XETRA", "LSE", "TSE"};
          String[] kinds = {"trades", "quotes", "depth", "status"};
          return "market.%s.sym%07d.%s"
              .formatted(markets[i % 5], i / 20, kinds[i / 5 % 4])
              .getBytes(ISO_8859_1);
        }
        default -> {
          return "device/%016x".formatted(random.nextLong()).getBytes(ISO_8859_1);
        }
      }
    }
  }

  private static void measure(Topics topics, int count) {
    Filled filled = new Filled(topics, count);
    SubscriptionTrie<Object> trie = filled.trie;
    byte[][] probes = new byte[1 << 16][];
    byte[][] strangers = new byte[1 << 16][];
    Random random = new Random(2);
    for (int i = 0; i < probes.length; i++) {
      probes[i] = filled.keys.get(random.nextInt(count));
      strangers[i] = probes[i].clone();
      strangers[i][strangers[i].length - 3] ^= (byte) 0x80;
    }
    double matchNanos = matchNanos(trie, probes);
    double strangerNanos = matchNanos(trie, strangers);
    long start = System.nanoTime();
    for (Object subscriber : filled.subscribers) {
      trie.removeAll(subscriber, (topic, removal) -> {});
    }
    double removeNanos = (System.nanoTime() - start) / (double) count;
    System.out.printf(
        "%-22s %12.1f %10.0f %10.0f %12.0f %10.0f%n",
        topics, filled.bytes, filled.addNanos, matchNanos, strangerNanos, removeNanos);
  }

  static double bytesPerSubscription(Topics topics, int count) {
    return new Filled(topics, count).bytes;
  }

  /** A trie with subscriptions, and what they cost. */
  private static final class Filled {
    final List<byte[]> keys = new ArrayList<>();
    final List<Object> subscribers = new ArrayList<>();
    final SubscriptionTrie<Object> trie = new SubscriptionTrie<>();
    final double addNanos;
    final double bytes;

    Filled(Topics topics, int count) {
      Random random = new Random(1);
      for (int i = 0; i < count; i++) {
        keys.add(topics.topic(i, random));
      }
      for (int i = 0; i < SUBSCRIBERS; i++) {
        subscribers.add(new Object());
      }
      long before = usedHeap();
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        trie.add(keys.get(i), 0, subscribers.get(i % SUBSCRIBERS));
      }
      addNanos = (System.nanoTime() - start) / (double) count;
      bytes = (usedHeap() - before) / (double) count;
    }
  }

  private static long matches;

  private static double matchNanos(SubscriptionTrie<Object> trie, byte[][] probes) {
    SubscriptionTrie.Match<Object> match = subscriber -> matches++;
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      for (byte[] probe : probes) {
        trie.match(probe, probe.length, match);
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) probes.length);
    }
    return best;
  }

  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
