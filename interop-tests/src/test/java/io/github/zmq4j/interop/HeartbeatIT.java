package io.github.zmq4j.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pings, pongs, and peers that fall silent. */
class HeartbeatIT {
  private static final byte[] PING = "\4PING".getBytes(US_ASCII);
  private static final byte[] PONG = "\4PONG".getBytes(US_ASCII);
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final Duration AMPLE = Duration.ofSeconds(10);

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
  void pingsOfLibzmqAreAnswered() {
    try (var ours = new Zmq4jSocket(SocketType.DEALER);
        var theirs = libzmq.open(SocketType.DEALER);
        var tap = new WireTap(ours.bind("tcp://127.0.0.1:*"), PONG)) {
      theirs.set("HEARTBEAT_IVL", 20);
      theirs.set("HEARTBEAT_TIMEOUT", 10_000);
      theirs.connect(tap.endpoint());

      tap.awaitFromBinding(5);

      exchange(ours, theirs);
      assertThat(tap.connections()).isEqualTo(1);
    }
  }

  @Test
  void libzmqAnswersOurPings() {
    try (var ours = new Zmq4jSocket(SocketType.DEALER);
        var theirs = libzmq.open(SocketType.DEALER);
        var tap = new WireTap(theirs.bind("tcp://127.0.0.1:*"), PONG)) {
      ours.set(Options.HEARTBEAT_INTERVAL, INTERVAL);
      ours.set(Options.HEARTBEAT_TIMEOUT, AMPLE);
      ours.connect(tap.endpoint());

      tap.awaitFromBinding(5);

      exchange(ours, theirs);
      assertThat(tap.connections()).isEqualTo(1);
    }
  }

  @Test
  void bothSidesMayPing() {
    try (var ours = new Zmq4jSocket(SocketType.DEALER);
        var theirs = libzmq.open(SocketType.DEALER)) {
      theirs.set("HEARTBEAT_IVL", 20);
      theirs.set("HEARTBEAT_TIMEOUT", 10_000);
      theirs.set("HEARTBEAT_TTL", 10_000);
      ours.set(Options.HEARTBEAT_INTERVAL, INTERVAL);
      ours.set(Options.HEARTBEAT_TIMEOUT, AMPLE);
      ours.set(Options.HEARTBEAT_TTL, AMPLE);
      try (var tap = new WireTap(theirs.bind("tcp://127.0.0.1:*"), PING)) {
        ours.connect(tap.endpoint());

        tap.awaitFromBinding(5);
        tap.awaitFromConnecting(5);

        exchange(ours, theirs);
        assertThat(tap.connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void silenceOfLibzmqIsNoticed() {
    try (var ours = new Zmq4jSocket(SocketType.DEALER);
        var theirs = libzmq.open(SocketType.DEALER)) {
      ours.set(Options.HEARTBEAT_INTERVAL, INTERVAL);
      ours.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(300));
      theirs.connect(ours.bind("tcp://127.0.0.1:*"));
      ours.await(MonitorEvent.Type.HANDSHAKE_SUCCEEDED);
      exchange(ours, theirs);

      libzmq.suspend();
      try {
        ours.await(MonitorEvent.Type.DISCONNECTED);
      } finally {
        libzmq.resume();
      }
      ours.await(MonitorEvent.Type.HANDSHAKE_SUCCEEDED);

      exchange(ours, theirs);
    }
  }

  @Test
  void libzmqNoticesOurSilence() {
    try (var echo = new EchoProcess("tcp://127.0.0.1:*");
        var theirs = libzmq.open(SocketType.REQ)) {
      theirs.set("HEARTBEAT_IVL", 20);
      theirs.set("HEARTBEAT_TIMEOUT", 300);
      theirs.monitor();
      theirs.connect(echo.endpoint());
      theirs.await(MonitorEvent.Type.HANDSHAKE_SUCCEEDED);
      theirs.send(Message.of("before"));
      assertThat(theirs.receive().text()).isEqualTo("before");

      echo.suspend();
      try {
        theirs.await(MonitorEvent.Type.DISCONNECTED);
      } finally {
        echo.resume();
      }
      theirs.await(MonitorEvent.Type.HANDSHAKE_SUCCEEDED);

      theirs.send(Message.of("after"));
      assertThat(theirs.receive().text()).isEqualTo("after");
    }
  }

  private static void exchange(PeerSocket ours, PeerSocket theirs) {
    ours.send(Message.of("to them"));
    assertThat(theirs.receive().text()).isEqualTo("to them");
    theirs.send(Message.of("to us"));
    assertThat(ours.receive().text()).isEqualTo("to us");
  }
}
