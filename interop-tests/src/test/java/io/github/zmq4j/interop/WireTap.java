package io.github.zmq4j.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A relay between a connecting and a binding side that counts how often some bytes pass.
 *
 * <p><b>Threading.</b> Thread-safe; two threads of its own for each connection, and one that
 * accepts.
 */
final class WireTap implements AutoCloseable {
  private final ServerSocket listener;
  private final URI target;
  private final byte[] wanted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Socket> sockets = new ArrayList<>(); // guarded by lock
  private int connections; // guarded by lock
  private int fromConnecting; // guarded by lock
  private int fromBinding; // guarded by lock

  /** Listens for one who wants to connect to an endpoint, and looks for bytes on the wire. */
  WireTap(String endpoint, byte[] wanted) {
    target = URI.create(endpoint);
    this.wanted = wanted.clone();
    try {
      listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  String endpoint() {
    return "tcp://127.0.0.1:" + listener.getLocalPort();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // one side has closed, or the test is over
              }
            },
            "tap " + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket connecting = listener.accept();
      Socket binding = new Socket(target.getHost(), target.getPort());
      lock.lock();
      try {
        connections++;
        sockets.add(connecting);
        sockets.add(binding);
      } finally {
        lock.unlock();
      }
      start("out", () -> relay(connecting, binding, true));
      start("in", () -> relay(binding, connecting, false));
    }
  }

  private void relay(Socket from, Socket to, boolean isFromConnecting) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      to.setTcpNoDelay(true);
      byte[] buffer = new byte[8192];
      int matched = 0;
      int length;
      while ((length = in.read(buffer)) >= 0) {
        out.write(buffer, 0, length);
        for (int i = 0; i < length; i++) {
          matched = matched(buffer[i], matched, isFromConnecting);
        }
      }
    }
  }

  /** Enough of a search: no proper prefix of what is wanted comes again within it. */
  private int matched(byte next, int matched, boolean isFromConnecting) {
    if (next != wanted[matched]) {
      return next == wanted[0] ? 1 : 0;
    } else if (matched + 1 < wanted.length) {
      return matched + 1;
    }
    count(isFromConnecting);
    return 0;
  }

  private void count(boolean isFromConnecting) {
    lock.lock();
    try {
      if (isFromConnecting) {
        fromConnecting++;
      } else {
        fromBinding++;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the bytes have passed that often from the connecting side. */
  void awaitFromConnecting(int count) {
    await(count, true);
  }

  /** Waits until the bytes have passed that often from the binding side. */
  void awaitFromBinding(int count) {
    await(count, false);
  }

  private void await(int count, boolean isFromConnecting) {
    lock.lock();
    try {
      long left = PeerSocket.DEADLINE.toNanos();
      while ((isFromConnecting ? fromConnecting : fromBinding) < count) {
        if (left <= 0) {
          throw new AssertionError("seen " + fromConnecting + " and " + fromBinding + " times");
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  int connections() {
    lock.lock();
    try {
      return connections;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try (listener) {
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }
}
