package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import io.github.zmq4j.benchmarks.contender.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * How many messages pass: a PUSH sends, a PULL receives, checks the order and every byte, and takes
 * the time from the first message to the last. Two processes, and for inproc two threads of one.
 */
final class ThroughputPart implements Part {
  /** The default of every contender; less for messages of which so many would fill the memory. */
  private static final int HIGH_WATER_MARK = 1000;

  private static final int HIGH_WATER_BYTES = 64 << 20;
  private static final int LARGE_BYTES = 64 * 1024;

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
    int[] sizes = quick ? new int[] {16, 65536} : new int[] {16, 64, 256, 1024, 65536, 1 << 20};
    for (int size : sizes) {
      scenarios.add(scenario("tcp", size, "zmq4j", "libzmq", "jeromq", "raw"));
    }
    for (int size : quick ? new int[] {16} : sizes) {
      scenarios.add(scenario("ipc", size, "zmq4j", "libzmq", "raw"));
    }
    for (int size : quick ? new int[] {16} : sizes) {
      scenarios.add(scenario("inproc", size, "zmq4j", "libzmq", "jeromq"));
    }
    return scenarios;
  }

  /** Large messages of zmq4j live in a pool; for comparison there is one that has none. */
  private static Scenario scenario(String transport, int size, String... contenders) {
    List<String> all = new ArrayList<>(List.of(contenders));
    if (size >= LARGE_BYTES) {
      all.add("zmq4j-heap");
    }
    return new Scenario(transport, size, 1, List.copyOf(all));
  }

  @Override
  public Runner start(Launcher launcher, Scenario scenario, boolean quick) throws IOException {
    return stream(this, launcher, scenario, quick);
  }

  /** The processes that play this part's roles for a part. */
  static StreamRunner stream(Part part, Launcher launcher, Scenario scenario, boolean quick)
      throws IOException {
    int size = scenario.size();
    int highWaterMark = Math.min(HIGH_WATER_MARK, HIGH_WATER_BYTES / size);
    String endpoint = launcher.endpoint(part, scenario);
    Processes processes = new Processes();
    List<ChildProcess> senders = new ArrayList<>();
    ChildProcess receiver;
    try {
      if (scenario.transport().equals("inproc")) {
        receiver = processes.add(launcher.launch(part, "both", endpoint, size, highWaterMark));
        receiver.awaitReady();
      } else {
        receiver = processes.add(launcher.launch(part, "pull", endpoint, size, highWaterMark));
        String bound = receiver.awaitReady();
        ChildProcess sender =
            processes.add(launcher.launch(part, "push", bound, size, highWaterMark));
        senders.add(sender);
        sender.awaitReady();
      }
    } catch (IOException e) {
      processes.close();
      throw e;
    }
    return new StreamRunner(
        processes,
        receiver,
        senders,
        quick,
        perSecond -> Map.of(Unit.MESSAGES_PER_SECOND, perSecond));
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
    BlockingQueue<Long> counts = new SynchronousQueue<>();
    Thread pusher = new Thread(() -> pushOrEnd(source, counts), "push");
    pusher.setDaemon(true);
    pusher.start();
    while (true) {
      long count = commands.nextRound();
      counts.put(count);
      commands.answer("nanos " + pull(sink, count));
    }
  }

  private static void push(Contender.Source source, long count) throws IOException {
    for (long k = 0; k < count; k++) {
      source.send(k);
    }
    source.flush();
  }

  private static void pushOrEnd(Contender.Source source, BlockingQueue<Long> counts) {
    try {
      while (true) {
        push(source, counts.take());
      }
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
