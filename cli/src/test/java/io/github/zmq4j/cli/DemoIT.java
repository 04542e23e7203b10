package io.github.zmq4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Context;
import io.github.zmq4j.Rep;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo over real sockets: within this process, and as processes of its own. */
class DemoIT {
  private static final String ANY_PORT = "tcp://127.0.0.1:*";

  @Test
  void showsBothSidesAndTheMedian() {
    Run run = Run.of("demo");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().subList(0, 40)).isEqualTo(transcript(10));
    assertThat(run.out())
        .hasSize(41)
        .last()
        .asString()
        .matches("10 replies, median round trip \\d+ µs");
  }

  @Test
  void printsTheLastLineOnlyWhenQuiet() {
    Run run = Run.of("demo", "--quiet", "--requests", "1");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).singleElement().asString().startsWith("1 reply, median");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "demo server"})
  void tellsThatThePortIsBusy(String command) {
    try (Context context = Context.create();
        Rep owner = context.rep()) {
      String endpoint = owner.bind(ANY_PORT);

      Run run = Run.of((command + " --endpoint " + endpoint).split(" "));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).singleElement().asString().contains(endpoint, "EADDRINUSE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "demo server", "demo client"})
  void tellsThatTheEndpointIsMalformed(String command) {
    Run run = Run.of((command + " --endpoint nonsense").split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).singleElement().asString().startsWith("zmq: ").contains("nonsense");
  }

  @Test
  void tellsThatThereIsNoServer() {
    String nobody;
    try (Context context = Context.create();
        Rep gone = context.rep()) {
      nobody = gone.bind(ANY_PORT);
    }

    Run run = Run.of("demo", "client", "--timeout", "200ms", "--endpoint", nobody);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).containsExactly("send hello");
    assertThat(run.err())
        .singleElement()
        .asString()
        .startsWith("zmq: No reply from " + nobody + " within 200 ms");
  }

  @Test
  void servesClientsOfOtherProcessesUntilItIsTold() throws Exception {
    Process server = zmq("demo", "server", "--endpoint", ANY_PORT);
    try (BufferedReader hints = server.errorReader();
        BufferedReader lines = server.inputReader()) {
      String endpoint = hints.readLine().replaceAll("Listening at (\\S+);.*", "$1");

      for (int client = 0; client < 2; client++) {
        Process asking = zmq("demo", "client", "--requests", "3", "--endpoint", endpoint);
        List<String> told = asking.inputReader().lines().toList();
        assertThat(asking.waitFor()).isZero();
        assertThat(told).hasSize(7).endsWith(told.get(6)).contains("send hello");
      }
      List<String> served = new ArrayList<>();
      for (int line = 0; line < 12; line++) {
        served.add(lines.readLine());
      }
      assertThat(served)
          .filteredOn(line -> line.startsWith("send"))
          .containsExactlyElementsOf(
              IntStream.range(1, 7).mapToObj(n -> "send word " + n).toList());

      server
          .toHandle()
          .destroy(); // SIGTERM, which ends it as Ctrl-C does, and leaves us its output
      assertThat(hints.readLine()).isEqualTo("Stopped");
      assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      server.destroyForcibly();
    }
  }

  private static List<String> transcript(int requests) {
    List<String> lines = new ArrayList<>();
    for (int request = 1; request <= requests; request++) {
      int n = request % 10;
      lines.add("send hello");
      lines.add("Received hello, size 5");
      lines.add("send word " + n);
      lines.add("Received word " + n + " size = 6");
    }
    return lines;
  }

  private static Process zmq(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }
}
