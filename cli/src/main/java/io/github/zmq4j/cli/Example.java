package io.github.zmq4j.cli;

import io.github.zmq4j.examples.GreetingRouter;
import io.github.zmq4j.examples.Guest;
import io.github.zmq4j.examples.Hello;
import io.github.zmq4j.examples.PairBetweenThreads;
import io.github.zmq4j.examples.RequestClient;
import io.github.zmq4j.examples.RequestServer;
import io.github.zmq4j.examples.RouterDealerBroker;
import io.github.zmq4j.examples.Sink;
import io.github.zmq4j.examples.Ventilator;
import io.github.zmq4j.examples.WeatherPublisher;
import io.github.zmq4j.examples.WeatherSubscriber;
import io.github.zmq4j.examples.Worker;
import java.util.List;
import java.util.Optional;

/**
 * An example program.
 *
 * @param name what it is called on the command line
 * @param about one line for the list
 * @param program starts it
 */
record Example(String name, String about, Program program) {
  static final List<Example> ALL =
      List.of(
          new Example("hello", "REQ, REP: a question and its answer", Hello::main),
          new Example("request-server", "REP: answers with words", RequestServer::main),
          new Example("request-client", "REQ: asks the request-server", RequestClient::main),
          new Example("broker", "ROUTER, DEALER: serves request-clients", RouterDealerBroker::main),
          new Example("weather-publisher", "PUB: reports of three cities", WeatherPublisher::main),
          new Example("weather-subscriber", "SUB: those of one city", WeatherSubscriber::main),
          new Example("ventilator", "PUSH: deals out tasks", Ventilator::main),
          new Example("worker", "PULL, PUSH: does tasks", Worker::main),
          new Example("sink", "PULL: collects the results", Sink::main),
          new Example("pair", "PAIR: two threads talk", PairBetweenThreads::main),
          new Example("greeter", "ROUTER: knows who comes and goes", GreetingRouter::main),
          new Example("guest", "DEALER: visits the greeter; [NAME]", Guest::main));

  /** A main method. */
  interface Program {
    void start(String... args) throws Exception;
  }

  static Optional<Example> named(String name) {
    return ALL.stream().filter(example -> example.name.equals(name)).findFirst();
  }
}
