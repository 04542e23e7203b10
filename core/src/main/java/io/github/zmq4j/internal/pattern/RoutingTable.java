package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Frame;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which peer has which routing id, and who waits for an id that is taken.
 *
 * <p>What the table keeps at a pipe, as its attachment: nothing before an id was claimed for it, a
 * {@link Claim} while another pipe has the id, then the id itself, and {@link #DROPPED} after the
 * application disconnected the peer.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class RoutingTable {
  /** A pipe waits for an id to be free. */
  private record Claim(Frame id) {}

  private static final Object DROPPED = new Object();

  private final GeneratedIds generated;
  private final Map<Frame, Pipe> pipes = new HashMap<>();
  private final Map<Frame, ArrayDeque<Pipe>> claimants = new HashMap<>(); // by the id they wait for

  RoutingTable(int firstGenerated) {
    this.generated = new GeneratedIds(firstGenerated);
  }

  /** The pipe of the peer with this id. */
  @Nullable Pipe get(Frame id) {
    return pipes.get(id);
  }

  /** The id that the pipe has or had: messages that came in may be read after it was freed. */
  static @Nullable Frame idOf(Pipe pipe) {
    return pipe.attachment() instanceof Frame id ? id : null;
  }

  /** Whether an id leads to this pipe. */
  boolean leadsTo(Pipe pipe) {
    Frame id = idOf(pipe);
    return id != null && pipes.get(id) == pipe;
  }

  /** Whether nothing was ever claimed for the pipe, or its claim was withdrawn. */
  static boolean isNameless(Pipe pipe) {
    return pipe.attachment() == null;
  }

  /** An id for a peer that announces none. */
  Frame freeId() {
    Frame id;
    do {
      id = generated.next();
    } while (pipes.containsKey(id));
    return id;
  }

  /** Gives a nameless pipe an id, or lets it wait while another one has it; then false. */
  boolean claim(Pipe pipe, Frame id) {
    if (pipes.putIfAbsent(id, pipe) == null) {
      pipe.attachment(id);
      return true;
    }
    pipe.attachment(new Claim(id));
    claimants.computeIfAbsent(id, any -> new ArrayDeque<>()).add(pipe);
    return false;
  }

  /** Gives a nameless pipe an id that another one has, which gets a generated one to be read by. */
  void takeOver(Pipe pipe, Frame id) {
    Pipe former = pipes.put(id, pipe);
    if (former != null) {
      former.attachment(freeId());
    }
    pipe.attachment(id);
  }

  /** Takes back a pipe's claim; false if it has none. */
  boolean withdraw(Pipe pipe) {
    if (!(pipe.attachment() instanceof Claim claim)) {
      return false;
    }
    pipe.attachment(null);
    ArrayDeque<Pipe> queue = claimants.get(claim.id());
    if (queue != null && queue.remove(pipe) && queue.isEmpty()) {
      claimants.remove(claim.id());
    }
    return true;
  }

  /** Frees a pipe's id, if it leads there, and answers the pipe that has waited for it longest. */
  @Nullable Pipe remove(Pipe pipe) {
    Frame id = idOf(pipe);
    if (id == null || !pipes.remove(id, pipe)) {
      return null;
    }
    ArrayDeque<Pipe> queue = claimants.remove(id);
    if (queue == null) {
      return null;
    }
    Pipe next = queue.remove();
    if (!queue.isEmpty()) {
      claimants.put(id, queue);
    }
    pipes.put(id, next);
    next.attachment(id);
    return next;
  }

  /** Like {@link #remove}, for a pipe that must not be known again whatever it does. */
  @Nullable Pipe drop(Pipe pipe) {
    Pipe next = remove(pipe);
    pipe.attachment(DROPPED);
    return next;
  }

  int size() {
    return pipes.size();
  }

  void forEach(BiConsumer<Frame, Pipe> action) {
    pipes.forEach(action);
  }

  /** Whether any peer has room for a message. */
  boolean anyWritable() {
    for (Pipe pipe : pipes.values()) {
      if (pipe.canWrite()) {
        return true;
      }
    }
    return false;
  }
}
