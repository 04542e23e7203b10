package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a JVM loads until its first reply. Nearly all of that time goes into classes, a third of a
 * millisecond each; {@code benchmarks/compare --part start} measures it. Counts are used here,
 * which are the same on every machine: raise them for what is worth it.
 */
class ColdStartIT {
  private static final int MOST_CLASSES = 220;
  private static final int MOST_LAMBDAS = 10;

  @TempDir Path folder;

  @Test
  void loadsFewClassesUntilTheFirstReply() throws Exception {
    List<String> loaded = loadedUntilTheFirstReply();
    List<String> lambdas = loaded.stream().filter(name -> name.contains("$$Lambda")).toList();
    assertThat(lambdas).hasSizeLessThanOrEqualTo(MOST_LAMBDAS);
    assertThat(loaded)
        .contains("io.github.zmq4j.internal.session.Connection")
        .hasSizeLessThanOrEqualTo(MOST_CLASSES + lambdas.size());
  }

  @Test
  void loadsNothingThatOnlyOthersNeed() throws Exception {
    assertThat(loadedUntilTheFirstReply())
        .doesNotContain(
            "io.github.zmq4j.internal.socket.CallbackThreads",
            "io.github.zmq4j.internal.socket.Monitors",
            "io.github.zmq4j.internal.socket.PendingCalls",
            "io.github.zmq4j.internal.socket.WorkerThreads",
            "io.github.zmq4j.internal.log.Log",
            "io.github.zmq4j.internal.transport.IpcTransport",
            "io.github.zmq4j.internal.session.Listener");
  }

  /** The classes of this library that a client in a JVM of its own has loaded by then. */
  private List<String> loadedUntilTheFirstReply() throws IOException, InterruptedException {
    Path log = folder.resolve("loaded.log");
    try (Context context = Context.builder().blocky(false).build();
        Rep rep = context.rep()) {
      String endpoint = rep.bind("tcp://127.0.0.1:*");
      Process client =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xlog:class+load:file=" + log,
                  "-cp",
                  System.getProperty("java.class.path"),
                  FirstCall.class.getName(),
                  endpoint)
              .redirectErrorStream(true)
              .start();
      client.getOutputStream().close();
      Message request = rep.tryReceive(Patience.LIMIT);
      if (request != null) {
        rep.send(request);
      }
      String output = new String(client.getInputStream().readAllBytes(), UTF_8);
      assertThat(client.waitFor()).as(output).isZero();
      assertThat(output.strip()).isEqualTo("hello");
    }
    try (var lines = Files.lines(log)) {
      return lines
          .map(line -> line.replaceFirst("^(\\[[^]]*])* *(\\S+).*", "$2"))
          .filter(name -> name.startsWith("io.github.zmq4j."))
          .filter(name -> !name.startsWith(ColdStartIT.class.getName()))
          .toList();
    }
  }

  /** A program that asks once. */
  static final class FirstCall {
    private FirstCall() {}

    public static void main(String[] args) {
      Req req = Context.create().req();
      req.connect(args[0]);
      req.send("hello");
      System.out.println(req.receive().text());
      Runtime.getRuntime().halt(0); // what a clean end loads is not asked here
    }
  }
}
