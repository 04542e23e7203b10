package io.github.zmq4j.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.Context;
import io.github.zmq4j.Rep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** A REP of zmq4j in a process of its own, for what cannot be done to the process of the tests. */
final class EchoProcess implements AutoCloseable {
  private final Process process;
  private final String endpoint;

  /** Starts a process that binds to an endpoint and sends every request back. */
  EchoProcess(String endpoint) {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  EchoProcess.class.getName(),
                  endpoint)
              .redirectError(Redirect.INHERIT)
              .start();
      BufferedReader out = process.inputReader(UTF_8);
      this.endpoint = out.readLine(); // null when the process has ended
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String endpoint() {
    return endpoint;
  }

  void suspend() {
    Signals.send("STOP", process);
  }

  void resume() {
    Signals.send("CONT", process);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] args) {
    Thread watch = new Thread(EchoProcess::exitAtEndOfInput, "input");
    watch.setDaemon(true);
    watch.start();
    try (Context context = Context.create();
        Rep rep = context.rep()) {
      System.out.println(rep.bind(args[0]));
      while (true) {
        rep.send(rep.receive());
      }
    }
  }

  private static void exitAtEndOfInput() {
    try (var in = new InputStreamReader(System.in, UTF_8)) {
      while (in.read() >= 0) {
        // nothing is expected
      }
    } catch (IOException e) {
      // as good as the end
    }
    Runtime.getRuntime().halt(0);
  }
}
