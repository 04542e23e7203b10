package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import io.github.zmq4j.benchmarks.contender.Contender.Publisher;
import io.github.zmq4j.benchmarks.contender.Contender.Subscriber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How quickly a publisher finds who gets a message when there are many subscriptions. The topics
 * are dealt out over the subscribers, which live in one process; the publisher in another sends
 * messages that match one topic, and now and then one that matches none ({@link Topics}). Counted
 * is what is published, from the first message that arrives to the last one, everything checked.
 *
 * <p>Besides: how quickly the subscriptions take effect, and how much memory they take at the
 * publisher. Both are measured once, before the rounds, each contender on its own. To warm up, it
 * has then taken up as many subscriptions, a part at a time, and given them up again; what it keeps
 * of them counts as memory of the later ones.
 *
 * <pre>{@code
 * publisher:          ready ENDPOINT
 * subscribers:        ready
 * publisher:          connected          a first subscription of each subscriber has come
 * to the publisher:   await COUNT        subscriptions, or ends of subscriptions
 * to the subscribers: subscribe COUNT    to the first so many topics, or
 *                     unsubscribe COUNT
 * publisher:          taken N            nanoseconds until all had come
 * }</pre>
 */
final class MatchingPart implements Part {
  private static final int HIGH_WATER_MARK = 1000;
  private static final int MESSAGE_BYTES = 64;
  private static final int PEERS = 10;

  /** With fewer, what else happens at the start counts for more than the subscriptions. */
  private static final int FEWEST_TO_WEIGH = 100_000;

  /** In so many parts as many subscriptions come and go before the first that counts. */
  private static final int WARM_UPS = 5;

  @Override
  public String name() {
    return "matching";
  }

  @Override
  public String summary() {
    return "messages a second through a publisher with many subscriptions, of which each matches"
        + " one or, a quarter of them, none; size: subscriptions";
  }

  @Override
  public List<Unit> units() {
    return List.of(
        Unit.MESSAGES_PER_SECOND, Unit.SUBSCRIPTIONS_PER_SECOND, Unit.BYTES_PER_SUBSCRIPTION);
  }

  @Override
  public String title(Scenario scenario) {
    return "%s, %d %s, %s"
        .formatted(
            scenario.transport(),
            scenario.size(),
            scenario.size() == 1 ? "subscription" : "subscriptions",
            scenario.peersInWords());
  }

  @Override
  public List<Scenario> scenarios(boolean quick) {
    List<Scenario> scenarios = new ArrayList<>();
    for (int topics : quick ? new int[] {100_000} : new int[] {1, 1000, 1_000_000}) {
      scenarios.add(new Scenario("tcp", topics, PEERS, List.of("zmq4j", "libzmq", "jeromq")));
    }
    return scenarios;
  }

  @Override
  public Runner start(Launcher launcher, Scenario scenario, boolean quick) throws IOException {
    int topics = scenario.size();
    int peers = scenario.peers();
    Processes processes = new Processes();
    try {
      String endpoint = launcher.endpoint(this, scenario);
      ChildProcess publisher =
          processes.add(launcher.launch(this, "publisher", endpoint, topics, peers));
      String bound = publisher.awaitReady();
      ChildProcess subscribers =
          processes.add(launcher.launch(this, "subscribers", bound, topics, peers));
      subscribers.awaitReady();
      publisher.answer("connected");
      Map<Unit, Double> once = subscribe(publisher, subscribers, topics);
      return new StreamRunner(
          processes,
          subscribers,
          List.of(publisher),
          quick,
          perSecond -> {
            Map<Unit, Double> values = new EnumMap<>(once);
            once.clear();
            values.put(Unit.MESSAGES_PER_SECOND, perSecond);
            return values;
          });
    } catch (IOException e) {
      processes.close();
      throw e;
    }
  }

