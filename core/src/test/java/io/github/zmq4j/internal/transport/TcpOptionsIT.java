package io.github.zmq4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/** What the kernel is told of a connection, where nothing but the kernel can tell. */
class TcpOptionsIT {
  private static final TransportSettings SYSTEM =
      new TransportSettings(
          false, 100, -1, -1, 0, -1, -1, -1, -1, AcceptFilter.NONE, SocksProxy.NONE);

  private static final TcpTransport TRANSPORT = TcpTransport.INSTANCE;

  private <T> T valueOf(SocketOption<T> option, TransportSettings settings) throws IOException {
    try (ServerSocket listener = new ServerSocket(0);
        SocketChannel channel = SocketChannel.open(listener.getLocalSocketAddress())) {
      assumeTrue(channel.supportedOptions().contains(option));
      TRANSPORT.configure(channel, settings);
      return channel.getOption(option);
    }
  }

  private static TransportSettings keepAlive(int on, int count, int idle, int interval) {
    return new TransportSettings(
        false, 100, -1, -1, 0, on, count, idle, interval, AcceptFilter.NONE, SocksProxy.NONE);
  }

  private static TransportSettings buffers(int send, int receive, int typeOfService) {
    return new TransportSettings(
        false,
        100,
        send,
        receive,
        typeOfService,
        -1,
        -1,
        -1,
        -1,
        AcceptFilter.NONE,
        SocksProxy.NONE);
  }

  @Test
  void neverWaitsToFillPackets() throws IOException {
    assertThat(valueOf(StandardSocketOptions.TCP_NODELAY, SYSTEM)).isTrue();
  }

  @Test
  void setsTheSendBuffer() throws IOException {
    assertThat(valueOf(StandardSocketOptions.SO_SNDBUF, buffers(50_000, -1, 0)))
        .isBetween(50_000, 100_000); // Linux doubles it
  }

  @Test
  void setsTheReceiveBuffer() throws IOException {
    assertThat(valueOf(StandardSocketOptions.SO_RCVBUF, buffers(-1, 50_000, 0)))
        .isBetween(50_000, 100_000);
  }

  @Test
  void setsTheTypeOfService() throws IOException {
    assertThat(valueOf(StandardSocketOptions.IP_TOS, buffers(-1, -1, 0x28))).isEqualTo(0x28);
    assertThat(valueOf(StandardSocketOptions.IP_TOS, buffers(-1, -1, 0x128))).isEqualTo(0x28);
  }

  @Test
  void switchesKeepAliveOnAndOff() throws IOException {
    assertThat(valueOf(StandardSocketOptions.SO_KEEPALIVE, keepAlive(1, -1, -1, -1))).isTrue();
    assertThat(valueOf(StandardSocketOptions.SO_KEEPALIVE, keepAlive(0, -1, -1, -1))).isFalse();
  }

  @Test
  void setsHowOftenKeepAliveProbes() throws IOException {
    assertThat(valueOf(ExtendedSocketOptions.TCP_KEEPCOUNT, keepAlive(1, 7, -1, -1))).isEqualTo(7);
  }

  @Test
  void setsWhenKeepAliveBegins() throws IOException {
    assertThat(valueOf(ExtendedSocketOptions.TCP_KEEPIDLE, keepAlive(1, -1, 77, -1))).isEqualTo(77);
  }

  @Test
  void setsHowLongKeepAliveWaitsBetweenProbes() throws IOException {
    assertThat(valueOf(ExtendedSocketOptions.TCP_KEEPINTERVAL, keepAlive(1, -1, -1, 17)))
        .isEqualTo(17);
  }

  @Test
  void letsNoMoreConnectionsWaitThanTheBacklog() throws IOException {
    assumeTrue(System.getProperty("os.name").equals("Linux")); // others round as they like
    List<Socket> waiting = new ArrayList<>();
    TransportSettings one =
        new TransportSettings(
            false, 1, -1, -1, 0, -1, -1, -1, -1, AcceptFilter.NONE, SocksProxy.NONE);
    Transport.Listening listening = TRANSPORT.listen("127.0.0.1:*", one);
    try {
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(
              () -> {
                for (int i = 0; i < 8; i++) {
                  Socket socket = new Socket();
                  waiting.add(socket);
                  socket.connect(listening.channel().getLocalAddress(), 200);
                }
              });
      assertThat(waiting).hasSizeBetween(2, 4);
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
      listening.abandon();
    }
  }
}
