package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * How soon a process that has just started gets its first reply: from the first line of {@code
 * main} to the reply of a warm server in another process; and how many round trips it gets done
 * until a second has passed. Each round starts a new client.
 */
final class StartPart implements Part {
  private static final int WARM_UP_ROUNDS = 2;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String program() {
    return "latency";
  }

  @Override
  public String summary() {
    return "milliseconds from main to the first reply in a cold JVM, and round trips until a second"
        + " has passed";
  }

  @Override
  public List<Unit> units() {
    return List.of(Unit.MILLISECONDS, Unit.IN_THE_FIRST_SECOND);
  }

  @Override
  public List<Scenario> scenarios(boolean quick) {
    return List.of(new Scenario("tcp", 16, 1, List.of("zmq4j", "libzmq", "jeromq")));
  }

  @Override
  public Runner start(Launcher launcher, Scenario scenario, boolean quick) throws IOException {
    String endpoint = launcher.endpoint(this, scenario);
    ChildProcess server = launcher.launch(this, "server", endpoint, scenario.size());
    try {
      return new Starts(this, launcher, server, server.awaitReady(), scenario.size());
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private record Starts(
      Part part, Launcher launcher, ChildProcess server, String endpoint, int size)
      implements Runner {
    @Override
    public void warmUp() throws IOException {
      for (int i = 0; i < WARM_UP_ROUNDS; i++) { // the server, and the system's cache of files
        round();
      }
    }

    @Override
    public Round round() throws IOException {
      try (ChildProcess client = launcher.launchCold(part, endpoint, size)) {
        double firstNanos = Long.parseLong(client.answer("first"));
        double count = Long.parseLong(client.answer("count"));
        return Round.of(
            Map.of(Unit.MILLISECONDS, firstNanos / 1e6, Unit.IN_THE_FIRST_SECOND, count));
      }
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @Override
  public void play(String role, Contender contender, List<String> arguments, Commands commands) {
    throw new IllegalArgumentException("another part plays the roles");
  }
}
