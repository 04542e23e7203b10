package io.github.zmq4j.internal.session;

import io.github.zmq4j.Context;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.Pull;
import io.github.zmq4j.Push;
import io.github.zmq4j.Socket;
import io.github.zmq4j.benchmarks.Hello;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message of a stream over tcp costs each side, while the other side is a bare socket that
 * costs next to nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OneSideBenchmark {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int SHORT_BYTES = 255;

  /** A bound socket with a bare peer. */
  @SuppressWarnings("NullAway.Init") // open() comes first
  @State(Scope.Benchmark)
  public abstract static class Side {
    /** The size of each message. */
    @Param({"16", "64", "256", "1024"})
    int bytes;

    private Context context;
    private SocketChannel channel;

    /** Binds a socket, and has a bare peer of it connect. */
    @Setup
    public void open() throws IOException {
      context = Context.create();
      Socket socket = bind(context);
      String endpoint = socket.get(Options.LAST_ENDPOINT);
      int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(ByteBuffer.wrap(Hello.of(peerType())));
      Thread peer = new Thread(this::play, "bare peer");
      peer.setDaemon(true);
      peer.start();
    }

    private void play() {
      try {
        play(channel);
      } catch (IOException e) {
        // It is over.
      }
    }

    /** Closes both. */
    @TearDown
    public void close() throws IOException {
      channel.close();
      context.close();
    }

    abstract Socket bind(Context context);

    abstract String peerType();

    abstract void play(SocketChannel peer) throws IOException;
  }

  /** A PUSH whose peer throws everything away. */
  @SuppressWarnings("NullAway.Init") // open() comes first
  public static class Sender extends Side {
    private Push push;
    private byte[] content;

    @Override
    Socket bind(Context context) {
      content = new byte[bytes];
      push = context.push();
      push.set(Options.LINGER, Duration.ZERO);
      push.bind("tcp://127.0.0.1:*");
      return push;
    }

    @Override
    String peerType() {
      return "PULL";
    }

    @Override
    void play(SocketChannel peer) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      while (peer.read(buffer.clear()) >= 0) {
        // on and on
      }
    }
  }

  /** A PULL whose peer sends without end. */
  @SuppressWarnings("NullAway.Init") // open() comes first
  public static class Receiver extends Side {
    private Pull pull;

    @Override
    Socket bind(Context context) {
      pull = context.pull();
      pull.bind("tcp://127.0.0.1:*");
      return pull;
    }

    @Override
    String peerType() {
      return "PUSH";
    }

    @Override
    void play(SocketChannel peer) throws IOException {
      int headerBytes = bytes <= SHORT_BYTES ? 2 : 9;
      int count = BUFFER_BYTES / (headerBytes + bytes);
      ByteBuffer buffer = ByteBuffer.allocateDirect(count * (headerBytes + bytes));
      for (int i = 0; i < count; i++) {
        if (bytes <= SHORT_BYTES) {
          buffer.put((byte) 0).put((byte) bytes);
        } else {
          buffer.put((byte) 2).putLong(bytes);
        }
        buffer.position(buffer.position() + bytes);
      }
      while (true) {
        peer.write(buffer.rewind());
      }
    }
  }

  /** Makes a message and sends it. */
  @Benchmark
  public void send(Sender sender) {
    sender.push.send(Message.of(sender.content));
  }

  /** Receives a message. */
  @Benchmark
  public Message receive(Receiver receiver) {
    return receiver.pull.receive();
  }
}
