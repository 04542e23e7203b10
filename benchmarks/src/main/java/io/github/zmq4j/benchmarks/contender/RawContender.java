package io.github.zmq4j.benchmarks.contender;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The limit: what the JVM's own means give when nobody frames, queues or routes. Over tcp and ipc a
 * blocking channel and a direct buffer; within a process {@link RawHandover}.
 */
final class RawContender implements Contender {
  /** A stream of small messages is written and read in pieces of this size. */
  private static final int BATCH_BYTES = 64 * 1024;

  private final RawHandover handover = new RawHandover();

  @Override
  public Echo echo(String endpoint, Content content) throws IOException {
    if (endpoint.startsWith("inproc:")) {
      return handover.echo(endpoint);
    }
    Listener listener = Listener.bind(endpoint);
    ByteBuffer buffer = buffer(content.size());
    return new Echo() {
      @Override
      public String endpoint() {
        return listener.endpoint();
      }

      @Override
      public void serve() throws IOException {
        SocketChannel channel = listener.accept();
        while (true) {
          read(channel, buffer);
          write(channel, buffer);
        }
      }
    };
  }

  @Override
  public Caller caller(String endpoint, Content content) throws IOException {
    if (endpoint.startsWith("inproc:")) {
      return handover.caller(content);
    }
    SocketChannel channel = connect(endpoint);
    ByteBuffer buffer = buffer(content.size());
    return k -> {
      content.put(buffer.clear(), k);
      write(channel, buffer.flip());
      read(channel, buffer);
      content.check(buffer, 0, k);
    };
  }

  @Override
  public Sink sink(String endpoint, Content content, int highWaterMark) throws IOException {
    Listener listener = Listener.bind(endpoint);
    int size = content.size();
    ByteBuffer buffer = buffer(batchBytes(size)).limit(0);
    return new Sink() {
      private @org.jspecify.annotations.Nullable SocketChannel channel;

      @Override
      public String endpoint() {
        return listener.endpoint();
      }

      @Override
      public void receive(long k) throws IOException {
        if (buffer.remaining() < size) {
          fill();
        }
        int start = buffer.position();
        content.check(buffer, start, k);
        buffer.position(start + size);
      }

      private void fill() throws IOException {
        SocketChannel from = channel;
        if (from == null) {
          from = listener.accept();
          channel = from;
        }
        buffer.compact();
        while (buffer.position() < size) {
          readSome(from, buffer);
        }
        buffer.flip();
      }
    };
  }

  @Override
  public Source source(String endpoint, Content content, int highWaterMark) throws IOException {
    SocketChannel channel = connect(endpoint);
    int size = content.size();
    ByteBuffer buffer = buffer(batchBytes(size));
    return new Source() {
      @Override
      public void send(long k) throws IOException {
        content.put(buffer, k);
        if (buffer.remaining() < size) {
          flush();
        }
      }

      @Override
      public void flush() throws IOException {
        write(channel, buffer.flip());
        buffer.clear();
      }
    };
  }

  private static int batchBytes(int size) {
    return Math.max(size, BATCH_BYTES - BATCH_BYTES % size);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static SocketChannel connect(String endpoint) throws IOException {
    return withoutDelay(SocketChannel.open(address(endpoint)));
  }

  private static SocketChannel withoutDelay(SocketChannel channel) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return channel;
  }

  private static SocketAddress address(String endpoint) {
    if (endpoint.startsWith("ipc://")) {
      return UnixDomainSocketAddress.of(Path.of(endpoint.substring("ipc://".length())));
    }
    int colon = endpoint.lastIndexOf(':');
    String port = endpoint.substring(colon + 1);
    return new InetSocketAddress(
        endpoint.substring("tcp://".length(), colon),
        port.equals("*") ? 0 : Integer.parseInt(port));
  }

  /** Fills the whole buffer and flips it. */
  private static void read(SocketChannel channel, ByteBuffer buffer) throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      readSome(channel, buffer);
    }
    buffer.flip();
  }

  private static void readSome(SocketChannel channel, ByteBuffer buffer) throws IOException {
    if (channel.read(buffer) < 0) {
      throw new EOFException("the other side has closed the connection");
    }
  }

  private static void write(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** A bound channel that will have one connection. */
  private record Listener(ServerSocketChannel channel, String endpoint) {
    static Listener bind(String endpoint) throws IOException {
      SocketAddress address = address(endpoint);
      if (address instanceof UnixDomainSocketAddress) {
        var channel = ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX).bind(address);
        return new Listener(channel, endpoint);
      }
      ServerSocketChannel channel = ServerSocketChannel.open().bind(address);
      InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
      return new Listener(
          channel, "tcp://" + bound.getAddress().getHostAddress() + ":" + bound.getPort());
    }

    SocketChannel accept() throws IOException {
      return withoutDelay(channel.accept());
    }
  }
}
