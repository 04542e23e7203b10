package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import io.github.zmq4j.benchmarks.contender.Contender.Broker;
import io.github.zmq4j.benchmarks.contender.Contender.Requester;
import io.github.zmq4j.benchmarks.contender.Contender.Subscriber;
import io.github.zmq4j.benchmarks.contender.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What passes through each library's proxy, which has a process of its own between two others.
 *
 * <ul>
 *   <li>XSUB/XPUB: an XPUB publishes to a SUB. Nobody drops a message ({@code XPUB_NODROP}), and
 *       the SUB checks all of them, as in {@link FanoutPart}.
 *   <li>ROUTER/DEALER: a DEALER sends requests in bursts, another one sends them back, and the
 *       first checks all of them. After each round it sends some one at a time, each of which waits
 *       for the answer before it: half of that time is the latency, for which a message passes the
 *       proxy once.
 * </ul>
 *
 * <pre>{@code
 * proxy:      ready FRONTEND BACKEND
 * client:     as told at ChildProcess for "round COUNT", as often as it is asked to
 *             one-by-one COUNT, answered by "samples N N N ..."
 * }</pre>
 */
final class ProxyPart implements Part {
  private static final String PUBLICATIONS = "XSUB/XPUB";
  private static final String REQUESTS = "ROUTER/DEALER";
  private static final int HIGH_WATER_MARK = 1000;

  /** How many requests are sent at a time, and how many are on the way at most. */
  private static final int BURST = 32;

  private static final int ON_THE_WAY = 12 * BURST; // less than half a high-water mark

  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public String summary() {
    return "messages a second through XSUB and XPUB, requests a second through ROUTER and DEALER"
        + " and one way (half a round trip) of one at a time, in three processes, all checked";
  }

  @Override
  public List<Unit> units() {
    return List.of(Unit.MESSAGES_PER_SECOND, Unit.REQUESTS_PER_SECOND, Unit.MICROSECONDS);
  }

  @Override
  public String title(Scenario scenario) {
    return "%s, %d B, %s".formatted(scenario.transport(), scenario.size(), scenario.kind());
  }

  @Override
  public List<Scenario> scenarios(boolean quick) {
    List<String> contenders = List.of("zmq4j", "libzmq", "jeromq");
    List<Scenario> scenarios = new ArrayList<>();
    for (String kind : List.of(PUBLICATIONS, REQUESTS)) {
      for (int size : quick ? new int[] {64} : new int[] {64, 1024}) {
        scenarios.add(new Scenario("tcp", size, 1, contenders, kind));
      }
    }
    return scenarios;
  }

  @Override
  public Runner start(Launcher launcher, Scenario scenario, boolean quick) throws IOException {
    boolean publishes = scenario.kind().equals(PUBLICATIONS);
    int size = scenario.size();
    Processes processes = new Processes();
    try {
      String endpoint = launcher.endpoint(this, scenario);
      ChildProcess broker =
          processes.add(
              launcher.launch(this, publishes ? "publications" : "requests", endpoint, size));
      String[] bound = broker.awaitReady().split(" ", -1);
      return publishes
          ? publications(launcher, processes, bound[0], bound[1], size, quick)
          : requests(launcher, processes, bound[0], bound[1], size, quick);
    } catch (IOException e) {
      processes.close();
      throw e;
    }
  }

  private Runner publications(
      Launcher launcher,
      Processes processes,
      String frontend,
      String backend,
      int size,
      boolean quick)
      throws IOException {
    ChildProcess publisher = processes.add(launcher.launch(this, "publisher", frontend, size));
    publisher.awaitReady();
    ChildProcess subscriber = processes.add(launcher.launch(this, "subscriber", backend, size));
    subscriber.awaitReady();
    publisher.answer("subscribed");
    return new StreamRunner(
        processes,
        subscriber,
        List.of(publisher),
        quick,
        perSecond -> Map.of(Unit.MESSAGES_PER_SECOND, perSecond));
  }

  private Runner requests(
      Launcher launcher,
      Processes processes,
      String frontend,
      String backend,
      int size,
      boolean quick)
      throws IOException {
    processes.add(launcher.launch(this, "worker", backend, size)).awaitReady();
    ChildProcess client = processes.add(launcher.launch(this, "client", frontend, size));
    client.awaitReady();
    StreamRunner stream =
        new StreamRunner(
            processes,
            client,
            List.of(),
            quick,
            perSecond -> Map.of(Unit.REQUESTS_PER_SECOND, perSecond));
    return new Requests(stream, new RoundTrips(client, "one-by-one", quick));
  }

  private record Requests(StreamRunner stream, RoundTrips oneByOne) implements Runner {
    @Override
    public void warmUp() throws IOException {
      oneByOne.warmUp();
      stream.warmUp();
    }

    @Override
    public Round round() throws IOException {
      Round trips = oneByOne.round();
      Map<Unit, Double> values = new HashMap<>(trips.values());
      values.putAll(stream.round().values());
      return new Round(values, trips.samples());
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  @Override
  public void play(String role, Contender contender, List<String> arguments, Commands commands)
      throws IOException, InterruptedException {
    String endpoint = arguments.get(0);
    Content content = new Content(Integer.parseInt(arguments.get(1)));
    switch (role) {
      case "publications" ->
          serve(contender.publicationBroker(endpoint, HIGH_WATER_MARK), commands);
      case "requests" -> serve(contender.requestBroker(endpoint), commands);
      case "publisher" ->
          FanoutPart.publish(
              contender.publisherTo(endpoint, HIGH_WATER_MARK), content, 1, commands);
      case "subscriber" -> {
        Subscriber subscriber = contender.subscriber(endpoint, HIGH_WATER_MARK);
        subscriber.subscribe(new byte[0]);
        commands.answer("ready");
        FanoutPart.receive(List.of(subscriber), content, commands);
      }
      case "worker" -> {
        Contender.Echo worker = contender.worker(endpoint);
        commands.answer("ready");
        worker.serve();
      }
      case "client" -> {
        Requester client = contender.requester(endpoint, content);
        commands.answer("ready");
        request(client, commands);
      }
      default -> throw new IllegalArgumentException("no such role: " + role);
    }
  }

  private static void serve(Broker broker, Commands commands) {
    commands.answer("ready " + broker.frontend() + " " + broker.backend());
    broker.run();
  }

  private static void request(Requester client, Commands commands)
      throws IOException, InterruptedException {
    while (true) {
      String[] words = commands.next().split(" ", 2);
      int count = Integer.parseInt(words[1]);
      switch (words[0]) {
        case "round" -> commands.answer("nanos " + requestInBursts(client, count));
        case "one-by-one" ->
            RoundTrips.measure(
                k -> {
                  client.send(k);
                  client.receive(k);
                },
                count,
                commands);
        default -> throw new IllegalArgumentException("no such command: " + words[0]);
      }
    }
  }

  /** Nanoseconds from the first answer to the last one. */
  private static long requestInBursts(Requester client, long count) {
    long sent = 0;
    long start = 0;
    for (long k = 0; k < count; k++) {
      while (sent < count && sent - k <= ON_THE_WAY - BURST) {
        for (long end = Math.min(count, sent + BURST); sent < end; sent++) {
          client.send(sent);
        }
      }
      client.receive(k);
      start = start == 0 ? System.nanoTime() : start;
    }
    return System.nanoTime() - start;
  }
}
