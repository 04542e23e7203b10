package io.github.zmq4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that dies and comes back; clients that ask again when no answer comes. */
class RestartIT {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private Libzmq libzmq;

  @BeforeEach
  void startLibzmq() {
    libzmq = Libzmq.start();
  }

  @AfterEach
  void closeLibzmq() {
    if (libzmq != null) {
      libzmq.close();
    }
  }

  @Test
  void ourClientOutlivesAServerOfLibzmq() {
    try (var req = new Zmq4jSocket(SocketType.REQ)) {
      req.set(Options.REQ_RELAXED, true);
      req.set(Options.REQ_CORRELATE, true);
      LibzmqSocket rep = libzmq.open(SocketType.REP);
      String endpoint = rep.bind("tcp://127.0.0.1:*");
      req.connect(endpoint);
      Future<String> echo = rep.echo(1);
      ask(req, "before");
      Libzmq.result(echo);

      libzmq.close(); // kills it
      req.send(Message.of("into the void"));
      libzmq = Libzmq.start();
      rep = libzmq.open(SocketType.REP);
      rep.bind(endpoint);
      Future<String> echoes = rep.echo(1000);

      ask(req, "after");
      assertThat(echoes).isNotDone();
    }
  }

  @Test
  void clientOfLibzmqOutlivesOurServer() {
    try (var req = libzmq.open(SocketType.REQ)) {
      req.set("REQ_RELAXED", 1);
      req.set("REQ_CORRELATE", 1);
      String endpoint;
      try (var echo = new EchoProcess("tcp://127.0.0.1:*")) {
        endpoint = echo.endpoint();
        req.connect(endpoint);
        ask(req, "before");
      } // kills it
      req.send(Message.of("into the void"));
      try (var echo = new EchoProcess(endpoint)) {
        assertThat(echo.endpoint()).isEqualTo(endpoint);
        ask(req, "after");
      }
    }
  }

  /** Asks until the answer comes; answers to earlier attempts are not given to us. */
  private static void ask(PeerSocket req, String question) {
    Deadline deadline = new Deadline();
    Optional<Message> answer;
    do {
      deadline.check("no answer to " + question);
      req.send(Message.of(question));
      answer = req.tryReceive(PATIENCE);
    } while (answer.isEmpty());
    assertThat(answer.get().text()).isEqualTo(question);
  }
}