  private static Map<Unit, Double> subscribe(
      ChildProcess publisher, ChildProcess subscribers, int topics) throws IOException {
    Map<Unit, Double> figures = new EnumMap<>(Unit.class);
    if (topics < FEWEST_TO_WEIGH) {
      change("subscribe", publisher, subscribers, topics);
      return figures;
    }
    long before = publisher.bytes("memory");
    for (int i = 0; i < WARM_UPS; i++) {
      change("subscribe", publisher, subscribers, topics / WARM_UPS);
      change("unsubscribe", publisher, subscribers, topics / WARM_UPS);
    }
    long nanos = change("subscribe", publisher, subscribers, topics);
    figures.put(Unit.SUBSCRIPTIONS_PER_SECOND, topics * 1e9 / nanos);
    double bytes = publisher.bytes("memory") - before;
    figures.put(Unit.BYTES_PER_SUBSCRIPTION, bytes / topics);
    return figures;
  }

  /** Has the subscribers subscribe or unsubscribe; nanoseconds until the publisher has it all. */
  private static long change(
      String command, ChildProcess publisher, ChildProcess subscribers, int topics)
      throws IOException {
    publisher.command("await " + topics);
    subscribers.command(command + " " + topics);
    return Long.parseLong(publisher.answer("taken"));
  }

  @Override
  public void play(String role, Contender contender, List<String> arguments, Commands commands)
      throws InterruptedException {
    String endpoint = arguments.get(0);
    int count = Integer.parseInt(arguments.get(1));
    int peers = Integer.parseInt(arguments.get(2));
    Topics topics = new Topics(count, MESSAGE_BYTES);
    switch (role) {
      case "publisher" -> {
        Publisher publisher = contender.publisher(endpoint, HIGH_WATER_MARK);
        commands.answer("ready " + publisher.endpoint());
        publisher.awaitSubscriptions(peers);
        commands.answer("connected");
        play(publisher, topics, commands);
      }
      case "subscribers" -> {
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
          Subscriber subscriber = contender.subscriber(endpoint, HIGH_WATER_MARK);
          subscriber.subscribe(new byte[] {(byte) i}); // no message begins so
          subscribers.add(subscriber);
        }
        commands.answer("ready");
        play(subscribers, topics, commands);
      }
      default -> throw new IllegalArgumentException("no such role: " + role);
    }
  }

  private static void play(Publisher publisher, Topics topics, Commands commands)
      throws InterruptedException {
    while (true) {
      String[] words = commands.next().split(" ", 2);
      long count = Long.parseLong(words[1]);
      switch (words[0]) {
        case "await" -> {
          long start = System.nanoTime();
          publisher.awaitSubscriptions(count);
          commands.answer("taken " + (System.nanoTime() - start));
        }
        case "round" -> {
          for (long k = 0; k < count; k++) {
            publisher.publish(topics.make(k));
          }
          commands.answer("sent");
        }
        default -> throw new IllegalArgumentException("no such command: " + words[0]);
      }
    }
  }

  private static void play(List<Subscriber> subscribers, Topics topics, Commands commands)
      throws InterruptedException {
    while (true) {
      String[] words = commands.next().split(" ", 2);
      int count = Integer.parseInt(words[1]);
      switch (words[0]) {
        case "subscribe" -> {
          for (int i = 0; i < count; i++) {
            subscribers.get(i % subscribers.size()).subscribe(topics.topic(i));
          }
        }
        case "unsubscribe" -> {
          for (int i = 0; i < count; i++) {
            subscribers.get(i % subscribers.size()).unsubscribe(topics.topic(i));
          }
        }
        case "round" -> commands.answer("nanos " + receive(subscribers, topics, count));
        default -> throw new IllegalArgumentException("no such command: " + words[0]);
      }
    }
  }

  private static long receive(List<Subscriber> subscribers, Topics topics, long count) {
    long start = 0;
    for (long k = 0; k < count; k++) {
      if (topics.isWanted(k)) {
        topics.check(subscribers.get(topics.indexFor(k) % subscribers.size()).receive(), k);
        start = start == 0 ? System.nanoTime() : start;
      }
    }
    return System.nanoTime() - start;
  }
}
