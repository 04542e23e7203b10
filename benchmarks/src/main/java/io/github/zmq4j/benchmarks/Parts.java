package io.github.zmq4j.benchmarks;

import java.util.List;

/** The parts of the comparison. */
public final class Parts {
  /** In the order they run. */
  static final List<Part> ALL =
      List.of(
          new LatencyPart(),
          new ThroughputPart(),
          new RouterPart(),
          new FanoutPart(),
          new MatchingPart(),
          new ProxyPart(),
          new CostPart(),
          new ConnectionsPart(),
          new StartPart());

  private Parts() {}

  /**
   * The part of a name.
   *
   * @param name as {@code --list} shows it
   * @return the part
   * @throws IllegalArgumentException if there is none
   */
  public static Part named(String name) {
    for (Part part : ALL) {
      if (part.name().equals(name)) {
        return part;
      }
    }
    throw new IllegalArgumentException("no such part: " + name);
  }
}
