package io.github.zmq4j.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * One row of work that every contender does.
 *
 * @param transport {@code tcp}, {@code ipc} or {@code inproc}
 * @param size of each message in bytes, unless the part says otherwise
 * @param peers how many peers the measured socket has
 * @param contenders the names of those that can do it
 * @param kind tells scenarios of a part apart that are not the same work; empty where all are
 */
record Scenario(String transport, int size, int peers, List<String> contenders, String kind) {
  /** A scenario of a part that has one kind only. */
  Scenario(String transport, int size, int peers, List<String> contenders) {
    this(transport, size, peers, contenders, "");
  }

  /** Where the binding side is to bind, in a directory of this run's own. */
  String endpoint(String part, String contender, Path directory) {
    return switch (transport) {
      case "tcp" -> "tcp://127.0.0.1:*";
      case "ipc" -> "ipc://" + directory.resolve(part + "-" + contender + "-" + size + "-" + peers);
      case "inproc" -> "inproc://" + contender;
      default -> throw new IllegalStateException("no such transport: " + transport);
    };
  }

  String peersInWords() {
    return peers + (peers == 1 ? " peer" : " peers");
  }
}
