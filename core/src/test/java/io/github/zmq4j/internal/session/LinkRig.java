package io.github.zmq4j.internal.session;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Selectable;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.zmtp.wire.CommandEncoder;
import io.github.zmq4j.internal.zmtp.wire.Framing;
import io.github.zmq4j.internal.zmtp.wire.MessageEncoder;
import io.github.zmq4j.internal.zmtp.wire.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A pipe, its link and a transmission over a real channel, without handshake and framing: what is
 * written to the pipe comes out at {@link #peer}, byte for byte.
 */
final class LinkRig implements Transmission.Listener, Selectable, AutoCloseable {
  private static final int SMALL_BYTES = 4096; // so that the channel is often full

  final Reactor reactor = new Reactor("link-rig", true);
  final WireLink link = new WireLink(reactor);
  final Pipe pipe;
  final SocketChannel peer;
  final List<IOException> broken = new CopyOnWriteArrayList<>();
  private final SocketChannel channel;
  private volatile SelectionKey key;
  private volatile Transmission transmission;
  volatile Runnable onDrained = () -> {};

  LinkRig(int hwm, Runnable onRoom) throws Exception {
    this.pipe =
        new Pipe(
            of -> onEvents(of, onRoom), new MessageQueue(hwm, false), new MessageQueue(0, false));
    link.pipe(pipe, () -> {});
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BYTES);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      this.channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SMALL_BYTES);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.connect(server.getLocalAddress());
      this.peer = server.accept();
    }
    channel.configureBlocking(false);
    onDriver(() -> key = reactor.register(channel, 0, this));
    begin();
  }

  private static void onEvents(Pipe pipe, Runnable onRoom) {
    if ((pipe.takeEvents() & Pipe.WRITABLE) != 0) {
      onRoom.run();
    }
  }

  interface Action {
    void run() throws IOException;
  }

  void onDriver(Action action) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    reactor.post(
        () -> {
          try {
            action.run();
          } catch (IOException e) {
            throw new AssertionError(e);
          } finally {
            done.countDown();
          }
        });
    done.await();
  }

  /** Puts a new transmission in place, as after a reconnection. */
  Transmission begin() {
    Transmission fresh = new Transmission(channel, reactor.buffers(), this);
    transmission = fresh;
    link.transmission(fresh);
    fresh.begin(
        WireForm.of(SocketType.PUSH),
        CommandEncoder.of(Version.ZMTP_3_1),
        new MessageEncoder(Framing.RAW),
        null);
    return fresh;
  }

  @Override
  public void onCredit() {}

  @Override
  public void onBlocked() {
    reactor.execute(() -> key.interestOpsOr(SelectionKey.OP_WRITE));
  }

  @Override
  public void onUnfinished() {
    link.postFlush();
  }

  @Override
  public void onDrained() {
    onDrained.run();
  }

  @Override
  public void onBroken(IOException cause) {
    broken.add(cause);
  }

  @Override
  public void onReady(int readyOps) {
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
    transmission.unblock();
    link.flush();
  }

  @Override
  public void onBroken(Throwable cause) {
    broken.add(new IOException(cause));
  }

  /** Lets the peer read to the end. */
  void end() throws IOException {
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    peer.close();
    reactor.close();
  }
}
