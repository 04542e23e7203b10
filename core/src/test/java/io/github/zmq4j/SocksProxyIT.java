package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.CLOSED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.CONNECT_RETRIED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connecting through a SOCKS5 proxy. */
@ExtendWith(LibraryThreads.class)
class SocksProxyIT {
  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  private Dealer through(String proxy) {
    Dealer dealer = context.dealer();
    dealer.set(Options.SOCKS_PROXY, proxy);
    dealer.set(Options.RECONNECT_INTERVAL, Duration.ofMillis(10));
    return dealer;
  }

  private static void exchange(Dealer one, Dealer other) {
    one.send("there");
    assertThat(Patience.receiveText(other)).isEqualTo("there");
    other.send("and back");
    assertThat(Patience.receiveText(one)).isEqualTo("and back");
  }

  @Test
  void connectsThroughTheProxy() {
    try (SocksServer proxy = new SocksServer("", "")) {
      Dealer server = context.dealer();
      String endpoint = server.bind("tcp://127.0.0.1:*");
      Dealer client = through(proxy.address());
      client.connect(endpoint);
      exchange(client, server);
      assertThat(proxy.requests()).containsExactly(URI.create(endpoint).getAuthority());
    }
  }

  @Test
  void letsTheProxyLookUpNames() {
    try (SocksServer proxy = new SocksServer("", "")) {
      Dealer server = context.dealer();
      int port = URI.create(server.bind("tcp://127.0.0.1:*")).getPort();
      Dealer client = through(proxy.address());
      client.connect("tcp://no-such-host.invalid:" + port);
      exchange(client, server);
      assertThat(proxy.requests()).containsExactly("no-such-host.invalid:" + port);
    }
  }

  @Test
  void presentsUserAndPassword() {
    try (SocksServer proxy = new SocksServer("user", "secret")) {
      Dealer server = context.dealer();
      Dealer client = through(proxy.address());
      client.set(Options.SOCKS_USERNAME, "user");
      client.set(Options.SOCKS_PASSWORD, "secret");
      client.connect(server.bind("tcp://127.0.0.1:*"));
      exchange(client, server);
    }
  }

  @Test
  void reportsAWrongPasswordAndTriesAgain() {
    try (SocksServer proxy = new SocksServer("user", "secret")) {
      Dealer client = through(proxy.address());
      client.set(Options.SOCKS_USERNAME, "user");
      client.set(Options.SOCKS_PASSWORD, "guess");
      EventRecorder events = EventRecorder.on(client);
      client.connect("tcp://127.0.0.1:" + RawPeer.freePort());
      MonitorEvent closed = events.await(CLOSED);
      assertThat(closed.error()).isEqualTo(ErrorCode.EACCES);
      assertThat(closed.reason()).contains("password").doesNotContain("guess");
      events.next(CONNECT_RETRIED);
      events.await(CLOSED);
    }
  }

  @Test
  void connectsOnceSomebodyListensBehindTheProxy() {
    try (SocksServer proxy = new SocksServer("", "")) {
      String endpoint = "tcp://127.0.0.1:" + RawPeer.freePort();
      Dealer client = through(proxy.address());
      EventRecorder events = EventRecorder.on(client);
      client.connect(endpoint);
      assertThat(events.await(CLOSED).error()).isEqualTo(ErrorCode.ECONNREFUSED);
      Dealer server = context.dealer();
      server.bind(endpoint);
      events.await(CONNECTED);
      exchange(client, server);
    }
  }

  @Test
  void givesUpOnAProxyThatSaysNothing() throws IOException {
    try (ServerSocket mute = RawPeer.listen()) {
      Dealer client = through("127.0.0.1:" + mute.getLocalPort());
      client.set(Options.HANDSHAKE_INTERVAL, Duration.ofMillis(50));
      EventRecorder events = EventRecorder.on(client);
      client.connect("tcp://127.0.0.1:1");
      assertThat(events.await(CLOSED).error()).isEqualTo(ErrorCode.ETIMEDOUT);
    }
  }

  @Test
  void ignoresTheProxyElsewhereThanOnTcp() {
    Dealer server = context.dealer();
    Dealer client = through("127.0.0.1:1");
    client.connect(server.bind("ipc://*"));
    exchange(client, server);
  }

  @Test
  void refusesAProxyThatHasNoPort() {
    Dealer client = through("proxy.example.org");
    ZmqErrors.assertFails(ErrorCode.EINVAL, () -> client.connect("tcp://127.0.0.1:5555"))
        .withMessageContaining("SOCKS_PROXY");
  }
}
