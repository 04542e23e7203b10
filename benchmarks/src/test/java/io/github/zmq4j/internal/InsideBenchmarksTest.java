package io.github.zmq4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark of the parts inside for a moment. */
class InsideBenchmarksTest {
  @Test
  void allRun() throws Exception {
    System.setProperty("jmh.ignoreLock", "true"); // others may run JMH at the same time
    Options options =
        new OptionsBuilder()
            .include("io\\.github\\.zmq4j\\.internal\\..*")
            .param("topics", "1")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    Collection<RunResult> results = new Runner(options).run();

    List<String> names =
        results.stream().map(result -> result.getPrimaryResult().getLabel()).distinct().toList();
    assertThat(names)
        .contains("encode", "decode", "alone", "pair", "match", "join", "dispatch")
        .contains("send", "receive");
    assertThat(results).allMatch(result -> result.getPrimaryResult().getScore() > 0);
  }
}
