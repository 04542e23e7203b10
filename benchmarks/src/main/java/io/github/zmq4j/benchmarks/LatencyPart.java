package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import io.github.zmq4j.benchmarks.contender.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a message takes: a REQ sends, a REP sends it back, and half the time of the round trip
 * is the figure. Client and server are two processes, and for inproc two threads of one.
 *
 * <p>Each round trip is timed on its own. A round's figure is its median; the high percentiles are
 * those of all round trips of all rounds.
 */
final class LatencyPart implements Part {
  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String summary() {
    return "one way (half a round trip) between a REQ and a REP in two processes"
        + " (inproc: two threads), in microseconds";
  }

  @Override
  public List<Unit> units() {
    return List.of(Unit.MICROSECONDS);
  }

  @Override
  public List<Scenario> scenarios(boolean quick) {
    List<Scenario> scenarios = new ArrayList<>();
    for (String transport : List.of("tcp", "ipc", "inproc")) {
      // JeroMQ's ipc is a TCP connection under another name.
      List<String> contenders =
          transport.equals("ipc")
              ? List.of("zmq4j", "libzmq", "raw")
              : List.of("zmq4j", "libzmq", "jeromq", "raw");
      for (int size : quick ? new int[] {16} : new int[] {16, 1024, 65536}) {
        scenarios.add(new Scenario(transport, size, 1, contenders));
      }
    }
    return scenarios;
  }

  @Override
  public Runner start(Launcher launcher, Scenario scenario, boolean quick) throws IOException {
    int size = scenario.size();
    String endpoint = launcher.endpoint(this, scenario);
    Processes processes = new Processes();
    ChildProcess client;
    try {
      if (scenario.transport().equals("inproc")) {
        client = processes.add(launcher.launch(this, "both", endpoint, size));
      } else {
        ChildProcess server = processes.add(launcher.launch(this, "server", endpoint, size));
        client = processes.add(launcher.launch(this, "client", server.awaitReady(), size));
      }
      client.awaitReady();
    } catch (IOException e) {
      processes.close();
      throw e;
    }
    RoundTrips roundTrips = new RoundTrips(client, "round", quick);
    return new Calls(processes, roundTrips);
  }

  private record Calls(Processes processes, RoundTrips roundTrips) implements Runner {
    @Override
    public void warmUp() throws IOException {
      roundTrips.warmUp();
    }

    @Override
    public Round round() throws IOException {
      return roundTrips.round();
    }

    @Override
    public void close() {
      processes.close();
    }
  }

  @Override
  public void play(String role, Contender contender, List<String> arguments, Commands commands)
      throws IOException, InterruptedException {
    String endpoint = arguments.get(0);
    Content content = new Content(Integer.parseInt(arguments.get(1)));
    switch (role) {
      case "server" -> {
        Contender.Echo echo = contender.echo(endpoint, content);
        commands.answer("ready " + echo.endpoint());
        echo.serve();
      }
      case "client" -> {
        Contender.Caller caller = contender.caller(endpoint, content);
        commands.answer("ready");
        measure(caller, commands);
      }
      case "both" -> {
        Contender.Echo echo = contender.echo(endpoint, content);
        Thread server = new Thread(() -> serve(echo), "server");
        server.setDaemon(true);
        server.start();
        Contender.Caller caller = contender.caller(endpoint, content);
        commands.answer("ready");
        measure(caller, commands);
      }
      default -> throw new IllegalArgumentException("no such role: " + role);
    }
  }

  private static void serve(Contender.Echo echo) {
    try {
      echo.serve();
    } catch (Throwable e) { // the other thread would wait for ever
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void measure(Contender.Caller caller, Commands commands)
      throws IOException, InterruptedException {
    while (true) {
      RoundTrips.measure(caller, Math.toIntExact(commands.nextRound()), commands);
    }
  }
}
