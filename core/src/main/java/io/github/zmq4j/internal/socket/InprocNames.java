package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The inproc names of a context: who is bound to each, and who connected before anybody was.
 *
 * <p><b>Threading.</b> Thread-safe. Its lock is the innermost one: nothing is called under it.
 */
final class InprocNames {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, SocketBase> bound = new HashMap<>();
  private final Map<String, List<Waiting>> waiting = new HashMap<>();

  /** A pipe whose name nobody was bound to when it was connected. */
  record Waiting(SocketBase socket, Pipe pipe) {}

  /** Binds a name; answers who waited for it. */
  List<Waiting> bind(String name, SocketBase socket) {
    lock.lock();
    try {
      if (bound.putIfAbsent(name, socket) != null) {
        throw new ZmqException(
            ErrorCode.EADDRINUSE,
            "Cannot bind 'inproc://" + name + "': another socket of this context has the name");
      }
      List<Waiting> found = waiting.remove(name);
      return found == null ? List.of() : found;
    } finally {
      lock.unlock();
    }
  }

  /** Finds who is bound, or has the pipe wait; null in that case. */
  @Nullable SocketBase connect(String name, Waiting connecting) {
    lock.lock();
    try {
      SocketBase binder = bound.get(name);
      if (binder == null) {
        waiting.computeIfAbsent(name, any -> new ArrayList<>()).add(connecting);
      }
      return binder;
    } finally {
      lock.unlock();
    }
  }

  /** Who is bound to a name, or null. */
  @Nullable SocketBase find(String name) {
    lock.lock();
    try {
      return bound.get(name);
    } finally {
      lock.unlock();
    }
  }

  void unbind(String name, SocketBase socket) {
    lock.lock();
    try {
      bound.remove(name, socket);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a pipe that waits no more. */
  void forget(String name, Pipe pipe) {
    lock.lock();
    try {
      List<Waiting> list = waiting.get(name);
      if (list != null && list.removeIf(one -> one.pipe() == pipe) && list.isEmpty()) {
        waiting.remove(name);
      }
    } finally {
      lock.unlock();
    }
  }
}
