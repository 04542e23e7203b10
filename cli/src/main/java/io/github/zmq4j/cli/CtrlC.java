package io.github.zmq4j.cli;

import io.github.zmq4j.Context;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a command in an orderly way when the process is told to end: shuts its context down, so that
 * its waits end, and holds the process until the command has closed what it had open.
 *
 * <p>To be opened before the context, so that it is closed after it.
 */
final class CtrlC implements AutoCloseable {
  private static final int LONGEST_WAIT_SECONDS = 3;

  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread hook;

  void shutsDown(Context context) {
    hook = new Thread(() -> end(context), "ctrl-c");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end(Context context) {
    context.shutdown();
    try {
      closed.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending, and the hook has called us.
      }
    }
  }
}
