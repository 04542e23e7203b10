package io.github.zmq4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir private Path directory;

  @Test
  void writesARowForEachFigure() throws IOException {
    Figure fast = new Figure("zmq4j");
    long[] samples = LongStream.rangeClosed(1, 1000).map(i -> i * 10).toArray();
    fast.add(new Round(Map.of(Unit.MICROSECONDS, 3.0), samples));
    fast.add(Round.of(Map.of(Unit.MICROSECONDS, 1.0)));
    fast.add(Round.of(Map.of(Unit.MICROSECONDS, 2.0)));
    Figure failed = new Figure("raw");
    failed.fail("failed: for a test");
    Path file = directory.resolve("figures.csv");

    try (CsvFile csv = new CsvFile(file)) {
      csv.scenario(
          Parts.named("latency"),
          new Scenario("tcp", 16, 1, List.of("zmq4j", "raw")),
          List.of(fast, failed));
    }

    assertThat(file)
        .hasContent(
            """
            part,transport,size,peers,contender,unit,median,p99,p999,rounds
            latency,tcp,16,1,zmq4j,us,2.00,9.90,9.99,3
            """);
  }

  @Test
  void leavesOutPercentilesWhereThereAreNoSamples() throws IOException {
    Figure figure = new Figure("libzmq");
    figure.add(Round.of(Map.of(Unit.MESSAGES_PER_SECOND, 1_234_567.8)));
    figure.add(Round.of(Map.of(Unit.MESSAGES_PER_SECOND, 1_000_000.0)));
    Path file = directory.resolve("figures.csv");

    try (CsvFile csv = new CsvFile(file)) {
      csv.scenario(
          Parts.named("throughput"),
          new Scenario("ipc", 64, 1, List.of("libzmq")),
          List.of(figure));
    }

    assertThat(file).content().endsWith("throughput,ipc,64,1,libzmq,msg/s,1117284,,,2\n");
  }

  @Test
  void writesARowForEachUnitThatHasAFigure() throws IOException {
    Figure weighed = new Figure("zmq4j");
    weighed.add(
        Round.of(Map.of(Unit.MESSAGES_PER_SECOND, 500.0, Unit.BYTES_PER_SUBSCRIPTION, 80.25)));
    weighed.add(Round.of(Map.of(Unit.MESSAGES_PER_SECOND, 400.0)));
    Figure plain = new Figure("jeromq");
    plain.add(Round.of(Map.of(Unit.MESSAGES_PER_SECOND, 50.0)));
    Path file = directory.resolve("figures.csv");

    try (CsvFile csv = new CsvFile(file)) {
      csv.scenario(
          Parts.named("matching"),
          new Scenario("tcp", 1000, 10, List.of("zmq4j", "jeromq")),
          List.of(weighed, plain));
    }

    assertThat(file)
        .content()
        .endsWith(
            """
            matching,tcp,1000,10,zmq4j,msg/s,450,,,2
            matching,tcp,1000,10,jeromq,msg/s,50,,,1
            matching,tcp,1000,10,zmq4j,B/subscription,80.3,,,1
            """);
  }
}
