package io.github.zmq4j;

import java.util.concurrent.ThreadFactory;

/**
 * The threads from which tests call the library: platform threads, or virtual ones while {@link
 * VirtualCallers} has it so.
 */
final class Callers {
  private static volatile boolean virtual; // written between tests

  private Callers() {}

  static void areVirtual(boolean virtual) {
    Callers.virtual = virtual;
  }

  /** Starts a thread of the present kind. */
  static Thread start(Runnable call) {
    Thread thread = factory().newThread(call);
    thread.start();
    return thread;
  }

  /** Makes threads of the present kind. */
  static ThreadFactory factory() {
    return virtual ? virtualFactory() : Callers::newPlatformThread;
  }

  private static Thread newPlatformThread(Runnable call) {
    Thread thread = new Thread(call, "caller");
    thread.setDaemon(true);
    return thread;
  }

  /** {@code Thread.ofVirtual().name("caller").factory()}, which JDK 17 has not. */
  static ThreadFactory virtualFactory() {
    try {
      Class<?> builder = Class.forName("java.lang.Thread$Builder");
      Object virtualThreads = Thread.class.getMethod("ofVirtual").invoke(null);
      builder.getMethod("name", String.class).invoke(virtualThreads, "caller");
      return (ThreadFactory) builder.getMethod("factory").invoke(virtualThreads);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("virtual threads came with JDK 21", e);
    }
  }
}
