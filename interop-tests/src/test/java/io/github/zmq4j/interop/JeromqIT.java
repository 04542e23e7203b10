package io.github.zmq4j.interop;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same conversations with JeroMQ; over TCP alone, since its ipc is a transport of its own. */
class JeromqIT {
  @TempDir private Path directory;

  static Stream<Cell> cells() {
    return Pairing.ALL.stream().flatMap(JeromqIT::cells);
  }

  private static Stream<Cell> cells(Pairing pairing) {
    return Stream.of(
            new Cell(pairing, true, "tcp", true),
            new Cell(pairing, true, "tcp", false),
            new Cell(pairing, false, "tcp", true),
            new Cell(pairing, false, "tcp", false))
        .filter(cell -> cell.zmq4jFirst() || pairing.first() != pairing.second());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void talks(Cell cell) {
    try (Jeromq jeromq = new Jeromq()) {
      CellRun.run(cell, jeromq, directory);
    }
  }
}
