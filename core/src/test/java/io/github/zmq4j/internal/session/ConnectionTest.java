package io.github.zmq4j.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Selectable;
import io.github.zmq4j.internal.transport.AcceptFilter;
import io.github.zmq4j.internal.transport.Endpoint;
import io.github.zmq4j.internal.transport.SocksProxy;
import io.github.zmq4j.internal.transport.TransportSettings;
import io.github.zmq4j.internal.transport.Transports;
import io.github.zmq4j.internal.zmtp.Peer;
import io.github.zmq4j.internal.zmtp.mechanism.NullMechanism;
import io.github.zmq4j.internal.zmtp.wire.CommandBody;
import io.github.zmq4j.internal.zmtp.wire.Framing;
import io.github.zmq4j.internal.zmtp.wire.Greeting;
import io.github.zmq4j.internal.zmtp.wire.PropertyList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connection does at once, before the selector has said anything of its channel. */
class ConnectionTest {
  private static final byte[] NOTHING = {};
  private static final long PATIENCE_SECONDS = 20;

  private final Reactor reactor = new Reactor("connection-test", true);
  private SocketChannel channel;
  private SocketChannel peer;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      peer = SocketChannel.open(server.getLocalAddress());
      channel = server.accept();
      channel.configureBlocking(false);
    }
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    channel.close();
    reactor.close();
  }

  /** Nothing is lost and nobody comes: the owner of a connection under test. */
  private static final ConnectionOwner OWNER =
      new ConnectionOwner() {
        @Override
        public void onEstablished(Connection connection, Peer peer) {}

        @Override
        public void onPipeClosed(Connection connection) {}

        @Override
        public void onLost(Connection connection, Loss loss) {}
      };

  private static byte[] properties(SocketType type) {
    return PropertyList.encode(type, NOTHING, Map.of());
  }

  private static SessionSettings settings() {
    return new SessionSettings(
        SocketType.ROUTER,
        NOTHING,
        properties(SocketType.ROUTER),
        new Security(NullMechanism::new, null),
        new SessionSettings.Notes(NOTHING, NOTHING, NOTHING),
        0,
        -1,
        8192,
        false,
        false,
        TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS),
        0,
        -1,
        0,
        0,
        0,
        0,
        0,
        0,
        null,
        new TransportSettings(
            false, 1, -1, -1, 0, -1, -1, -1, -1, AcceptFilter.NONE, SocksProxy.NONE));
  }

  /** All that a DEALER says before its first message. */
  private static byte[] hello() {
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    hello.writeBytes(Greeting.signature(0));
    hello.write(Greeting.MAJOR);
    hello.writeBytes(Greeting.rest("NULL", false));
    byte[] ready = CommandBody.encode("READY", properties(SocketType.DEALER));
    hello.writeBytes(Framing.V2.frame(Framing.COMMAND, ready));
    return hello.toByteArray();
  }

  /** Starts a connection on the driver, and tells whether it was established at once. */
  private boolean isEstablishedAtOnce() throws Exception {
    CompletableFuture<Boolean> established = new CompletableFuture<>();
    reactor.post(
        () -> {
          try {
            Selectable nobody = new NobodyReady();
            Connection connection =
                new Connection(
                    reactor.register(channel, 0, nobody),
                    Transports.of(Endpoint.parse("tcp://127.0.0.1:1")),
                    settings(),
                    new WireLink(reactor),
                    "",
                    "",
                    OWNER);
            connection.start();
            established.complete(connection.isEstablished());
          } catch (IOException | RuntimeException | Error e) {
            established.completeExceptionally(e);
          }
        });
    return established.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void awaitReadable() throws IOException {
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      selector.select(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }
  }

  private byte[] read(int count) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(count);
    while (in.hasRemaining()) {
      assertThat(peer.read(in)).isNotNegative();
    }
    return in.array();
  }

  @Test
  void aPeerThatHasSpokenAlreadyIsEstablishedAtOnce() throws Exception {
    peer.write(ByteBuffer.wrap(hello()));
    awaitReadable();
    assertThat(isEstablishedAtOnce()).isTrue();
    assertThat(read(Greeting.BYTES)).startsWith(Greeting.signature(0));
  }

  @Test
  void aPeerThatIsSilentIsGreetedAtOnce() throws Exception {
    assertThat(isEstablishedAtOnce()).isFalse();
    assertThat(read(Greeting.SIGNATURE_BYTES)).isEqualTo(Greeting.signature(0));
  }

  /** The connection takes its place. */
  private static final class NobodyReady implements Selectable {
    @Override
    public void onReady(int readyOps) {}

    @Override
    public void onBroken(Throwable cause) {}
  }
}
