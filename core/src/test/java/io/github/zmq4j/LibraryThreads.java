package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails each test that leaves a thread of the library behind: none outlives its context. */
final class LibraryThreads implements BeforeEachCallback, AfterEachCallback {
  private Set<Thread> before = Set.of(); // what an earlier test left is that test's failure

  @Override
  public void beforeEach(ExtensionContext context) {
    before = ofTheLibrary();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Set<Thread> left = ofTheLibrary();
    left.removeAll(before);
    assertThat(left).as("threads that outlived their context").isEmpty();
  }

  /** The names of the library's threads that are alive. */
  static List<String> alive() {
    return ofTheLibrary().stream().map(Thread::getName).sorted().toList();
  }

  private static Set<Thread> ofTheLibrary() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && thread.getName().contains("zmq4j-"))
        .collect(Collectors.toSet());
  }
}
