package io.github.zmq4j.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.SocketType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opentest4j.TestAbortedException;

/**
 * Native libzmq in a process of its own; {@link LibzmqPeer} is the other end.
 *
 * <p><b>Threading.</b> Thread-safe; the commands run one after the other.
 */
final class Libzmq implements Implementation {
  /** When this is {@code required}, a missing libzmq is a failure. */
  private static final String INTEROP = "ZMQ4J_INTEROP";

  private static final long ANSWER_SECONDS = 40; // more than any deadline of the other end

  private final Process process;
  private final Writer in;
  private final Queue<CompletableFuture<String>> pending = new ArrayDeque<>(); // guarded by this
  private final String version;
  private boolean ended; // guarded by this

  private Libzmq(Process process) {
    this.process = process;
    in = process.outputWriter(UTF_8);
    CompletableFuture<String> greeting = new CompletableFuture<>();
    pending.add(greeting);
    Thread reader = new Thread(this::read, "libzmq");
    reader.setDaemon(true);
    reader.start();
    version = ready(await(greeting));
  }

  /**
   * Starts the process. Where libzmq is not installed the calling test is skipped, loudly; or it
   * fails, if the environment says that interoperability is required.
   */
  static Libzmq start() {
    try {
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              LibzmqPeer.class.getName());
      return new Libzmq(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String ready(String line) {
    if (line.startsWith("ready ")) {
      return line.substring("ready ".length());
    }
    process.destroyForcibly();
    String text = "INTEROPERABILITY WITH LIBZMQ IS NOT TESTED, libzmq is " + line;
    if ("required".equals(System.getenv(INTEROP))) {
      throw new AssertionError(text + " (" + INTEROP + "=required)");
    }
    System.err.println(text);
    throw new TestAbortedException(text);
  }

  private void read() {
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line;
      while ((line = out.readLine()) != null) {
        next().complete(line);
      }
    } catch (IOException e) {
      // the process is gone, as below
    }
    synchronized (this) {
      ended = true;
      IOException end = new IOException("the process has ended");
      pending.forEach(answer -> answer.completeExceptionally(end));
      pending.clear();
    }
  }

  private synchronized CompletableFuture<String> next() {
    return pending.remove();
  }

  @Override
  public String name() {
    return "libzmq";
  }

  String version() {
    return version;
  }

  @Override
  public LibzmqSocket open(SocketType type) {
    return new LibzmqSocket(this, type);
  }

  /** Sends a command and does not wait; the answers come in the order of the commands. */
  synchronized Future<String> submit(String command) {
    if (ended) {
      throw new IllegalStateException("the process of libzmq has ended");
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    pending.add(answer);
    try {
      in.write(command + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer;
  }

  /** Sends a command, waits for its answer, and gives what follows the {@code ok}. */
  String call(String command) {
    return result(submit(command));
  }

  /** Waits for the answer to a command. */
  static String result(Future<String> answer) {
    String line = await(answer);
    if (line.startsWith("error ")) {
      String[] words = line.split(" ", 3);
      throw new LibzmqException(Integer.parseInt(words[1]), words[2]);
    } else if (!line.startsWith("ok")) {
      throw new AssertionError("not an answer: " + line);
    }
    return line.substring("ok".length()).strip();
  }

  private static String await(Future<String> answer) {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer from the process of libzmq", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Stops the process where it stands, as a peer does whose machine sleeps. */
  void suspend() {
    Signals.send("STOP", process);
  }

  /** Lets the process go on. */
  void resume() {
    Signals.send("CONT", process);
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** Kills the process: its sockets have no time to say goodbye. */
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
