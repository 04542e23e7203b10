package io.github.zmq4j.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every pair of socket types that may talk, over every transport that both libraries have, with
 * either side bound. The table of results is printed at the end.
 */
class SocketPairsIT {
  private static final List<String> TABLE = new ArrayList<>();
  private static Libzmq libzmq;

  @TempDir private Path directory;

  @BeforeAll
  static void startLibzmq() {
    libzmq = Libzmq.start();
  }

  @AfterAll
  static void printTable() {
    if (libzmq != null) {
      libzmq.close();
      System.out.printf(
          "%nzmq4j and libzmq %s%n%-8s %-8s %-6s %-9s%n",
          libzmq.version(), "zmq4j", "libzmq", "over", "zmq4j");
      TABLE.forEach(System.out::println);
    }
  }

  static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Pairing pairing : Pairing.ALL) {
      boolean[] sides =
          pairing.first() == pairing.second() ? new boolean[] {true} : new boolean[] {true, false};
      for (boolean first : sides) {
        for (String transport : List.of("tcp", "ipc")) {
          cells.add(new Cell(pairing, first, transport, true));
          cells.add(new Cell(pairing, first, transport, false));
        }
      }
    }
    cells.add(new Cell(Pairing.STREAMS, true, "tcp", true));
    cells.add(new Cell(Pairing.STREAMS, true, "tcp", false));
    return cells;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void talksWithLibzmq(Cell cell) {
    if (libzmq.hasEnded()) {
      libzmq = Libzmq.start();
    }
    talk(cell, libzmq, cell.theirType().name());
  }

  @ParameterizedTest(name = "zmq4j binds: {0}")
  @ValueSource(booleans = {true, false})
  void talksWithoutProtocol(boolean zmq4jBinds) {
    try (RawTcp raw = new RawTcp()) {
      talk(new Cell(Pairing.STREAMS, true, "tcp", zmq4jBinds), raw, raw.name());
    }
  }

  private void talk(Cell cell, Implementation other, String theirs) {
    String result = "FAILED";
    try {
      CellRun.run(cell, other, directory);
      result = "passed";
    } finally {
      TABLE.add(
          String.format(
              "%-8s %-8s %-6s %-9s %s",
              cell.ourType(),
              theirs,
              cell.transport(),
              cell.zmq4jBinds() ? "binds" : "connects",
              result));
    }
  }
}
