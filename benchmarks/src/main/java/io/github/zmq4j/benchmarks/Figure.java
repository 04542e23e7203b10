package io.github.zmq4j.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What one contender reached in one scenario, in each unit of the part. */
final class Figure {
  private final String contender;
  private final Map<Unit, List<Double>> values = new EnumMap<>(Unit.class);
  private final Histogram samples = new Histogram(3);
  private @Nullable String failure;

  Figure(String contender) {
    this.contender = contender;
  }

  void add(Round round) {
    round.values().forEach((unit, value) -> valuesIn(unit).add(value));
    for (long sample : round.samples()) {
      samples.recordValue(sample);
    }
  }

  void fail(String reason) {
    failure = reason;
  }

  String contender() {
    return contender;
  }

  /** Why there is no figure, or {@code null} if there is one. */
  @Nullable String failure() {
    return failure;
  }

  /** Whether there is a figure in this unit. */
  boolean has(Unit unit) {
    return failure == null && values.containsKey(unit);
  }

  int rounds(Unit unit) {
    return valuesIn(unit).size();
  }

  /** The median of the rounds. */
  double median(Unit unit) {
    List<Double> sorted = new ArrayList<>(valuesIn(unit));
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double least(Unit unit) {
    return Collections.min(valuesIn(unit));
  }

  double most(Unit unit) {
    return Collections.max(valuesIn(unit));
  }

  /** A percentile of all samples of all rounds; NaN where there are none. */
  double percentile(Unit unit, double percentile) {
    return unit != Unit.MICROSECONDS || samples.getTotalCount() == 0
        ? Double.NaN
        : samples.getValueAtPercentile(percentile) / 1e3;
  }

  /** This median by that of another contender; empty where there is none. */
  String ratio(Unit unit, String reference, List<Figure> figures) {
    for (Figure other : figures) {
      if (other.contender().equals(reference) && other.has(unit) && other != this) {
        return String.format(Locale.ROOT, "%.2fx", median(unit) / other.median(unit));
      }
    }
    return "";
  }

  private List<Double> valuesIn(Unit unit) {
    return values.computeIfAbsent(unit, any -> new ArrayList<>());
  }
}
