package io.github.zmq4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Context;
import io.github.zmq4j.ContextTerminatedException;
import io.github.zmq4j.Dealer;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.Proxy;
import io.github.zmq4j.Pub;
import io.github.zmq4j.Pull;
import io.github.zmq4j.Push;
import io.github.zmq4j.Rep;
import io.github.zmq4j.Req;
import io.github.zmq4j.Router;
import io.github.zmq4j.Sub;
import io.github.zmq4j.XPub;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lines that the examples show, over real sockets. */
class ExamplesIT {
  private static final String ANY_PORT = "tcp://127.0.0.1:*";

  private final Context context = Context.create();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    context.shutdown();
    for (Thread thread : threads) {
      thread.join();
    }
    context.close();
  }

  @Test
  void serverAnswersTheClientWithWords() {
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    PrintStream lines = new PrintStream(asked, true, UTF_8);
    Rep server = context.rep();
    Req client = context.req();
    client.connect(server.bind(ANY_PORT));
    inBackground(() -> RequestServer.serve(server, new PrintStream(new ByteArrayOutputStream())));

    for (int i = 0; i < 11; i++) {
      RequestClient.ask(client, lines);
    }

    assertThat(asked.toString(UTF_8).lines())
        .startsWith("send hello", "Received word 1 size = 6", "send hello")
        .endsWith("Received word 0 size = 6", "send hello", "Received word 1 size = 6");
  }

  @Test
  void brokerLeadsRepliesBackToTheClientThatAsked() {
    Router clients = context.router();
    Dealer workers = context.dealer();
    String endpoint = clients.bind(ANY_PORT);
    workers.bind("inproc://workers");
    inBackground(() -> RouterDealerBroker.work(context, "worker"));
    inBackground(Proxy.between(clients, workers));
    Req first = context.req();
    Req second = context.req();
    first.connect(endpoint);
    second.connect(endpoint);

    first.send("a");
    second.send("b");

    assertThat(second.receive().text()).isEqualTo("worker got b");
    assertThat(first.receive().text()).isEqualTo("worker got a");
  }

  @Test
  void subscriberGetsTheReportsOfItsCity() {
    XPub seesSubscriptions = context.xpub();
    Sub subscriber = context.sub();
    subscriber.connect(seesSubscriptions.bind(ANY_PORT));
    subscriber.subscribe("weather.paris");
    seesSubscriptions.receive(); // the subscription: from now on nothing is missed

    seesSubscriptions.send(Message.of("weather.lima", "19"));
    seesSubscriptions.send(Message.of("weather.paris", "21"));

    assertThat(WeatherSubscriber.next(subscriber)).isEqualTo("weather.paris: 21 degrees");
  }

  @Test
  void publisherReportsEveryCity() {
    Pub publisher = context.pub();
    Sub subscriber = context.sub();
    subscriber.subscribe("");
    publisher.bind("inproc://weather");
    subscriber.connect("inproc://weather");
    Set<String> cities = new HashSet<>();
    inBackground(
        () -> {
          while (true) {
            WeatherPublisher.report(publisher);
          }
        });

    while (cities.size() < 3) {
      cities.add(subscriber.receive().text());
    }

    assertThat(cities).containsExactlyInAnyOrder("weather.paris", "weather.tokyo", "weather.lima");
  }

  @Test
  void workersDoAllTasksBetweenThem() {
    Push ventilator = context.push();
    Pull sink = context.pull();
    String tasks = ventilator.bind(ANY_PORT);
    String results = sink.bind(ANY_PORT);
    for (int worker = 0; worker < 2; worker++) {
      Pull in = context.pull();
      Push out = context.push();
      in.connect(tasks);
      out.connect(results);
      inBackground(() -> workOn(in, out));
    }

    Ventilator.deal(ventilator);

    assertThat(Sink.collect(sink)).matches("100 results: \\d+ ms of work in \\d+ ms");
  }

  private static void workOn(Pull tasks, Push results) {
    try {
      while (true) {
        Worker.work(tasks, results);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void pairsTalk() {
    PairBetweenThreads.main(new String[0]);
  }

  @Test
  void greeterNoticesWhoComesAndGoes() {
    Router host = context.router();
    host.set(Options.ROUTER_NOTIFY, 3);
    String endpoint = host.bind(ANY_PORT);
    Set<Frame> guests = new HashSet<>();

    Dealer guest = context.dealer();
    guest.routingId("ann");
    guest.connect(endpoint);
    assertThat(GreetingRouter.next(host, guests)).isEqualTo("ann came, guests: 1");
    assertThat(guest.receive().text()).isEqualTo("Welcome, ann");

    guest.send("thank you");
    assertThat(GreetingRouter.next(host, guests)).isEqualTo("ann says thank you");

    guest.close();
    assertThat(GreetingRouter.next(host, guests)).isEqualTo("ann left, guests: 0");
  }

  private void inBackground(Runnable loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (ContextTerminatedException e) {
                // The test is over.
              }
            });
    thread.start();
    threads.add(thread);
  }
}
