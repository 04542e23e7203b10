package io.github.zmq4j;

import static io.github.zmq4j.Patience.receiveText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpTransportIT implements TransportContract {
  @Override
  public String endpointToBind() {
    return "tcp://127.0.0.1:*";
  }

  @Override
  public String endpointNobodyIsBoundTo() {
    return "tcp://127.0.0.1:" + RawPeer.freePort();
  }

  @Override
  public String unusedEndpoint() {
    return "tcp://127.0.0.1:1";
  }

  // ---- Where to bind ---------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"tcp://*:*", "tcp://*:0", "tcp://0.0.0.0:*"})
  void bindsToAllAddressesAndAnyPort(String wildcard) {
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      String endpoint = server.bind(wildcard);
      assertThat(endpoint).matches("tcp://0\\.0\\.0\\.0:[1-9]\\d*");
      exchange(server, client, endpoint.replace("0.0.0.0", "127.0.0.1"));
    }
  }

  @Test
  void bindsToOneOfTheAddressesOfAnInterface() throws IOException {
    String loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      String endpoint = server.bind("tcp://" + loopback + ":*");
      assertThat(endpoint).startsWith("tcp://127.0.0.1:");
      exchange(server, client, endpoint);
    }
  }

  @Test
  void bindsToTheAddressOfAHostName() {
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      String endpoint = server.bind("tcp://localhost:*");
      assertThat(endpoint).startsWith("tcp://127.0.0.1:");
      exchange(server, client, endpoint.replace("127.0.0.1", "localhost"));
    }
  }

  @Test
  void bindsToIpv6() throws IOException {
    assumeIpv6();
    try (Context context = Context.builder().ipv6(true).build();
        Rep server = context.rep();
        Req client = context.req()) {
      String endpoint = server.bind("tcp://[::1]:*");
      assertThat(endpoint).startsWith("tcp://[::1]:");
      exchange(server, client, endpoint);
    }
  }

  @Test
  void servesBothFamiliesAtTheIpv6Wildcard() throws IOException {
    assumeIpv6();
    try (Context context = Context.create();
        Rep server = context.rep();
        Req overIpv4 = context.req();
        Req overIpv6 = context.req()) {
      server.set(Options.IPV6, true);
      String endpoint = server.bind("tcp://*:*");
      assertThat(endpoint).startsWith("tcp://[::]:");
      exchange(server, overIpv4, endpoint.replace("[::]", "127.0.0.1"));
      exchange(server, overIpv6, endpoint.replace("[::]", "[::1]"));
    }
  }

  @Test
  void bindsAndConnectsToAnAddressWithAZone() throws IOException {
    InetAddress linkLocal =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
            .findFirst()
            .orElse(null);
    assumeTrue(linkLocal != null, "this machine has no link-local address");
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      server.set(Options.IPV6, true);
      String endpoint = server.bind("tcp://[" + linkLocal.getHostAddress() + "]:*");
      assertThat(endpoint).contains("%");
      exchange(server, client, endpoint);
    }
  }

  @Test
  void isFreeForTheOneFamilyOnlyWithoutIpv6() throws IOException {
    assumeIpv6();
    try (Context context = Context.create();
        Rep server = context.rep();
        Rep other = context.rep()) {
      String endpoint = server.bind("tcp://*:*");
      String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
      assertThat(other.bind("tcp://[::1]:" + port)).isEqualTo("tcp://[::1]:" + port);
    }
  }

  @Test
  void unbindsWildcardsByTheirEffectiveEndpointOnly() {
    try (Context context = Context.create();
        Rep server = context.rep()) {
      String endpoint = server.bind("tcp://*:*");
      String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.unbind("tcp://*:" + port))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOENT))
          .withMessageContaining("the endpoint that bind answered");
      server.unbind(endpoint);
    }
  }

  // ---- Where to connect from -------------------------------------------------------------------

  @Test
  void connectsFromTheAddressAndPortThatTheEndpointNames() throws IOException {
    int sourcePort = RawPeer.freePort();
    try (ServerSocket listener = RawPeer.listen();
        Context context = Context.create();
        Dealer dealer = context.dealer()) {
      dealer.connect("tcp://127.0.0.1:" + sourcePort + ";127.0.0.1:" + listener.getLocalPort());
      try (RawPeer peer = RawPeer.accept(listener)) {
        assertThat(peer.socket().getPort()).isEqualTo(sourcePort);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:0", "*:*", "localhost:0"})
  void connectsFromAnyPortOfASourceAddress(String source) throws IOException {
    try (ServerSocket listener = RawPeer.listen();
        Context context = Context.create();
        Dealer dealer = context.dealer()) {
      dealer.connect("tcp://" + source + ";127.0.0.1:" + listener.getLocalPort());
      RawPeer.accept(listener).close();
    }
  }

  @Test
  void connectsFromTheAddressOfAnInterface() throws IOException {
    String loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    try (ServerSocket listener = RawPeer.listen();
        Context context = Context.create();
        Dealer dealer = context.dealer()) {
      dealer.connect("tcp://" + loopback + ":0;127.0.0.1:" + listener.getLocalPort());
      RawPeer.accept(listener).close();
    }
  }

  // ---- Errors ----------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "tcp://, EINVAL",
    "tcp://127.0.0.1, EINVAL",
    "tcp://127.0.0.1:, EINVAL",
    "tcp://:5555, EINVAL",
    "tcp://127.0.0.1:65536, EINVAL",
    "tcp://127.0.0.1:-1, EINVAL",
    "tcp://127.0.0.1:http, EINVAL",
    "tcp://127.0.0.1:55 55, EINVAL",
    "tcp://a b:5555, EINVAL",
    "tcp://a/b:5555, EINVAL",
    "tcp://192.0.2.77:*, EADDRNOTAVAIL",
    "tcp://no-such-interface.invalid:*, ENODEV",
  })
  void refusesToBindTo(String endpoint, ErrorCode code) {
    try (Context context = Context.create();
        Rep server = context.rep()) {
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.bind(endpoint))
          .satisfies(e -> assertThat(e.code()).isEqualTo(code))
          .withMessageContaining(endpoint);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:",
        "tcp://:5555",
        "tcp://*:5555",
        "tcp://127.0.0.1:0",
        "tcp://127.0.0.1:*",
        "tcp://127.0.0.1:65536",
        "tcp://a b:5555",
        "tcp://x;127.0.0.1:5555",
        "tcp://127.0.0.1:0;",
      })
  void refusesToConnectTo(String endpoint) {
    try (Context context = Context.create();
        Req client = context.req()) {
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> client.connect(endpoint))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EINVAL))
          .withMessageContaining(endpoint);
    }
  }

  // ---- Many ------------------------------------------------------------------------------------

  @Test
  void servesAThousandClientsThatConnectAtOnce() {
    int clients = 1000;
    try (Context serving = Context.create();
        Context asking = Context.create();
        Rep server = serving.rep()) {
      asking.set(ContextOption.MAX_SOCKETS, clients);
      String endpoint = server.bind(endpointToBind());
      List<Req> askers = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Req asker = asking.req();
        askers.add(asker);
        asker.connect(endpoint);
        asker.send("request " + i);
      }
      Caller<Void> service =
          Caller.run(
              () -> {
                for (int i = 0; i < clients; i++) {
                  server.send("reply to " + receiveText(server));
                }
              });
      for (int i = 0; i < clients; i++) {
        assertThat(receiveText(askers.get(i))).isEqualTo("reply to request " + i);
      }
      service.result();
    }
  }

  @Test
  void makesASecondConnectionToTheSameEndpointExceptWhereLibzmqDoesNot() {
    try (Context context = Context.create();
        Pull pull = context.pull();
        Rep rep = context.rep();
        Push push = context.push();
        Req req = context.req()) {
      EventRecorder atPull = EventRecorder.on(pull);
      EventRecorder atRep = EventRecorder.on(rep);
      String pullEndpoint = pull.bind(endpointToBind());
      String repEndpoint = rep.bind(endpointToBind());
      push.connect(pullEndpoint);
      push.connect(pullEndpoint);
      atPull.await(MonitorEvent.Type.HANDSHAKE_SUCCEEDED);
      atPull.await(MonitorEvent.Type.HANDSHAKE_SUCCEEDED);
      req.connect(repEndpoint);
      req.connect(repEndpoint);
      req.disconnect(repEndpoint); // both go at once, if there are two
      push.disconnect(pullEndpoint);
      atPull.await(MonitorEvent.Type.DISCONNECTED);
      atPull.await(MonitorEvent.Type.DISCONNECTED);
      rep.close();
      assertThat(atRep.typesUntil(MonitorEvent.Type.MONITOR_STOPPED))
          .filteredOn(type -> type == MonitorEvent.Type.ACCEPTED)
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  private static void exchange(Rep server, Req client, String endpoint) {
    client.set(Options.IPV6, endpoint.contains("["));
    client.connect(endpoint);
    client.send("over " + endpoint);
    assertThat(receiveText(server)).isEqualTo("over " + endpoint);
    server.send("back");
    assertThat(receiveText(client)).isEqualTo("back");
  }

  private static void assumeIpv6() throws IOException {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    boolean present;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByAddress(loopback))) {
      present = probe.isBound();
    } catch (IOException e) {
      present = false;
    }
    assumeTrue(present, "this machine has no IPv6");
  }

  @Test
  void acceptsTheSourceSyntaxOnlyToConnect() {
    try (Context context = Context.create();
        Rep server = context.rep()) {
      server.set(Options.LINGER, Duration.ZERO);
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.bind("tcp://127.0.0.1:0;127.0.0.1:5555"))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EINVAL));
    }
  }
}
