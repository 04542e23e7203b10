package io.github.zmq4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The channels and selectors that this process has open, as the kernel sees them, for tests that
 * look for leaks. Known on Linux alone; elsewhere there are none to be seen.
 */
final class OpenFiles {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** What a network library has; the JVM opens jars and the like when it pleases. */
  private static final List<String> KINDS = List.of("socket:", "anon_inode:", "pipe:");

  private OpenFiles() {}

  /** How many there are of each kind. */
  static Map<String, Long> count() {
    Map<String, Long> counts = new TreeMap<>();
    if (Files.isDirectory(DESCRIPTORS)) {
      try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
        descriptors
            .map(OpenFiles::kind)
            .filter(kind -> KINDS.stream().anyMatch(kind::startsWith))
            .forEach(kind -> counts.merge(kind.replaceFirst(":\\[\\d+]", ""), 1L, Long::sum));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return counts;
  }

  private static String kind(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }
}
