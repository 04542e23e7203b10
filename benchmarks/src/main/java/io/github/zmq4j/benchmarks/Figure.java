package io.github.zmq4j.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What one contender reached in one scenario. */
final class Figure {
  private final String contender;
  private final List<Double> values = new ArrayList<>();
  private final Histogram samples = new Histogram(3);
  private @Nullable String failure;

  Figure(String contender) {
    this.contender = contender;
  }

  void add(Round round) {
    values.add(round.value());
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

  int rounds() {
    return values.size();
  }

  /** The median of the rounds. */
  double median() {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double least() {
    return Collections.min(values);
  }

  double most() {
    return Collections.max(values);
  }

  /** A percentile of all samples of all rounds in microseconds; NaN where there are none. */
  double percentileMicros(double percentile) {
    return samples.getTotalCount() == 0
        ? Double.NaN
        : samples.getValueAtPercentile(percentile) / 1e3;
  }
}
