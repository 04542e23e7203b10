package io.github.zmq4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REQ and REP over TCP, zmq4j on the one side and libzmq on the other. */
class RequestReplyIT {
  private static final List<Message> MESSAGES =
      List.of(
          Message.of("hello"),
          Message.of(""),
          Message.of("", "", ""),
          Message.of("several", "frames", "", "of", "one message"),
          Message.of(List.of(Messages.frame(1 << 20))),
          Message.of(List.of(Messages.frame(1 << 20), Frame.EMPTY, Messages.frame(1 << 20))));

  private static Libzmq libzmq;

  @BeforeAll
  static void startLibzmq() {
    libzmq = Libzmq.start();
  }

  @AfterAll
  static void closeLibzmq() {
    if (libzmq != null) {
      libzmq.close();
    }
  }

  @ParameterizedTest(name = "zmq4j binds: {0}")
  @ValueSource(booleans = {true, false})
  void requestsAreAnsweredByLibzmq(boolean zmq4jBinds) {
    try (var req = new Zmq4jSocket(SocketType.REQ);
        var rep = libzmq.open(SocketType.REP)) {
      join(zmq4jBinds, req, rep);
      for (Message message : MESSAGES) {
        Future<String> echo = rep.echo(1);
        req.send(message);

        assertThat(req.receive()).isEqualTo(message);
        Libzmq.result(echo);
      }
    }
  }

  @ParameterizedTest(name = "zmq4j binds: {0}")
  @ValueSource(booleans = {true, false})
  void requestsOfLibzmqAreAnswered(boolean zmq4jBinds) {
    try (var rep = new Zmq4jSocket(SocketType.REP);
        var req = libzmq.open(SocketType.REQ)) {
      join(zmq4jBinds, rep, req);
      for (Message message : MESSAGES) {
        req.send(message);
        Message request = rep.receive();
        rep.send(request);

        assertThat(request).isEqualTo(message);
        assertThat(req.receive()).isEqualTo(message);
      }
    }
  }

  @ParameterizedTest(name = "zmq4j binds: {0}")
  @ValueSource(booleans = {true, false})
  void manyRequestsAreAnsweredInTurn(boolean zmq4jBinds) {
    int count = 2000;
    try (var req = new Zmq4jSocket(SocketType.REQ);
        var rep = libzmq.open(SocketType.REP)) {
      join(zmq4jBinds, req, rep);
      Future<String> echo = rep.echo(count);
      for (int i = 0; i < count; i++) {
        req.send(Message.of("request " + i));
        assertThat(req.receive().text()).isEqualTo("request " + i);
      }
      Libzmq.result(echo);
    }
  }

  private static void join(boolean oursBinds, PeerSocket ours, PeerSocket theirs) {
    PeerSocket binding = oursBinds ? ours : theirs;
    PeerSocket connecting = oursBinds ? theirs : ours;
    connecting.connect(binding.bind("tcp://127.0.0.1:*"));
  }
}
