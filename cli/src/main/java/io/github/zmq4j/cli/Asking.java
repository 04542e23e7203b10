package io.github.zmq4j.cli;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Options;
import io.github.zmq4j.Req;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.examples.RequestClient;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** The client's side of the demo: how often it asks, how long it waits, what it tells. */
final class Asking {
  @Option(
      names = "--requests",
      paramLabel = "N",
      converter = Converters.Positive.class,
      description = "How many requests to send, one after the other; 10 by default.")
  private int requests = 10;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Converters.Time.class,
      description = "How long to wait for each reply: 2 or 2s, 500ms; 5s by default.")
  private Duration timeout = Duration.ofSeconds(5);

  @Option(names = "--quiet", description = "Print the last line only.")
  private boolean quiet;

  /** Where the lines of both sides go. */
  PrintStream lines(Console console) {
    return quiet ? new PrintStream(PrintStream.nullOutputStream(), false) : console.out();
  }

  /** Asks the server at an endpoint, then prints how many replies came and how fast. */
  void run(Req client, String endpoint, Console console) {
    client.set(Options.RECEIVE_TIMEOUT, timeout);
    client.set(
        Options.LINGER, Duration.ZERO); // a request that nobody took is not worth waiting for
    client.connect(endpoint);
    PrintStream lines = lines(console);
    long[] nanos = new long[requests];
    for (int i = 0; i < requests; i++) {
      long start = System.nanoTime();
      ask(client, endpoint, lines);
      nanos[i] = System.nanoTime() - start;
    }
    console
        .out()
        .printf(
            "%d %s, median round trip %d µs%n",
            requests, requests == 1 ? "reply" : "replies", median(nanos) / 1000);
  }

  private void ask(Req client, String endpoint, PrintStream lines) {
    try {
      RequestClient.ask(client, lines);
    } catch (ZmqException e) {
      if (e.code() != ErrorCode.EAGAIN) {
        throw e;
      }
      throw new ZmqException(
          ErrorCode.ETIMEDOUT,
          "No reply from %s within %d ms. Is a server there? 'zmq demo server' starts one"
              .formatted(endpoint, timeout.toMillis()),
          e);
    }
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
