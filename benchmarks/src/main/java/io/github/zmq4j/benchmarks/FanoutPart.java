package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import io.github.zmq4j.benchmarks.contender.Contender.Publisher;
import io.github.zmq4j.benchmarks.contender.Contender.Subscriber;
import io.github.zmq4j.benchmarks.contender.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many messages a publisher gets to all its subscribers: it publishes, each subscriber receives
 * every message and checks the order and every byte, and the time goes from the first message that
 * arrives to the last one. The publisher has a process, all subscribers another.
 *
 * <p>The publisher waits when a subscriber has no room ({@code XPUB_NODROP}), so that none misses a
 * message. The subscribers are sockets of one thread, which receives a few messages of each in
 * turn. Once bound the publisher says {@code ready ENDPOINT}, and {@code subscribed} when it knows
 * all its subscribers.
 */
final class FanoutPart implements Part {
  private static final int HIGH_WATER_MARK = 1000;

  /** How many messages of a subscriber are received before the next one's turn. */
  private static final int A_TURN = 50;

  @Override
  public String name() {
    return "fanout";
  }

  @Override
  public String summary() {
    return "messages a second from a publisher to all subscribers of a second process,"
        + " none dropped, every one checked; deliveries: times the subscribers";
  }

  @Override
  public List<Unit> units() {
    return List.of(Unit.MESSAGES_PER_SECOND, Unit.DELIVERIES_PER_SECOND);
  }

  @Override
  public List<Scenario> scenarios(boolean quick) {
    List<Scenario> scenarios = new ArrayList<>();
    for (int peers : quick ? new int[] {100} : new int[] {1, 10, 100, 1000}) {
      scenarios.add(new Scenario("tcp", 64, peers, List.of("zmq4j", "libzmq", "jeromq")));
    }
    return scenarios;
  }

  @Override
  public Runner start(Launcher launcher, Scenario scenario, boolean quick) throws IOException {
    int size = scenario.size();
    int peers = scenario.peers();
    Processes processes = new Processes();
    try {
      String endpoint = launcher.endpoint(this, scenario);
      ChildProcess publisher =
          processes.add(launcher.launch(this, "publisher", endpoint, size, peers));
      String bound = publisher.awaitReady();
      ChildProcess subscribers =
          processes.add(launcher.launch(this, "subscribers", bound, size, peers));
      subscribers.awaitReady();
      publisher.answer("subscribed");
      return new StreamRunner(
          processes,
          subscribers,
          List.of(publisher),
          quick,
          perSecond ->
              Map.of(
                  Unit.MESSAGES_PER_SECOND,
                  perSecond,
                  Unit.DELIVERIES_PER_SECOND,
                  perSecond * peers));
    } catch (IOException e) {
      processes.close();
      throw e;
    }
  }

  @Override
  public void play(String role, Contender contender, List<String> arguments, Commands commands)
      throws InterruptedException {
    String endpoint = arguments.get(0);
    Content content = new Content(Integer.parseInt(arguments.get(1)));
    int peers = Integer.parseInt(arguments.get(2));
    switch (role) {
      case "publisher" ->
          publish(contender.publisher(endpoint, HIGH_WATER_MARK), content, peers, commands);
      case "subscribers" -> {
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
          Subscriber subscriber = contender.subscriber(endpoint, HIGH_WATER_MARK);
          subscriber.subscribe(new byte[0]);
          subscribers.add(subscriber);
        }
        commands.answer("ready");
        receive(subscribers, content, commands);
      }
      default -> throw new IllegalArgumentException("no such role: " + role);
    }
  }

  /** Publishes, round by round, when so many have subscribed. */
  static void publish(Publisher publisher, Content content, int peers, Commands commands)
      throws InterruptedException {
    commands.answer("ready " + publisher.endpoint());
    publisher.awaitSubscriptions(peers);
    commands.answer("subscribed");
    while (true) {
      long count = commands.nextRound();
      for (long k = 0; k < count; k++) {
        publisher.publish(content.make(k));
      }
      commands.answer("sent");
    }
  }

  /** Receives, round by round. */
  static void receive(List<Subscriber> subscribers, Content content, Commands commands)
      throws InterruptedException {
    while (true) {
      commands.answer("nanos " + receive(subscribers, content, commands.nextRound()));
    }
  }

  private static long receive(List<Subscriber> subscribers, Content content, long count) {
    long start = 0;
    for (long from = 0; from < count; from += A_TURN) {
      for (Subscriber subscriber : subscribers) {
        for (long k = from; k < Math.min(count, from + A_TURN); k++) {
          check(subscriber.receive(), content, k);
          if (start == 0) {
            start = System.nanoTime();
          }
        }
      }
    }
    return System.nanoTime() - start;
  }

  private static void check(ByteBuffer message, Content content, long k) {
    if (message.remaining() != content.size()) {
      throw new IllegalStateException("message " + k + " has " + message.remaining() + " bytes");
    }
    content.check(message, 0, k);
  }
}
