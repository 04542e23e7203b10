package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import io.github.zmq4j.benchmarks.contender.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many messages pass: a PUSH sends, a PULL receives, checks the order and every byte, and takes
 * the time from the first message to the last. Two processes, and for inproc two threads of one.
 */
final class ThroughputPart implements Part {
  /** The default of every contender; less for messages of which so many would fill the memory. */
  private static final int HIGH_WATER_MARK = 1000;

  private static final int HIGH_WATER_BYTES = 64 << 20;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String summary() {
    return "messages a second from a PUSH to a PULL in two processes (inproc: two threads),"
        + " every message checked";
  }

  @Override
  public List<Unit> units() {
    return List.of(Unit.MESSAGES_PER_SECOND);
  }

  @Override
  public List<Scenario> scenarios(boolean quick) {
    List<Scenario> scenarios = new ArrayList<>();
    int[] sizes =
        quick ? new int[] {16, 1024, 65536} : new int[] {16, 64, 256, 1024, 65536, 1 << 20};
    for (int size : sizes) {
      scenarios.add(new Scenario("tcp", size, 1, List.of("zmq4j", "libzmq", "jeromq", "raw")));
    }
    for (int size : quick ? new int[] {16} : sizes) {
      scenarios.add(new Scenario("ipc", size, 1, List.of("zmq4j", "libzmq", "raw")));
    }
    for (int size : quick ? new int[] {16} : sizes) {
      scenarios.add(new Scenario("inproc", size, 1, List.of("zmq4j", "libzmq", "jeromq")));
    }
    return scenarios;
  }

  @Override
  public Runner start(Launcher launcher, Scenario scenario, boolean quick) throws IOException {
    int size = scenario.size();
    int highWaterMark = Math.min(HIGH_WATER_MARK, HIGH_WATER_BYTES / size);
    String endpoint = launcher.endpoint(this, scenario);
    List<ChildProcess> processes = new ArrayList<>();
    try {
      if (scenario.transport().equals("inproc")) {
        processes.add(launcher.launch(this, "both", endpoint, size, highWaterMark));
        processes.get(0).awaitReady();
      } else {
        processes.add(launcher.launch(this, "pull", endpoint, size, highWaterMark));
        String bound = processes.get(0).awaitReady();
        processes.add(launcher.launch(this, "push", bound, size, highWaterMark));
        processes.get(1).awaitReady();
      }
    } catch (IOException e) {
      processes.forEach(ChildProcess::close);
      throw e;
    }
    return new StreamRunner(
        processes, quick, perSecond -> Map.of(Unit.MESSAGES_PER_SECOND, perSecond));
  }

  @Override
  public void play(String role, Contender contender, List<String> arguments, Commands commands)
      throws IOException, InterruptedException {
    String endpoint = arguments.get(0);
    Content content = new Content(Integer.parseInt(arguments.get(1)));
    int highWaterMark = Integer.parseInt(arguments.get(2));
    if (role.equals("push")) {
      Contender.Source source = contender.source(endpoint, content, highWaterMark);
      commands.answer("ready");
      while (true) {
        push(source, commands.nextRound());
        commands.answer("sent");
      }
    }
    Contender.Sink sink = contender.sink(endpoint, content, highWaterMark);
    if (role.equals("pull")) {
      commands.answer("ready " + sink.endpoint());
      while (true) {
        commands.answer("nanos " + pull(sink, commands.nextRound()));
      }
    }
    Contender.Source source = contender.source(sink.endpoint(), content, highWaterMark);
    commands.answer("ready");
    while (true) {
      long count = commands.nextRound();
      Thread pusher = new Thread(() -> pushOrEnd(source, count), "push");
      pusher.start();
      commands.answer("nanos " + pull(sink, count));
      pusher.join();
    }
  }

  private static void push(Contender.Source source, long count) throws IOException {
    for (long k = 0; k < count; k++) {
      source.send(k);
    }
    source.flush();
  }

  private static void pushOrEnd(Contender.Source source, long count) {
    try {
      push(source, count);
    } catch (Throwable e) { // the other thread would wait for ever
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static long pull(Contender.Sink sink, long count) throws IOException {
    sink.receive(0);
    long start = System.nanoTime();
    for (long k = 1; k < count; k++) {
      sink.receive(k);
    }
    return System.nanoTime() - start;
  }
}
