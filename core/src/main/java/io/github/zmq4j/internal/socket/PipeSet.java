package io.github.zmq4j.internal.socket;

import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The pipes of a socket, each of which knows its place among them: 8 bytes a pipe where a hash set
 * takes 50, and no hash to compute when a peer comes. In no order.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class PipeSet {
  private static final int NOWHERE = -1;

  private final List<Pipe> pipes = new ArrayList<>();

  /** Adds a pipe that is in no set. */
  void add(Pipe pipe) {
    assert pipe.place() == NOWHERE : "a pipe belongs to one socket";
    pipe.place(pipes.size());
    pipes.add(pipe);
  }

  boolean contains(Pipe pipe) {
    int place = pipe.place();
    return place >= 0 && place < pipes.size() && pipes.get(place) == pipe;
  }

  /** Takes a pipe out; false if it was not there. The last one takes its place. */
  boolean remove(Pipe pipe) {
    if (!contains(pipe)) {
      return false;
    }
    Pipe last = pipes.remove(pipes.size() - 1);
    if (last != pipe) {
      pipes.set(pipe.place(), last);
      last.place(pipe.place());
    }
    pipe.place(NOWHERE);
    return true;
  }

  void forEach(Consumer<Pipe> action) {
    pipes.forEach(action);
  }

  /** Takes all out. */
  List<Pipe> takeAll() {
    List<Pipe> all = List.copyOf(pipes);
    all.forEach(pipe -> pipe.place(NOWHERE));
    pipes.clear();
    return all;
  }
}
