package io.github.zmq4j.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A contender's process, driven by lines on its standard input and output.
 *
 * <pre>{@code
 * contender:  ready [ENDPOINT]       once, when it is bound or connecting
 * this side:  round COUNT            do COUNT round trips, or send or receive COUNT messages
 * contender:  samples N N N ...      nanoseconds of each round trip, or
 *             nanos N                nanoseconds from the first message to the last, or
 *             sent                   from the sending side, which measures nothing
 *
 * this side:  memory                 at any time, how many bytes of the heap are in use; in Java
 *             allocated              also how many were ever allocated
 * contender:  bytes N
 * }</pre>
 *
 * <p>What more the roles of a part say and hear is told there. A contender that only answers takes
 * no commands. The end of its input ends a contender; so does {@link #close}.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
final class ChildProcess implements AutoCloseable {
  /** Longer than the slowest contender's longest round; whoever needs more hangs. */
  private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(90);

  private static final String END = "";

  private final String name;
  private final Process process;
  private final Writer in;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    in = process.outputWriter(US_ASCII);
  }

  static ChildProcess start(String name, List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    ChildProcess child = new ChildProcess(name, process);
    Thread reader = new Thread(child::read, name);
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  private void read() {
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII))) {
      String line;
      while ((line = out.readLine()) != null) {
        lines.add(line);
      }
    } catch (IOException e) {
      // The process was ended while it spoke; that is said below.
    }
    lines.add(END);
  }

  /** Waits until the process is ready, and gives what it says then. */
  String awaitReady() throws IOException {
    return answer("ready");
  }

  void command(String line) throws IOException {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      throw new IOException(name + " has ended", e);
    }
  }

  /** Waits for a line that starts with a word, and gives the rest of it. */
  String answer(String word) throws IOException {
    String line;
    try {
      line = lines.poll(ANSWER_DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (line == null) {
      throw new IOException(name + " did not answer in " + ANSWER_DEADLINE.toSeconds() + " s");
    } else if (line.equals(END)) {
      throw new IOException(name + " has ended");
    } else if (!line.equals(word) && !line.startsWith(word + " ")) {
      throw new IOException(name + " said: " + line);
    }
    return line.substring(word.length()).strip();
  }

  /** Asks about memory. */
  long bytes(String question) throws IOException {
    command(question);
    return Long.parseLong(answer("bytes"));
  }

  /** How much processor time the process has used. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** How many file descriptors the process has open; 0 if the system does not tell. */
  long descriptors() throws IOException {
    Path directory = Path.of("/proc/" + process.pid() + "/fd");
    if (!Files.exists(directory)) {
      return 0;
    }
    try (var descriptors = Files.list(directory)) {
      return descriptors.count();
    }
  }

  /** Waits until the process has closed most of its file descriptors again. */
  void awaitDescriptors(long count) throws IOException {
    long deadline = System.nanoTime() + ANSWER_DEADLINE.toNanos();
    while (descriptors() > count + 10) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(name + " does not close its file descriptors");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** How much memory of the machine the process has, in bytes; 0 if the system does not tell. */
  long residentBytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
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
}
