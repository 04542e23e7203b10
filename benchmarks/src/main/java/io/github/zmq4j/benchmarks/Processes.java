package io.github.zmq4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The processes of one contender in one scenario, to be ended together. */
final class Processes implements AutoCloseable {
  private final List<ChildProcess> processes = new ArrayList<>();

  ChildProcess add(ChildProcess process) {
    processes.add(process);
    return process;
  }

  List<ChildProcess> all() {
    return processes;
  }

  @Override
  public void close() {
    processes.forEach(ChildProcess::close);
  }
}
