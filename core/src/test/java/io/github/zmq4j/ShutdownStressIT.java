package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hundred threads open, use and close sockets while their context is shut down, a hundred times
 * over: nobody hangs, and no thread, channel or file is left.
 */
@ExtendWith(LibraryThreads.class)
class ShutdownStressIT {
  private static final int THREADS = 100;
  private static final int ROUNDS = Integer.getInteger("stress.rounds", 100);
  private static final int MOST_STEPS = 3000;
  private static final Logger LOG = Logger.getLogger("io.github.zmq4j");

  @TempDir Path folder;

  private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
  private final Handler handler = new ErrorLog();

  static LongStream seeds() {
    return Stress.seeds(1);
  }

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    LOG.removeHandler(handler);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void leavesNothingBehind(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 2, Callers.factory());
    try {
      playRound(threads, random); // so that the JVM has opened what it keeps
      Map<String, Long> before = OpenFiles.count();
      for (int round = 0; round < ROUNDS; round++) {
        playRound(threads, random);
        assertThat(LibraryThreads.alive()).as("threads after round %d", round).isEmpty();
        assertThat(filesIn(folder)).as("files of ipc after round %d", round).isEmpty();
        assertThat(errors).as("errors logged in round %d", round).isEmpty();
      }
      assertThat(OpenFiles.count()).as("open channels").isEqualTo(before);
    } finally {
      threads.shutdownNow();
    }
  }

  private void playRound(ExecutorService threads, SplittableRandom random) throws Exception {
    boolean lingers = random.nextBoolean();
    Context context =
        Context.builder()
            .blocky(lingers)
            .ioThreads(1 + random.nextInt(2))
            .callerDrives(random.nextInt(4) != 0)
            .build();
    ShutdownRoles stage =
        new ShutdownRoles(
            context, folder, RawPeer.freePort(), 1 + random.nextInt(MOST_STEPS), lingers);
    List<Future<Void>> ends = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      ShutdownRoles.Role role = ShutdownRoles.ALL.get(i % ShutdownRoles.ALL.size());
      SplittableRandom own = random.split();
      ends.add(threads.submit(untilTheEnd(() -> role.play(stage, own))));
    }
    assertThat(stage.moment().await(Stress.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("all are at it\n%s", Stress.stacks())
        .isTrue();
    switch (random.nextInt(3)) {
      case 0 -> { // in two steps
        context.shutdown();
        awaitAll(ends);
        awaitAll(List.of(threads.submit(closing(context))));
      }
      case 1 -> { // at once
        awaitAll(List.of(threads.submit(closing(context))));
        awaitAll(ends);
      }
      default -> { // by two
        awaitAll(List.of(threads.submit(closing(context)), threads.submit(closing(context))));
        awaitAll(ends);
      }
    }
  }

  private interface Part {
    void play() throws Exception;
  }

  /** Plays a part that has no end but the context's. */
  private static Callable<Void> untilTheEnd(Part part) {
    return () -> {
      try {
        part.play();
      } catch (ContextTerminatedException | SocketClosedException e) {
        return null;
      }
      throw new AssertionError("ended before the context did");
    };
  }

  private static Callable<Void> closing(Context context) {
    return () -> {
      context.close();
      return null;
    };
  }

  private static void awaitAll(List<Future<Void>> ends) throws InterruptedException {
    long deadline = System.nanoTime() + Stress.PATIENCE.toNanos();
    for (Future<Void> end : ends) {
      try {
        end.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
      } catch (TimeoutException e) {
        throw new AssertionError("a thread hangs\n" + Stress.stacks(), e);
      }
    }
  }

  private static List<Path> filesIn(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Keeps what the library logs as an error: such as an exception in a task of a reactor. */
  private final class ErrorLog extends Handler {
    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
        errors.add(line.getMessage() + ": " + line.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
