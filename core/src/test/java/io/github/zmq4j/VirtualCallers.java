package io.github.zmq4j;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs the tests of a class on virtual threads, and has {@link Callers} make virtual threads, while
 * the JVM records which of them hold their carrier when they wait. Fails when one did so inside the
 * library.
 */
final class VirtualCallers implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {
  private static final String PINNED = "jdk.VirtualThreadPinned";
  private static final int FRAMES = 128;

  private Recording recording = new Recording();
  private int nested; // classes within each other whose tests run

  /** Records what an action does; answers the events of virtual threads that held their carrier. */
  static List<RecordedEvent> recordPinned(Runnable action) throws IOException {
    VirtualCallers recorder = new VirtualCallers();
    recorder.start();
    action.run();
    return recorder.stop();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (nested++ > 0) {
      return; // a class within the class
    }
    loadClasses();
    start();
    Callers.areVirtual(true);
  }

  /** Initializes all the classes of the library, lest the tests wait for that. */
  private static void loadClasses() {
    new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.github.zmq4j")
        .forEach(one -> initialize(one.getName()));
  }

  private static void initialize(String className) {
    try {
      Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(className, e);
    }
  }

  private void start() {
    recording = new Recording();
    recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
    recording.start();
  }

  private List<RecordedEvent> stop() throws IOException {
    Path file = Files.createTempFile("pinned", ".jfr");
    try (Recording ended = recording) {
      ended.stop();
      ended.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(PINNED))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (--nested > 0) {
      return;
    }
    Callers.areVirtual(false);
    assertThat(stop().stream().map(VirtualCallers::stack).filter(VirtualCallers::isOurs))
        .as("waits inside the library that held the carrier of a virtual thread")
        .isEmpty();
  }

  /** The methods that were on, the innermost first, one a line. */
  static String stack(RecordedEvent event) {
    return event.getStackTrace() == null
        ? ""
        : event.getStackTrace().getFrames().stream()
            .limit(FRAMES)
            .map(frame -> frame.getMethod().getType().getName() + "." + frame.getMethod().getName())
            .collect(joining("\n"));
  }

  /**
   * Whether the library made the thread wait so. A class that is loaded or initialized when it is
   * first used has others wait with their carriers, which is the JVM's way.
   */
  private static boolean isOurs(String stack) {
    int ours = stack.indexOf("io.github.zmq4j.internal.");
    return ours >= 0 && !stack.substring(0, ours).contains("java.lang.ClassLoader.loadClass");
  }

  // ---- Test methods ----------------------------------------------------------------------------

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    proceedOnVirtualThread(invocation);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    proceedOnVirtualThread(invocation);
  }

  private static void proceedOnVirtualThread(Invocation<Void> invocation) throws Throwable {
    Throwable[] failure = new Throwable[1]; // read after the task is done
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              try {
                invocation.proceed();
              } catch (Throwable e) {
                failure[0] = e;
              }
            },
            null);
    Thread thread = Callers.start(task);
    try {
      task.get();
    } catch (InterruptedException e) { // the time is up
      thread.interrupt();
      throw e;
    }
    if (failure[0] != null) {
      throw failure[0];
    }
  }
}
