package io.github.zmq4j.interop;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A plain TCP socket. What it receives comes in pieces, as the network cuts them. */
final class RawTcpSocket implements PeerSocket {
  private ServerSocket listener; // when it binds
  private Socket connection;

  @Override
  public String bind(String endpoint) {
    int port = endpoint.endsWith(":*") ? 0 : URI.create(endpoint).getPort();
    try {
      listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      listener.setSoTimeout((int) DEADLINE.toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "tcp://127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void connect(String endpoint) {
    try {
      connection = new Socket(InetAddress.getLoopbackAddress(), URI.create(endpoint).getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket connection() throws IOException {
    if (connection == null) {
      connection = listener.accept();
    }
    return connection;
  }

  @Override
  public void send(Message message) {
    try {
      connection().getOutputStream().write(message.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Message> tryReceive(Duration timeout) {
    byte[] buffer = new byte[8192];
    try {
      connection().setSoTimeout((int) timeout.toMillis());
      int length = connection().getInputStream().read(buffer);
      if (length < 0) {
        throw new AssertionError("the other side has closed the connection");
      }
      return Optional.of(Message.of(Frame.wrap(Arrays.copyOf(buffer, length))));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      for (Closeable each : new Closeable[] {connection, listener}) {
        if (each != null) {
          each.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean trySend(Message message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void subscribe(byte[] prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void unsubscribe(byte[] prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void routingId(String routingId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void mandatory() {
    throw new UnsupportedOperationException();
  }
}
