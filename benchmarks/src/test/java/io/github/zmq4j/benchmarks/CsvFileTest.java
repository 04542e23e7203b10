package io.github.zmq4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir private Path directory;

  @Test
  void writesARowForEachFigure() throws IOException {
    Figure fast = new Figure("zmq4j");
    fast.add(new Round(3, LongStream.rangeClosed(1, 1000).map(i -> i * 10).toArray()));
    fast.add(new Round(1, new long[0]));
    fast.add(new Round(2, new long[0]));
    Figure failed = new Figure("raw");
    failed.fail("failed: for a test");
    Path file = directory.resolve("figures.csv");

    try (CsvFile csv = new CsvFile(file)) {
      csv.scenario(
          Part.named("latency"),
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
    figure.add(new Round(1_234_567.8, new long[0]));
    figure.add(new Round(1_000_000, new long[0]));
    Path file = directory.resolve("figures.csv");

    try (CsvFile csv = new CsvFile(file)) {
      csv.scenario(
          Part.named("throughput"), new Scenario("ipc", 64, 1, List.of("libzmq")), List.of(figure));
    }

    assertThat(file).content().endsWith("throughput,ipc,64,1,libzmq,msg/s,1117284,,,2\n");
  }
}
