package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.internal.zmtp.wire.Hex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;

/** A peer made of a plain TCP socket, which says what the test tells it to, byte by byte. */
final class RawPeer implements AutoCloseable {
  /** The signature of every greeting since ZMTP 2.0, of a socket without routing id. */
  static final String SIGNATURE = "ff 0000000000000001 7f";

  /** A whole greeting of ZMTP 3.1 with the NULL mechanism. */
  static final String GREETING =
      SIGNATURE
          + "03 01"
          + "4e554c4c00000000000000000000000000000000" // the mechanism
          + "00"
          + "00000000000000000000000000000000000000000000000000000000000000";

  private final Socket socket;

  private RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) Patience.LIMIT.toMillis());
    socket.setTcpNoDelay(true);
  }

  /** Connects to a {@code tcp} endpoint. */
  static RawPeer connect(String endpoint) {
    URI address = URI.create(endpoint);
    try {
      return new RawPeer(new Socket(address.getHost(), address.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A listener on a free port of the loopback address. */
  static ServerSocket listen() {
    return listen(0);
  }

  /** A listener on a port of the loopback address. */
  static ServerSocket listen(int port) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
      listener.setSoTimeout((int) Patience.LIMIT.toMillis());
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The endpoint of a listener. */
  static String endpointOf(ServerSocket listener) {
    return "tcp://127.0.0.1:" + listener.getLocalPort();
  }

  /** A port of the loopback address that nobody listens on. */
  static int freePort() {
    try (ServerSocket listener = listen()) {
      return listener.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the next connection of a listener. */
  static RawPeer accept(ServerSocket listener) {
    try {
      return new RawPeer(listener.accept());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawPeer send(String... hex) {
    return send(Hex.bytes(hex));
  }

  RawPeer send(byte[] octets) {
    try {
      socket.getOutputStream().write(octets);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a short frame. */
  RawPeer sendFrame(int flags, byte[] body) {
    byte[] frame = new byte[2 + body.length];
    frame[0] = (byte) flags;
    frame[1] = (byte) body.length;
    System.arraycopy(body, 0, frame, 2, body.length);
    return send(frame);
  }

  byte[] read(int count) {
    try {
      byte[] octets = socket.getInputStream().readNBytes(count);
      assertThat(octets.length).as("octets before the end of the stream").isEqualTo(count);
      return octets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next octets must be these. */
  RawPeer expect(String... hex) {
    String expected = Hex.text(Hex.bytes(hex));
    assertThat(Hex.text(read(expected.length() / 2))).isEqualTo(expected);
    return this;
  }

  /** Shakes hands as a socket of a type, with ZMTP 3.1 and NULL. */
  RawPeer shakeHands(String socketType) {
    send(GREETING).send(ready(socketType));
    read(64);
    readFrame();
    return this;
  }

  /** The READY command of a socket of a type, as a whole frame. */
  static String ready(String socketType) {
    String body =
        "055245414459"
            + "0b536f636b65742d54797065"
            + "%08x".formatted(socketType.length())
            + Hex.text(socketType.getBytes(US_ASCII));
    return "04%02x".formatted(body.length() / 2) + body;
  }

  /** The body of the next frame, which must be a short one. */
  byte[] readFrame() {
    byte[] header = read(2);
    assertThat(header[0] & 2).as("the flag of long frames").isZero();
    return read(header[1] & 0xff);
  }

  /** Reads on until the other side has closed; answers what came before. */
  byte[] readUntilClosed() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(octets);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("The connection was not closed", e);
    } catch (IOException e) {
      // A reset closes too.
    }
    return octets.toByteArray();
  }

  /** Whether the connection stays open and silent for a while. */
  boolean isLeftAlone(int millis) {
    try {
      socket.setSoTimeout(millis);
      return socket.getInputStream().read() != -1;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Closes with a reset, as a crash would. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
