package io.github.zmq4j.benchmarks.contender;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A contender's half of the lines described at {@code ChildProcess}. At the end of the input the
 * whole process ends, whatever its threads wait for. Questions about the process's memory are
 * answered here, at any time.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
public final class Commands {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final PrintStream out = new PrintStream(System.out, false, US_ASCII);

  /** Starts to read the standard input. */
  public Commands() {
    Thread reader = new Thread(this::read, "commands");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (var in = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
      String line;
      while ((line = in.readLine()) != null) {
        switch (line) {
          case "memory" -> answer("bytes " + Memory.inUse());
          case "allocated" -> answer("bytes " + Memory.allocated());
          default -> lines.add(line);
        }
      }
    } catch (IOException e) {
      // as good as the end
    }
    Runtime.getRuntime().halt(0); // not exit: nothing here is worth a clean end
  }

  /**
   * Waits for the next {@code round} command.
   *
   * @return how many messages the round has
   * @throws InterruptedException if the thread is interrupted
   */
  public long nextRound() throws InterruptedException {
    return Long.parseLong(await("round"));
  }

  /**
   * Waits for the next command, which must be a certain one.
   *
   * @param word what the command begins with
   * @return what follows the word, or nothing
   * @throws InterruptedException if the thread is interrupted
   */
  public String await(String word) throws InterruptedException {
    String line = next();
    if (!line.equals(word) && !line.startsWith(word + " ")) {
      throw new IllegalStateException("not the command " + word + ": " + line);
    }
    return line.substring(word.length()).strip();
  }

  /**
   * Waits for the next command.
   *
   * @return the whole line
   * @throws InterruptedException if the thread is interrupted
   */
  public String next() throws InterruptedException {
    return lines.take();
  }

  /**
   * Answers with a line.
   *
   * @param line without the line end
   */
  public void answer(CharSequence line) {
    out.append(line).append('\n').flush();
  }
}
